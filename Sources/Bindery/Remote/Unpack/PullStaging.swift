internal import Glibc

/// The hidden folder beside a destination in which a release is put together.
///
/// One pull at a time works on a destination: it holds a lock, and whatever staging folder is there
/// when it gets the lock was left by a run that died.
final class PullStaging {
  /// Empty at first.
  let path: String
  /// For what is downloaded; it stays where a download was not finished.
  let workspace: String
  private let destination: String
  private let lock: FileLock

  /// Waits for other pulls into the same folder, then starts anew.
  ///
  /// The folders above the destination, which is absolute, are made where they are missing.
  init(destination: String, checkInterruption: () throws -> Void) async throws {
    let parent = Folder.parent(of: destination)
    try Folder.create(parent)
    let name = destination.split(separator: "/").last.map(String.init) ?? ""
    let base = (parent == "/" ? "" : parent) + "/." + name + ".bindery-pull"
    self.destination = destination
    path = base
    workspace = base + ".downloads"
    lock = try await FileLock(path: base + ".lock", checkInterruption: checkInterruption)
    Folder.remove(path)
    guard unsafe mkdir(path, 0o755) == 0 else {
      throw BinderyError.unwritable(path, SystemError(errno))
    }
  }

  /// Gives the folder its final name; a folder that is there gets those files that it lacks.
  ///
  /// The folder that is there stays: it may be the one that the user is in. By the manifest, which
  /// comes first, the next run knows what it is, should this one end in between.
  func place() throws {
    guard FileKind.isDirectory(destination) else {
      return try Folder.rename(path, to: destination)
    }
    for file in [Manifest.fileName] + (try files()) {
      let target = destination + "/" + file
      if FileKind.exists(target) { continue }
      try Folder.create(Folder.parent(of: target))
      try Folder.rename(path + "/" + file, to: target)
    }
  }

  /// The paths of all files, sorted.
  private func files() throws -> [String] {
    var files: [String] = []
    var pending = [""]
    while let folder = pending.popLast() {
      for (name, kind) in try DirectoryListing.names(of: path + "/" + folder) {
        if kind == .directory {
          pending.append(folder + name + "/")
        } else {
          files.append(folder + name)
        }
      }
    }
    return files.sorted()
  }

  /// Removes what was downloaded, once it is of no more use.
  func removeWorkspace() { Folder.remove(workspace) }

  /// What was not placed is dropped, and only then the lock given back.
  deinit { Folder.remove(path) }
}
