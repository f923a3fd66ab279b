internal import Glibc

/// Reads whole files, within a limit, and only files.
package enum FileReader {
  /// Why a file was not read.
  package enum Failure: Error, Sendable, Equatable {
    case system(SystemError)
    /// A folder, a device, a pipe or a socket.
    case notAFile
    /// Longer than the limit.
    case tooLarge
  }

  /// The bytes of a file.
  ///
  /// A pipe is not waited for: it is opened without blocking, then refused.
  package static func read(
    _ path: String, maximumByteCount: Int
  ) throws(Failure) -> [UInt8] {
    try contents(of: path, maximumByteCount: maximumByteCount).bytes
  }

  /// The bytes of a file, and the signature that it had before they were read.
  static func contents(
    of path: String, maximumByteCount: Int
  ) throws(Failure) -> (bytes: [UInt8], signature: FileSignature) {
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(SystemError(errno)) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .system(SystemError(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
    guard status.st_size <= maximumByteCount else { throw .tooLarge }
    // One byte more than the file has, so that the end is seen in one read where it stays as it is.
    var capacity = Int(status.st_size) + 1
    var bytes: [UInt8] = []
    while true {
      let wanted = capacity - bytes.count
      let (part, code) = readPart(descriptor, count: wanted)
      guard let part else {
        if code == EINTR { continue }
        throw .system(SystemError(code))
      }
      if bytes.isEmpty { bytes = part } else { bytes += part }
      if part.isEmpty { return (bytes, FileSignature(status)) }
      if part.count < wanted, bytes.count <= Int(status.st_size) { continue }
      guard bytes.count <= maximumByteCount else { throw .tooLarge }
      if bytes.count == capacity { capacity *= 2 }
    }
  }

  private static func readPart(_ descriptor: Int32, count: Int) -> (part: [UInt8]?, code: Int32) {
    var code: Int32 = 0
    let part = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      let result = unsafe Glibc.read(descriptor, buffer.baseAddress, count)
      if result < 0 { code = errno }
      initialized = max(0, result)
    }
    return (code == 0 ? part : nil, code)
  }
}
