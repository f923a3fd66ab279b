internal import Dispatch

/// Compresses bytes into one gzip member, on several threads.
///
/// The input is cut every 128 KiB, wherever the calls to ``write(_:)`` happen to end. Each block is
/// deflated with the 32 KiB before it as its dictionary, so the bytes that come out depend on the
/// input, the level and the version of zlib, and on nothing else: not on `jobs`, not on timing.
/// A few blocks per job are in memory at a time.
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
  /// More than one, so that a block that takes long delays its group less.
  private static let blocksPerJob = 4
  /// More would cost memory and gain nothing on the machines of today.
  private static let maximumJobs = 64
  /// No flags, no name, time 0, extra flags 0, operating system 255 (unknown), which fits them all.
  ///
  /// Specification: <https://www.rfc-editor.org/rfc/rfc1952#section-2.3>
  private static let header: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]

  private let sink: any ByteSink
  private let level: Int
  private let jobs: Int
  private var blocks: [GzipBlock] = []
  /// The window, which is already written, and the blocks that follow it.
  private var input: [UInt8] = []
  private var windowEnd = 0
  private var checksum = GzipChecksum()
  private var isOpen = true

  /// Starts a member by writing its header to `sink`.
  ///
  /// The level is 0 (stored) to 9 (smallest). At most `jobs` threads deflate, the caller's being one
  /// of them.
  package init(to sink: any ByteSink, level: Int = 6, jobs: Int) throws {
    self.sink = sink
    self.level = level
    self.jobs = min(max(1, jobs), Self.maximumJobs)
    try reserveBlocks(1)
    try sink.write(Self.header.span)
  }

  package func write(_ bytes: Span<UInt8>) throws {
    try whileOpen {
      var start = 0
      while start < bytes.count {
        let room = jobs * Self.blocksPerJob * Self.blockByteCount - (input.count - windowEnd)
        if room == 0 {
          // Only now is it certain that the last of these blocks is not the member's last.
          try writeBlocks(endingMember: false)
          continue
        }
        let end = min(start + room, bytes.count)
        unsafe bytes.extracting(start..<end).withUnsafeBufferPointer {
          unsafe input.append(contentsOf: $0)
        }
        start = end
      }
    }
  }

  /// Writes what is left and the member's end, and leaves the sink open.
  package func finish() throws {
    try whileOpen {
      try writeBlocks(endingMember: true)
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

  private func reserveBlocks(_ count: Int) throws(ArchiveError) {
    while blocks.count < count {
      blocks.append(try GzipBlock(level: level, maximumByteCount: Self.blockByteCount))
    }
  }

  /// Deflates the collected blocks, writes them in order, and keeps the window for the next ones.
  private func writeBlocks(endingMember: Bool) throws {
    for block in try deflateBlocks(endingMember: endingMember) {
      checksum.append(try block.write(to: sink))
    }
    input.removeFirst(max(0, input.count - Self.windowByteCount))
    windowEnd = input.count
  }

  /// Deflates the collected blocks side by side.
  private func deflateBlocks(endingMember: Bool) throws -> ArraySlice<GzipBlock> {
    // An empty member has one block too.
    let byteCount = max(1, input.count - windowEnd)
    let count = (byteCount + Self.blockByteCount - 1) / Self.blockByteCount
    try reserveBlocks(count)
    let workers = min(jobs, count)
    let (blocks, input, windowEnd) = (blocks.prefix(count), input, windowEnd)
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      for index in stride(from: worker, to: count, by: workers) {
        let start = windowEnd + index * Self.blockByteCount
        let end = min(start + Self.blockByteCount, input.count)
        let window = max(0, start - Self.windowByteCount)
        blocks[index].deflate(
          input.span.extracting(start..<end), after: input.span.extracting(window..<start),
          isLast: endingMember && index == count - 1)
      }
    }
    return blocks
  }
}
