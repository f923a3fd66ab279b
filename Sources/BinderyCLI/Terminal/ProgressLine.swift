internal import Synchronization

/// One line on a terminal that counts up and is wiped at the end.
final class ProgressLine: Sendable {
  private let stream: any OutputStream
  private let isShown: Bool
  private let shown = Mutex(0)

  /// How many more files make it worth writing again.
  private static let step = 512

  init(on stream: any OutputStream, isShown: Bool) {
    self.stream = stream
    self.isShown = isShown
  }

  func update(_ count: Int) {
    guard isShown else { return }
    let isDue = shown.withLock { shown in
      guard shown == 0 || count - shown >= Self.step else { return false }
      shown = count
      return true
    }
    if isDue { stream.write("\r\(count) files") }
  }

  func clear() {
    guard isShown, shown.withLock({ $0 > 0 }) else { return }
    stream.write(stream.isTerminal ? "\r\u{1B}[K" : "\n")
  }
}
