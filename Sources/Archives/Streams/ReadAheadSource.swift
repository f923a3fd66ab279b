internal import Dispatch
internal import Synchronization

/// Reads another source on a thread of its own, a little ahead of whoever takes the bytes.
///
/// What the source does for its bytes, such as decompressing them, then goes on while those before
/// are worked on. The source is that thread's alone until this is gone, which waits for it.
final class ReadAheadSource: ByteSource {
  /// Enough that neither side stops for a pause of the other's, such as a write to a disk.
  private static let chunkCount = 4

  private let queue = DispatchQueue(label: "bindery.read-ahead")
  private let reading: Reading
  /// Filled and taken in turn.
  private let chunks = (0..<chunkCount).map { _ in ReadAheadChunk() }
  private var current = 0
  private var isCurrentFilled = false
  private var position = 0

  init(_ source: any ByteSource) {
    reading = Reading(source)
    for chunk in chunks { chunk.fill(from: reading, on: queue) }
  }

  deinit {
    reading.isWanted.store(false, ordering: .relaxed)
    queue.sync {}
  }

  func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
    let chunk = chunks[current]
    if !isCurrentFilled {
      chunk.wait()
      isCurrentFilled = true
      position = 0
    }
    // The end stays the current chunk, and so does an error.
    let filled = try chunk.byteCount.get()
    let byteCount = min(buffer.count, filled - position)
    chunk.copy(position..<position + byteCount, to: &buffer)
    position += byteCount
    if byteCount > 0, position == filled {
      chunk.fill(from: reading, on: queue)
      current = (current + 1) % chunks.count
      isCurrentFilled = false
    }
    return byteCount
  }

  /// The source, and whether there is more to read from it.
  ///
  /// Not isolated, but all except `isWanted` is touched on the queue alone.
  final class Reading: @unchecked Sendable {
    /// Cleared when nobody takes the bytes any more.
    let isWanted = Atomic(true)
    private let source: any ByteSource
    private var isOver = false

    init(_ source: any ByteSource) { self.source = source }

    /// Stores the next bytes in `bytes`; none after the end or an error.
    func next(into bytes: inout [UInt8]) -> Result<Int, any Error> {
      guard !isOver, isWanted.load(ordering: .relaxed) else { return .success(0) }
      do {
        var room = bytes.mutableSpan
        let byteCount = try source.read(into: &room)
        isOver = byteCount == 0
        return .success(byteCount)
      } catch {
        isOver = true
        return .failure(error)
      }
    }
  }
}

/// A place that bytes are read into, again and again.
///
/// Not isolated: from ``fill(from:on:)`` to the end of ``wait()`` it is the queue's, else the
/// reader's.
private final class ReadAheadChunk: @unchecked Sendable {
  private static let maximumByteCount = 262_144

  private(set) var byteCount: Result<Int, any Error> = .success(0)
  private var bytes = [UInt8](repeating: 0, count: maximumByteCount)
  private let isFilled = DispatchSemaphore(value: 0)

  func fill(from reading: ReadAheadSource.Reading, on queue: DispatchQueue) {
    queue.async {
      self.byteCount = reading.next(into: &self.bytes)
      self.isFilled.signal()
    }
  }

  func wait() { isFilled.wait() }

  func copy(_ range: Range<Int>, to buffer: inout MutableSpan<UInt8>) {
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe buffer.withUnsafeMutableBytes { room in
        unsafe room.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[range]))
      }
    }
  }
}
