/// Decides which request is next: fair to all hosts, and polite to each.
///
/// Hosts that could start a request stand in a line; who started one goes to its end. A host that
/// has to wait, for its interval or because it asked for a pause, waits outside the line and holds
/// no slot of the others.
struct Scheduler {
  typealias Instant = ContinuousClock.Instant

  /// The requests for one host.
  private final class Host {
    enum Place { case none, line, timers }

    var waiting = Queue<Transfer>()
    var runningCount = 0
    var nextStart: Instant
    var place = Place.none
    /// How often in a row the host asked for a pause.
    var refusalCount = 0
    /// When it last asked.
    var refusedAt: Instant?
    /// One at a time after a refusal, then one more with each success.
    var concurrency: Int

    init(nextStart: Instant, concurrency: Int) {
      self.nextStart = nextStart
      self.concurrency = concurrency
    }
  }

  private enum Timer {
    case host(Host)
    case transfer(Transfer, String)
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
  mutating func add(_ transfer: Transfer, to host: String, isFirst: Bool = false, at now: Instant) {
    let state = hosts[host] ?? Host(nextStart: now, concurrency: options.perHostConcurrency)
    hosts[host] = state
    if isFirst { state.waiting.prepend(transfer) } else { state.waiting.append(transfer) }
    place(state, at: now)
  }

  /// Takes a request in that must wait first.
  mutating func add(_ transfer: Transfer, to host: String, after delay: Duration, at now: Instant) {
    timers.insert(.transfer(transfer, host), at: now + delay)
  }

  /// The next request that may start now; it then counts as running.
  mutating func next(at now: Instant) -> Transfer? {
    guard runningCount < options.concurrency else { return nil }
    while let timer = timers.pop(dueAt: now) {
      switch timer {
      case .transfer(let transfer, let host): add(transfer, to: host, isFirst: true, at: now)
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
