internal import Glibc

/// A report that a user wants in a file: the old one or the new one is there, never half.
package enum ReportFile {
  /// Writes a report into a plain file, which is then another one; a pipe, a terminal or any other
  /// device is written to, and a symbolic link stays.
  package static func write(_ bytes: [UInt8], to path: String) throws {
    guard !isWrittenInPlace(path) else { return try append(bytes, to: path) }
    let target = RealPath.resolve(path) ?? path
    let temporary = target + ".bindery-\(getpid())"
    do {
      let file = try OutputFile(path: temporary)
      try file.write(bytes)
      _ = try file.finish()
      try Folder.rename(temporary, to: target)
    } catch let error as BinderyError {
      unsafe unlink(temporary)
      // Nobody asked for that name.
      throw BinderyError(error.code, error.description.replacing(temporary, with: path))
    }
  }

  private static func isWrittenInPlace(_ path: String) -> Bool {
    // What stands there may lead to an open file, of which another one would take the place.
    if path.hasPrefix("/dev/") || path.hasPrefix("/proc/") { return true }
    if FileKind.isLink(path), RealPath.resolve(path) == nil { return true }
    return FileKind.existsBehindLinks(path) && !FileKind.isFile(path)
      && !FileKind.isDirectory(path)
  }

  /// Adds to the end of a file that others add to as well.
  package static func append(_ bytes: [UInt8], to path: String) throws {
    let descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw BinderyError.unwritable(path, SystemError(errno)) }
    defer { close(descriptor) }
    try CompleteWrite.write(bytes.span, to: descriptor, path: path)
  }
}
