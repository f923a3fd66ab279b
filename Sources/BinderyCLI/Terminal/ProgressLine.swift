internal import Synchronization

/// One line on a terminal that counts up and is wiped at the end.
final class ProgressLine: Sendable {
  private let stream: any OutputStream
  let isShown: Bool
  private let shown = Mutex((count: 0, text: ""))

  /// How many more files make it worth writing again.
  private static let step = 512

  init(on stream: any OutputStream, isShown: Bool) {
    self.stream = stream
    self.isShown = isShown
  }

  func update(_ count: Int) {
    guard isShown else { return }
    let isDue = shown.withLock { shown in
      guard shown.count == 0 || count - shown.count >= Self.step else { return false }
      shown.count = count
      return true
    }
    if isDue { show("\(count) files") }
  }

  /// Shows a text in place of the one before.
  func show(_ text: String) {
    guard isShown else { return }
    let last = shown.withLock { shown in
      defer { shown.text = text }
      return shown.text
    }
    guard text != last else { return }
    let rest = max(0, last.unicodeScalars.count - text.unicodeScalars.count)
    stream.write("\r" + text + String(repeating: " ", count: rest))
  }

  func clear() {
    guard isShown, shown.withLock({ !$0.text.isEmpty }) else { return }
    stream.write(stream.isTerminal ? "\r\u{1B}[K" : "\n")
  }
}
