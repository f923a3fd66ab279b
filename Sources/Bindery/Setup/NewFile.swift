internal import Glibc

/// Writes files that were not there before.
enum NewFile {
  /// Returns `false`, and leaves everything as it is, where something is at the path already.
  static func write(_ bytes: [UInt8], to path: String, isExecutable: Bool) throws -> Bool {
    let mode: mode_t = isExecutable ? 0o755 : 0o644
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else {
      if errno == EEXIST { return false }
      throw BinderyError.unwritable(path, SystemError(errno))
    }
    defer { close(descriptor) }
    do {
      try CompleteWrite.write(bytes.span, to: descriptor, path: path)
    } catch {
      // Half a file would be taken for the user's own the next time.
      unsafe unlink(path)
      throw error
    }
    return true
  }
}
