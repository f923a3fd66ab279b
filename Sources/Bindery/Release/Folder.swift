internal import Glibc

/// Makes, renames and removes folders, and says what went wrong where.
enum Folder {
  /// Makes a folder and those above it; what is there already is left alone.
  static func create(_ path: String) throws {
    if FileKind.isDirectory(path) { return }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try create(String(path[..<slash]))
    }
    guard unsafe mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw BinderyError.unwritable(path, SystemError(errno))
    }
  }

  /// Makes a folder that everybody may read, whatever the process leaves out by its `umask`.
  static func createReadable(_ path: String) throws {
    try create(path)
    guard unsafe chmod(path, 0o755) == 0 else {
      throw BinderyError.unwritable(path, SystemError(errno))
    }
  }

  /// Gives a finished file or folder its final name, and brings the name to the disk.
  static func rename(_ source: String, to destination: String) throws {
    guard unsafe Glibc.rename(source, destination) == 0 else {
      throw BinderyError.unwritable(destination, SystemError(errno))
    }
    try synchronize(parent(of: destination))
  }

  /// Brings the names in a folder to the disk.
  static func synchronize(_ path: String) throws {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw BinderyError.unwritable(path, SystemError(errno)) }
    defer { close(descriptor) }
    // Some file systems cannot do this for folders; their names are safe without.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw BinderyError.unwritable(path, SystemError(errno))
    }
  }

  /// Removes a folder and everything in it; links are removed, not followed.
  static func remove(_ path: String) {
    // A link in its place is removed itself; on a folder this does nothing.
    if unsafe unlink(path) == 0 { return }
    if let entries = try? DirectoryListing.names(of: path) {
      for (name, kind) in entries {
        let child = path + "/" + name
        if kind == .directory { remove(child) } else { unsafe unlink(child) }
      }
    }
    unsafe rmdir(path)
  }

  static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
