internal import Archives
internal import Dispatch
internal import Glibc
internal import Synchronization

/// A file that one thread appends to while others read it from its start, as far as it goes.
///
/// The file itself is the buffer between a download and those who hash and unpack it: memory stays
/// small however far apart they are.
final class GrowingFile: Sendable {
  /// What readers get where the file was given up, and may come again from its start.
  struct Abandoned: Error {}

  private struct State {
    var byteCount: Int
    var isFinished: Bool
    var isAbandoned = false
    var waiting: [DispatchSemaphore] = []
  }

  let path: String
  private let state: Mutex<State>

  /// A file with `byteCount` bytes that are there already.
  init(path: String, byteCount: Int, isFinished: Bool) {
    self.path = path
    state = Mutex(State(byteCount: byteCount, isFinished: isFinished))
  }

  /// Tells the readers that the file is now this long.
  func grow(to byteCount: Int) { change { $0.byteCount = byteCount } }

  /// Tells the readers that nothing more will come.
  func finish() { change { $0.isFinished = true } }

  /// Tells the readers to stop.
  func abandon() { change { $0.isAbandoned = true } }

  private func change(_ body: (inout sending State) -> Void) {
    let waiting = state.withLock { state in
      body(&state)
      defer { state.waiting = [] }
      return state.waiting
    }
    for semaphore in waiting { semaphore.signal() }
  }

  /// Waits until there is more than `offset` bytes, and gives how many there are; `nil` at the end.
  fileprivate func wait(for offset: Int, with semaphore: DispatchSemaphore) throws -> Int? {
    while true {
      let known = try state.withLock { state -> Int? in
        if state.isAbandoned { throw Abandoned() }
        if state.byteCount > offset || state.isFinished { return state.byteCount }
        state.waiting.append(semaphore)
        return nil
      }
      if let known { return known > offset ? known : nil }
      semaphore.wait()
    }
  }
}

/// Reads a growing file; waits where it has read all that there is.
///
/// To be read on a thread that may wait.
final class GrowingFileSource: ByteSource {
  private let file: GrowingFile
  private let descriptor: Int32
  private let semaphore = DispatchSemaphore(value: 0)
  private var offset = 0
  private var available = 0

  init(_ file: GrowingFile) throws {
    self.file = file
    descriptor = unsafe open(file.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw BinderyError.unreadable(file.path, .system(SystemError(errno)))
    }
  }

  deinit { close(descriptor) }

  func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
    if offset == available {
      guard let more = try file.wait(for: offset, with: semaphore) else { return 0 }
      available = more
    }
    let wanted = min(buffer.count, available - offset)
    let start = offset
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      while true {
        let count = unsafe pread(descriptor, bytes.baseAddress, wanted, off_t(start))
        if count >= 0 || errno != EINTR { return count }
      }
    }
    guard count >= 0 else {
      throw BinderyError.unreadable(file.path, .system(SystemError(errno)))
    }
    guard count > 0 else {
      throw BinderyError(.unreadable, "'\(file.path)' became shorter while it was read")
    }
    offset += count
    return count
  }
}
