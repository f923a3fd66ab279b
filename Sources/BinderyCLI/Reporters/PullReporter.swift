internal import Bindery
internal import Documents

/// What was pulled, with what is needed to cite it.
enum PullReporter {
  static func text(_ pulled: PulledRelease, in workingFolder: String) -> String {
    let records = Summary.counted(pulled.release.recordCount, "record")
    let state = pulled.wasThere ? "already there, verified" : "verified"
    let folder =
      pulled.folder.hasPrefix(workingFolder + "/")
      ? String(pulled.folder.dropFirst(workingFolder.count + 1)) : pulled.folder
    return """
      \(pulled.name) \(pulled.release.version): \(records), \(state)
      \(VisibleText.escape(folder))/
      manifest sha256:\(pulled.release.manifest)

      """
  }

  static func json(_ pulled: PulledRelease) -> [UInt8] {
    JSONTree.members([
      ("format", .string("bindery.pull/1")),
      ("name", .string(pulled.name)),
      ("title", .string(pulled.title)),
      ("version", .string(pulled.release.version.description)),
      ("created", .string(pulled.release.created)),
      ("records", .integer(pulled.release.recordCount)),
      ("manifest", .string("sha256:" + pulled.release.manifest)),
      ("path", .string(pulled.folder)),
      ("alreadyThere", .boolean(pulled.wasThere)),
    ]).text
  }
}
