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
    var written = 0
    while written < bytes.count {
      let result = unsafe bytes.withUnsafeBytes { bytes in
        unsafe Glibc.write(
          descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if result < 0 {
        if errno == EINTR { continue }
        throw BinderyError.unwritable(path, SystemError(errno))
      }
      written += result
    }
    return true
  }
}
