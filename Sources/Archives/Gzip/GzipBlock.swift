internal import Synchronization

/// A place to deflate one block of a gzip member in, used again for later blocks.
final class GzipBlock: Sendable {
  private struct State: ~Copyable {
    var stream: DeflateStream
    var room: [UInt8]
    var checksum = GzipChecksum()
    var result: Result<Int, ArchiveError> = .success(0)

    init(level: Int, maximumByteCount: Int) throws(ArchiveError) {
      stream = try DeflateStream(level: level)
      room = [UInt8](repeating: 0, count: stream.maximumByteCount(deflating: maximumByteCount))
    }
  }

  private let state: Mutex<State>

  init(level: Int, maximumByteCount: Int) throws(ArchiveError) {
    state = Mutex(try State(level: level, maximumByteCount: maximumByteCount))
  }

  /// Deflates and checksums `bytes`; ``write(to:)`` gives the result, or throws what went wrong.
  func deflate(_ bytes: Span<UInt8>, after window: Span<UInt8>, isLast: Bool) {
    state.withLock { state in
      state.checksum = GzipChecksum(of: bytes)
      do throws(ArchiveError) {
        state.result = .success(
          try state.stream.deflate(bytes, after: window, isLast: isLast, into: &state.room))
      } catch {
        state.result = .failure(error)
      }
    }
  }

  /// Writes the deflated bytes.
  ///
  /// - Returns: The checksum of the bytes before they were deflated.
  func write(to sink: any ByteSink) throws -> GzipChecksum {
    try state.withLock { state in
      try sink.write(state.room.span.extracting(..<state.result.get()))
      return state.checksum
    }
  }
}
