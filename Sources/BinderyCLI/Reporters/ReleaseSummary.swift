internal import Bindery

/// What an export wrote, for people.
enum ReleaseSummary {
  static func text(_ release: WrittenRelease, relativeTo workingFolder: String) -> String {
    let manifest = release.manifest
    var text = ""
    if let previous = release.previous, let changes = release.changes {
      text += "since \(previous):\n"
      for line in changes.lines { text += "  \(VisibleText.escape(line))\n" }
      if changes.lines.isEmpty { text += "  the files changed, the records did not\n" }
    }
    let withheld = manifest.collections.reduce(0) { $0 + $1.withheldCount }
    let counts = manifest.collections.map { "\($0.recordCount) \($0.name)" }
    text += "\(manifest.name) \(manifest.version): \(counts.joined(separator: ", "))"
    text += withheld > 0 ? "; \(withheld) withheld\n" : "\n"
    let folder =
      release.folder.hasPrefix(workingFolder + "/")
      ? String(release.folder.dropFirst(workingFolder.count + 1)) : release.folder
    text += "\(folder)/\n"
    let width = release.files.map { $0.path.count }.max() ?? 0
    for file in release.files {
      let padding = String(repeating: " ", count: width - file.path.count)
      text += "  \(file.path)\(padding)  \(ByteCount.text(file.digest.byteCount))\n"
    }
    text += "manifest sha256:\(release.manifestSHA256)\n"
    return text
  }
}
