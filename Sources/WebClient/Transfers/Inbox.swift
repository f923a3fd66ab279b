internal import Synchronization

/// What the event loop is told by other threads.
final class Inbox: Sendable {
  enum Item {
    case start(Transfer)
    case cancel(Transfer)
    /// Why the host of the transfer's current hop has no address.
    case lookedUp(Transfer, WebError.Reason)
  }

  private struct State {
    var items: [Item] = []
    var isClosed = false
    /// Whether the loop found nothing when it last looked, so that it may be waiting.
    var isAwaited = false
  }

  /// Rings when the loop is to look here.
  let bell: Bell
  private let state = Mutex(State())

  init?() {
    guard let bell = Bell() else { return nil }
    self.bell = bell
  }

  /// Leaves something for the loop.
  ///
  /// - Returns: Whether the loop will see it; `false` once the inbox is closed.
  func put(_ item: Item) -> Bool {
    let (isOpen, isAwaited) = state.withLock { state in
      guard !state.isClosed else { return (false, false) }
      state.items.append(item)
      defer { state.isAwaited = false }
      return (true, state.isAwaited)
    }
    if isAwaited { bell.ring() }
    return isOpen
  }

  /// Ends the loop.
  func close() {
    state.withLock { $0.isClosed = true }
    bell.ring()
  }

  /// Takes what has come; `nil` when the inbox is closed and nothing is left.
  ///
  /// Where there was something, the loop must look again before it waits.
  func take() -> [Item]? {
    state.withLock { state in
      state.isAwaited = state.items.isEmpty
      if state.items.isEmpty { return state.isClosed ? nil : [] }
      defer { state.items = [] }
      return state.items
    }
  }
}
