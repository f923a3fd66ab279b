internal import CCurl
internal import Synchronization

/// What the event loop is told by other threads.
///
/// It owns libcurl's multi handle, because waking the loop needs it: the one function of the handle
/// that other threads may call, while the handle is there. The loop has it for all else.
@safe final class Inbox: @unchecked Sendable {
  enum Item {
    case start(Transfer)
    case cancel(Transfer)
    /// Why the host of the transfer's current hop has no address.
    case lookedUp(Transfer, WebError.Reason)
  }

  private struct State {
    var items: [Item] = []
    var isClosed = false
  }

  // Never changed after `init`, and freed when neither side has the inbox any more.
  let multi: UnsafeMutableRawPointer
  private let state = Mutex(State())

  init?() {
    guard let multi = unsafe curl_multi_init() else { return nil }
    unsafe self.multi = multi
  }

  deinit {
    unsafe curl_multi_cleanup(multi)
  }

  /// Leaves something for the loop.
  ///
  /// - Returns: Whether the loop will see it; `false` once the inbox is closed.
  func put(_ item: Item) -> Bool {
    let (wasEmpty, isOpen) = state.withLock { state in
      guard !state.isClosed else { return (false, false) }
      state.items.append(item)
      return (state.items.count == 1, true)
    }
    // The loop takes everything at once, so one call is enough for what comes before it does.
    if wasEmpty { unsafe curl_multi_wakeup(multi) }
    return isOpen
  }

  /// Ends the loop.
  func close() {
    state.withLock { $0.isClosed = true }
    unsafe curl_multi_wakeup(multi)
  }

  /// Takes what has come; `nil` when the inbox is closed and nothing is left.
  func take() -> [Item]? {
    state.withLock { state in
      if state.items.isEmpty { return state.isClosed ? nil : [] }
      defer { state.items = [] }
      return state.items
    }
  }
}
