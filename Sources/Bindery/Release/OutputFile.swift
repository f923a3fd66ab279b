internal import Archives
internal import Documents
internal import Glibc

/// A file that is being written: counts and hashes what goes through it.
///
/// `finish` makes sure that the bytes are on the disk. A file that is dropped without it stays
/// behind unfinished, in a staging folder that is then removed.
final class OutputFile: ByteSink {
  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var meter = DigestMeter()
  private var isOpen = true

  private static let bufferByteCount = 262_144

  /// Creates the file; it must not be there yet.
  ///
  /// One that is readable is so for everybody, whatever the process leaves out by its `umask`.
  init(path: String, isReadable: Bool = false) throws {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw BinderyError.unwritable(path, SystemError(errno)) }
    guard !isReadable || fchmod(descriptor, 0o644) == 0 else {
      close(descriptor)
      throw BinderyError.unwritable(path, SystemError(errno))
    }
    self.path = path
    self.descriptor = descriptor
    buffer.reserveCapacity(Self.bufferByteCount + 65_536)
  }

  deinit { if isOpen { close(descriptor) } }

  func write(_ bytes: Span<UInt8>) throws {
    guard !buffer.isEmpty || bytes.count < Self.bufferByteCount else { return try emit(bytes) }
    buffer.append(bytes)
    if buffer.count >= Self.bufferByteCount { try flush() }
  }

  func write(_ bytes: [UInt8]) throws {
    buffer += bytes
    if buffer.count >= Self.bufferByteCount { try flush() }
  }

  private func flush() throws {
    // A span of a property must not go to a method of its object.
    var collected: [UInt8] = []
    swap(&collected, &buffer)
    try emit(collected.span)
    collected.removeAll(keepingCapacity: true)
    swap(&collected, &buffer)
  }

  private func emit(_ bytes: Span<UInt8>) throws {
    meter.add(bytes)
    try CompleteWrite.write(bytes, to: descriptor, path: path)
  }

  /// Brings everything to the disk and closes the file.
  func finish() throws -> FileDigest {
    try flush()
    guard fsync(descriptor) == 0 else { throw BinderyError.unwritable(path, SystemError(errno)) }
    isOpen = false
    // A network file system may refuse bytes only now.
    guard close(descriptor) == 0 else { throw BinderyError.unwritable(path, SystemError(errno)) }
    return meter.digest
  }
}

/// The length of a file and what is in it.
package struct FileDigest: Sendable, Hashable {
  package let byteCount: Int
  /// SHA-256 (FIPS 180-4), 64 hexadecimal digits in lower case.
  package let sha256: String
}
