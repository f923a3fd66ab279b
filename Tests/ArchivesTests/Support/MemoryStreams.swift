import Archives

/// What a stream of a test throws on purpose.
struct StreamFailure: Error, Equatable {}

/// Collects bytes, up to a number where it starts to fail.
final class MemorySink: ByteSink {
  private(set) var bytes: [UInt8] = []
  private let failsAfter: Int

  init(failsAfter: Int = .max) {
    self.failsAfter = failsAfter
  }

  func write(_ bytes: Span<UInt8>) throws {
    guard self.bytes.count + bytes.count <= failsAfter else { throw StreamFailure() }
    unsafe bytes.withUnsafeBufferPointer { unsafe self.bytes.append(contentsOf: $0) }
  }
}

/// Gives bytes in chunks of a fixed size, and fails after them if asked to.
final class MemorySource: ByteSource {
  private let bytes: [UInt8]
  private let chunkByteCount: Int
  private let failsAtEnd: Bool
  private var position = 0

  init(_ bytes: [UInt8], chunkByteCount: Int = .max, failsAtEnd: Bool = false) {
    self.bytes = bytes
    self.chunkByteCount = chunkByteCount
    self.failsAtEnd = failsAtEnd
  }

  func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
    let count = min(buffer.count, chunkByteCount, bytes.count - position)
    if count == 0, failsAtEnd { throw StreamFailure() }
    for index in 0..<count { buffer[index] = bytes[position + index] }
    position += count
    return count
  }
}

extension ByteSource {
  /// Everything up to the end.
  func allBytes(chunkByteCount: Int = 65_536) throws -> [UInt8] {
    var result: [UInt8] = []
    try forEachChunk(maximumByteCount: chunkByteCount) { chunk in
      unsafe chunk.withUnsafeBufferPointer { unsafe result.append(contentsOf: $0) }
    }
    return result
  }
}
