internal import Glibc

/// Writes to files that are open, until everything is written.
enum CompleteWrite {
  /// Writes all bytes where the last write ended.
  ///
  /// `write` may take a part of what it is given, and a signal may interrupt it:
  /// <https://pubs.opengroup.org/onlinepubs/9799919799/functions/write.html>
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - descriptor: The open file.
  ///   - path: What the file is called in an error.
  /// - Throws: `BinderyError` where the system refuses, as when the disk is full; a part may be written.
  static func write(_ bytes: Span<UInt8>, to descriptor: Int32, path: String) throws {
    var written = 0
    while written < bytes.count {
      let result = unsafe bytes.extracting(written...).withUnsafeBytes { rest in
        unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      }
      if result < 0 {
        if errno == EINTR { continue }
        throw BinderyError.unwritable(path, SystemError(errno))
      }
      written += result
    }
  }
}
