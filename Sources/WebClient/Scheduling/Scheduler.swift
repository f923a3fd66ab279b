/// Decides which request is next: fair to all hosts, and polite to each.
///
/// Hosts that could start a request stand in a line; who started one goes to its end. A host that
/// has to wait, for its interval or because it asked for a pause, waits outside the line and holds
/// no slot of the others. After a pause it is asked one request at a time, then one more with each
/// that goes well. A host that goes on refusing, or asks for too long a pause, is closed for a while:
/// nobody waits for it.
struct Scheduler {
  /// The requests for one host.
  private final class Host {
    enum Place { case none, line, timers }

    var waiting = Queue<Transfer>()
    var runningCount = 0
    var nextStart: Instant
    var place = Place.none
    /// How many may be under way now.
    var concurrency: Int
    /// How often in a row the host asked for a pause, and when it last did.
    var refusalCount = 0
    var refusedAt: Instant?
    /// Until when nothing is sent, and how long the host itself wants that to be.
    var closed: (until: Instant, pause: Duration?)?

    init(nextStart: Instant, concurrency: Int) {
      self.nextStart = nextStart
      self.concurrency = concurrency
    }
  }

  private enum Timer {
    case host(Host)
    case transfer(Transfer)
  }

  private let options: WebClient.Options
  private var hosts: [String: Host] = [:]
  private var line = Queue<Host>()
  private var timers = TimerHeap<Timer>()
  private var runningCount = 0

  init(_ options: WebClient.Options) {
    self.options = options
  }

  /// When a request may be due that is not now.
  var nextTime: Instant? { runningCount < options.concurrency ? timers.earliest : nil }

  /// Takes a request in; a redirect's next hop goes before others.
  mutating func add(_ transfer: Transfer, isFirst: Bool = false, at now: Instant) {
    guard let host = transfer.destination?.host else { return }
    let state = hosts[host] ?? Host(nextStart: now, concurrency: options.perHostConcurrency)
    hosts[host] = state
    if isFirst { state.waiting.prepend(transfer) } else { state.waiting.append(transfer) }
    place(state, at: now)
  }

  /// Takes a request in that must wait first.
  mutating func add(_ transfer: Transfer, after delay: Duration, at now: Instant) {
    timers.insert(.transfer(transfer), at: now + delay)
  }

  /// The next request that may start now; it then counts as running.
  mutating func next(at now: Instant) -> Transfer? {
    guard runningCount < options.concurrency else { return nil }
    while let timer = timers.pop(dueAt: now) {
      switch timer {
      case .transfer(let transfer): add(transfer, isFirst: true, at: now)
      case .host(let host):
        host.place = .none
        place(host, at: now)
      }
    }
    while let host = line.popFirst() {
      host.place = .none
      // It may have asked for a pause while it stood in the line.
      guard host.nextStart <= now, host.runningCount < host.concurrency else {
        place(host, at: now)
        continue
      }
      var candidate = host.waiting.popFirst()
      while candidate?.isFinished == true { candidate = host.waiting.popFirst() }
      guard let transfer = candidate else { continue }
      host.runningCount += 1
      runningCount += 1
      host.nextStart = now + options.perHostInterval
      place(host, at: now)
      return transfer
    }
    return nil
  }

  /// Takes note that a request to `host` is no longer running.
  mutating func release(_ host: String, at now: Instant) {
    guard let state = hosts[host] else { return }
    state.runningCount -= 1
    runningCount -= 1
    place(state, at: now)
  }

  /// Takes note that a request to `host` went well.
  mutating func accepted(_ host: String) {
    guard let state = hosts[host], state.refusedAt != nil else { return }
    state.refusalCount = 0
    state.concurrency = min(state.concurrency + 1, options.perHostConcurrency)
  }

  /// Takes note that `host` asked for a pause, in its answer to a request that began at `started`.
  mutating func refused(
    _ host: String, pause: Duration?, toRequestFrom started: Instant, at now: Instant
  ) {
    guard let state = hosts[host] else { return }
    // What was asked before the last refusal came is part of that one.
    let isNew = state.refusedAt.map { started >= $0 } ?? true
    guard isNew || pause != nil else { return }
    if isNew {
      state.refusalCount += 1
      state.refusedAt = now
      state.concurrency = 1
    }
    let wanted = pause ?? options.retries.hostDelay(afterRefusal: state.refusalCount)
    let granted = min(wanted, options.retries.maximumDelay)
    state.nextStart = max(state.nextStart, now + granted)
    if wanted > granted || state.refusalCount > options.retries.maximumCount {
      state.closed = (now + max(wanted, options.retries.maximumDelay), pause)
    }
  }

  /// What to say about requests to a host that is closed; `nil` where it is open.
  mutating func closure(of host: String, at now: Instant) -> WebError.Reason? {
    guard let state = hosts[host], let closed = state.closed else { return nil }
    if closed.until > now { return .hostBusy(retryAfter: closed.pause) }
    state.closed = nil
    return nil
  }

  /// Takes out all requests that wait for a host.
  mutating func removeWaiting(for host: String) -> [Transfer] {
    var found: [Transfer] = []
    while let transfer = hosts[host]?.waiting.popFirst() { found.append(transfer) }
    return found
  }

  private mutating func place(_ host: Host, at now: Instant) {
    guard host.place == .none, !host.waiting.isEmpty, host.runningCount < host.concurrency
    else { return }
    if host.nextStart <= now {
      host.place = .line
      line.append(host)
    } else {
      host.place = .timers
      timers.insert(.host(host), at: host.nextStart)
    }
  }
}
