internal import Glibc

/// A report that a user wants in a file: the old one or the new one is there, never half.
package enum ReportFile {
  package static func write(_ bytes: [UInt8], to path: String) throws {
    let temporary = path + ".bindery-\(getpid())"
    do {
      let file = try OutputFile(path: temporary)
      try file.write(bytes)
      _ = try file.finish()
      try Folder.rename(temporary, to: path)
    } catch {
      unsafe unlink(temporary)
      throw error
    }
  }

  /// Adds to the end of a file that others add to as well.
  package static func append(_ bytes: [UInt8], to path: String) throws {
    let descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw BinderyError.unwritable(path, SystemError(errno)) }
    defer { close(descriptor) }
    try CompleteWrite.write(bytes.span, to: descriptor, path: path)
  }
}
