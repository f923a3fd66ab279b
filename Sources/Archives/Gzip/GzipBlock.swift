internal import Dispatch
internal import Synchronization

/// A place to deflate one block of a gzip member in, used again for later blocks.
final class GzipBlock: Sendable {
  private struct State: ~Copyable {
    var stream: DeflateStream
    var input: [UInt8] = []
    var windowByteCount = 0
    var room: [UInt8]
    var checksum = GzipChecksum()
    var result: Result<Int, ArchiveError> = .success(0)

    init(level: Int, maximumByteCount: Int) throws(ArchiveError) {
      stream = try DeflateStream(level: level)
      room = [UInt8](repeating: 0, count: stream.maximumByteCount(deflating: maximumByteCount))
    }
  }

  private let state: Mutex<State>
  private let isDone = DispatchSemaphore(value: 0)

  init(level: Int, maximumByteCount: Int) throws(ArchiveError) {
    state = Mutex(try State(level: level, maximumByteCount: maximumByteCount))
  }

  /// Deflates and checksums the bytes of `input` behind the window, on another thread.
  ///
  /// `input` comes back with the room of an earlier one.
  func start(_ input: inout [UInt8], windowByteCount: Int, on queue: DispatchQueue) {
    state.withLock { state in
      swap(&state.input, &input)
      state.windowByteCount = windowByteCount
    }
    queue.async {
      self.deflate()
      self.isDone.signal()
    }
  }

  private func deflate() {
    state.withLock { state in
      let input = state.input
      let bytes = input.span.extracting(droppingFirst: state.windowByteCount)
      state.checksum = GzipChecksum(of: bytes)
      do throws(ArchiveError) {
        state.result = .success(
          try state.stream.deflate(
            bytes, after: input.span.extracting(first: state.windowByteCount), into: &state.room))
      } catch {
        state.result = .failure(error)
      }
    }
  }

  /// Waits for the block, then writes the deflated bytes.
  ///
  /// - Returns: The checksum of the bytes before they were deflated.
  func write(to sink: any ByteSink) throws -> GzipChecksum {
    isDone.wait()
    return try state.withLock { state in
      try sink.write(state.room.span.extracting(..<state.result.get()))
      return state.checksum
    }
  }
}
