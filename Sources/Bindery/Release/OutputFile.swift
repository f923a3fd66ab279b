internal import Archives
internal import Crypto
internal import Glibc

/// A file that is being written: counts and hashes what goes through it.
///
/// `finish` makes sure that the bytes are on the disk. A file that is dropped without it stays
/// behind unfinished, in a staging folder that is then removed.
final class OutputFile: ByteSink {
  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var digest = SHA256()
  private var byteCount = 0
  private var isOpen = true

  private static let bufferByteCount = 262_144

  /// Creates the file; it must not be there yet.
  init(path: String) throws {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw BinderyError.unwritable(path, SystemError(errno)) }
    self.path = path
    self.descriptor = descriptor
    buffer.reserveCapacity(Self.bufferByteCount + 65_536)
  }

  deinit { if isOpen { close(descriptor) } }

  func write(_ bytes: Span<UInt8>) throws {
    unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
    if buffer.count >= Self.bufferByteCount { try flush() }
  }

  func write(_ bytes: [UInt8]) throws {
    buffer += bytes
    if buffer.count >= Self.bufferByteCount { try flush() }
  }

  private func flush() throws {
    digest.update(data: buffer)
    byteCount += buffer.count
    var written = 0
    while written < buffer.count {
      let result = unsafe buffer.withUnsafeBytes { bytes in
        unsafe Glibc.write(
          descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if result < 0 {
        if errno == EINTR { continue }
        throw BinderyError.unwritable(path, SystemError(errno))
      }
      written += result
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Brings everything to the disk and closes the file.
  func finish() throws -> FileDigest {
    try flush()
    guard fsync(descriptor) == 0 else { throw BinderyError.unwritable(path, SystemError(errno)) }
    isOpen = false
    // A network file system may refuse bytes only now.
    guard close(descriptor) == 0 else { throw BinderyError.unwritable(path, SystemError(errno)) }
    return FileDigest(byteCount: byteCount, sha256: digest.finalize().hexadecimal)
  }
}

/// The length of a file and what is in it.
package struct FileDigest: Sendable, Hashable {
  package let byteCount: Int
  /// SHA-256 (FIPS 180-4), 64 hexadecimal digits in lower case.
  package let sha256: String
}

extension Digest {
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in self {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
