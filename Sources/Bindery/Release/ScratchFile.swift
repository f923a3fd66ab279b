internal import Archives
internal import Documents
internal import Glibc

/// A file without a name: what is written in one pass of an export and read again in a later one.
///
/// Its name is removed as soon as it is open, so that it goes with the process, however that ends.
final class ScratchFile: ByteSink {
  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var writtenByteCount = 0

  private static let bufferByteCount = 262_144

  /// Creates the file; `path` says where, and names it in errors.
  init(path: String) throws {
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw BinderyError.unwritable(path, SystemError(errno)) }
    self.path = path
    unsafe unlink(path)
  }

  deinit { close(descriptor) }

  /// What was written so far.
  var byteCount: Int { writtenByteCount + buffer.count }

  func write(_ bytes: Span<UInt8>) throws {
    if buffer.count + bytes.count > Self.bufferByteCount { try flush() }
    if bytes.count < Self.bufferByteCount {
      buffer.append(bytes)
    } else {
      try put(bytes)
    }
  }

  private func flush() throws {
    var bytes: [UInt8] = []
    swap(&bytes, &buffer)
    try put(bytes.span)
    bytes.removeAll(keepingCapacity: true)
    swap(&bytes, &buffer)
  }

  private func put(_ bytes: Span<UInt8>) throws {
    try CompleteWrite.write(bytes, to: descriptor, path: path)
    writtenByteCount += bytes.count
  }

  /// Appends a part of the file to `output`.
  func read(_ range: Range<Int>, to output: inout [UInt8]) throws {
    if range.upperBound > writtenByteCount { try flush() }
    let start = output.count
    output.append(contentsOf: repeatElement(0, count: range.count))
    var position = range.lowerBound
    while position < range.upperBound {
      let offset = start + position - range.lowerBound
      let count = unsafe output.withUnsafeMutableBytes { bytes in
        unsafe pread(
          descriptor, bytes.baseAddress?.advanced(by: offset), range.upperBound - position,
          off_t(position))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        throw BinderyError.unreadable(path, .system(SystemError(count < 0 ? errno : EIO)))
      }
      position += count
    }
  }

  /// Hands a part of the file to `body`, chunk by chunk.
  func forEachChunk(in range: Range<Int>, _ body: (Span<UInt8>) throws -> Void) throws {
    var chunk: [UInt8] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let end = min(start + Self.bufferByteCount, range.upperBound)
      chunk.removeAll(keepingCapacity: true)
      try read(start..<end, to: &chunk)
      try body(chunk.span)
      start = end
    }
  }
}
