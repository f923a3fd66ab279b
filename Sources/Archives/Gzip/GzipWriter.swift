internal import Dispatch

/// Compresses bytes into one gzip member, on several threads.
///
/// The input is cut every 128 KiB, wherever the calls to ``write(_:)`` happen to end. Each block is
/// deflated with the 32 KiB before it as its dictionary, so the bytes that come out depend on the
/// input, the level and the version of zlib, and on nothing else: not on `jobs`, not on timing.
/// A few blocks per job are in memory at a time.
///
/// What such a member holds can be put into another one without deflating it again:
/// ``append(_:contentByteCount:)``.
///
/// Without ``finish()`` the stream has no end, and readers reject it.
///
/// Specification: <https://www.rfc-editor.org/rfc/rfc1952>
package final class GzipWriter: ByteSink {
  private static let blockByteCount = 131_072
  /// The farthest that deflate looks back.
  ///
  /// Specification: <https://www.rfc-editor.org/rfc/rfc1951#section-2>
  private static let windowByteCount = 32_768
  /// More than one, so that no thread waits while the caller reads and writes.
  private static let blocksPerJob = 3
  /// More would cost memory and gain nothing on the machines of today.
  private static let maximumJobs = 64
  /// No flags, no name, time 0, extra flags 0, operating system 255 (unknown), which fits them all.
  ///
  /// Specification: <https://www.rfc-editor.org/rfc/rfc1952#section-2.3>
  private static let header: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]
  /// An empty block of fixed codes that is marked as the last one.
  ///
  /// Specification: <https://www.rfc-editor.org/rfc/rfc1951#section-3.2.3>
  private static let lastBlock: [UInt8] = [3, 0]

  private let sink: any ByteSink
  private let level: Int
  /// Each deflates one block at a time.
  private let queues: [DispatchQueue]
  /// Used in turn: that of block `n` is used again once block `n` is written.
  private var blocks: [GzipBlock] = []
  private let maximumBlockCount: Int
  private var startedBlockCount = 0
  private var writtenBlockCount = 0
  /// The window, which belongs to the blocks before, and what is collected for the next block.
  private var input: [UInt8] = []
  private var windowEnd = 0
  private var checksum = GzipChecksum()
  private var isOpen = true

  /// Starts a member by writing its header to `sink`.
  ///
  /// The level is 0 (stored) to 9 (smallest). At most `jobs` threads deflate, besides the caller's
  /// that reads and writes.
  package init(to sink: any ByteSink, level: Int = 6, jobs: Int) throws {
    self.sink = sink
    self.level = level
    let jobs = min(max(1, jobs), Self.maximumJobs)
    queues = (0..<jobs).map { _ in DispatchQueue(label: "bindery.gzip") }
    maximumBlockCount = jobs * Self.blocksPerJob
    input.reserveCapacity(Self.windowByteCount + Self.blockByteCount)
    blocks.append(try GzipBlock(level: level, maximumByteCount: Self.blockByteCount))
    try sink.write(Self.header.span)
  }

  package func write(_ bytes: Span<UInt8>) throws {
    try whileOpen {
      var start = 0
      while start < bytes.count {
        let end = min(start + Self.blockByteCount - (input.count - windowEnd), bytes.count)
        unsafe bytes.extracting(start..<end).withUnsafeBufferPointer {
          unsafe input.append(contentsOf: $0)
        }
        start = end
        if input.count - windowEnd == Self.blockByteCount { try startBlock() }
      }
    }
  }

  /// Adds all that another member holds, as it is deflated there.
  ///
  /// - Parameters:
  ///   - member: What a writer of this type made, whole.
  ///   - contentByteCount: The length of what it holds.
  /// - Throws: ``ArchiveError`` with the code `damaged` where it is no such member, and what
  ///   the member and the sink throw.
  package func append(_ member: any ByteSource, contentByteCount: Int) throws {
    try whileOpen {
      try writeBlocks()
      // What follows must not refer to what came before the other member's content.
      input.removeAll(keepingCapacity: true)
      windowEnd = 0
      var rest: [UInt8] = []
      var isAtStart = true
      let endByteCount = Self.lastBlock.count + GzipChecksum.byteCount
      try member.forEachChunk { chunk in
        unsafe chunk.withUnsafeBufferPointer { unsafe rest.append(contentsOf: $0) }
        if isAtStart, rest.count >= Self.header.count {
          guard rest.starts(with: Self.header) else { throw Self.foreignMember }
          rest.removeFirst(Self.header.count)
          isAtStart = false
        }
        let count = rest.count - endByteCount
        guard !isAtStart, count > 0 else { return }
        try sink.write(rest.span.extracting(..<count))
        rest.removeFirst(count)
      }
      guard !isAtStart, rest.count == endByteCount, rest.starts(with: Self.lastBlock),
        let end = GzipChecksum(
          trailer: Array(rest.dropFirst(Self.lastBlock.count)), contentByteCount: contentByteCount)
      else { throw Self.foreignMember }
      checksum.append(end)
    }
  }

  private static let foreignMember = ArchiveError(
    code: .damaged, message: "the gzip stream is not one that was written here")

  /// Writes what is left and the member's end, and leaves the sink open.
  package func finish() throws {
    try whileOpen {
      try writeBlocks()
      try sink.write(Self.lastBlock.span)
      try sink.write(checksum.trailer.span)
    }
    isOpen = false
  }

  /// Runs `body`; an error in it closes the writer, whose output then has a hole.
  private func whileOpen(_ body: () throws -> Void) throws {
    guard isOpen else {
      throw ArchiveError(code: .closed, message: "the gzip stream is already closed")
    }
    isOpen = false
    try body()
    isOpen = true
  }

  /// Hands the collected bytes to a thread, and keeps the window for the next block.
  private func startBlock() throws {
    if startedBlockCount - writtenBlockCount == maximumBlockCount { try writeBlock() }
    let slot = startedBlockCount % maximumBlockCount
    if slot == blocks.count {
      blocks.append(try GzipBlock(level: level, maximumByteCount: Self.blockByteCount))
    }
    let window = Array(input.suffix(Self.windowByteCount))
    blocks[slot].start(
      &input, windowByteCount: windowEnd, on: queues[startedBlockCount % queues.count])
    startedBlockCount += 1
    input.removeAll(keepingCapacity: true)
    input += window
    windowEnd = input.count
  }

  /// Writes the first block that is not written yet, once it is deflated.
  private func writeBlock() throws {
    checksum.append(try blocks[writtenBlockCount % maximumBlockCount].write(to: sink))
    writtenBlockCount += 1
  }

  /// Writes all that was collected.
  private func writeBlocks() throws {
    if input.count > windowEnd { try startBlock() }
    while writtenBlockCount < startedBlockCount { try writeBlock() }
  }
}
