internal import Bindery
internal import Synchronization

/// One line on a terminal that says how far a download is, and is wiped at the end.
final class DownloadLine: Sendable {
  private struct State {
    var expected = 0
    var received = 0
    var shownAt: ContinuousClock.Instant?
  }

  private static let interval = Duration.milliseconds(200)

  private let stream: any OutputStream
  private let isShown: Bool
  private let state = Mutex(State())

  init(on stream: any OutputStream, isShown: Bool) {
    self.stream = stream
    self.isShown = isShown
  }

  func update(_ progress: DownloadProgress) {
    guard isShown else { return }
    let text = state.withLock { state -> String? in
      switch progress {
      case .expects(let count): state.expected += count
      case .received(let count): state.received += count
      }
      let now = ContinuousClock.now
      if let shownAt = state.shownAt, now - shownAt < Self.interval { return nil }
      state.shownAt = now
      return "\(ByteCount.text(state.received)) of \(ByteCount.text(state.expected))"
    }
    if let text { stream.write("\r\(text)\u{1B}[K") }
  }

  func clear() {
    guard isShown, state.withLock({ $0.shownAt != nil }) else { return }
    stream.write("\r\u{1B}[K")
  }
}
