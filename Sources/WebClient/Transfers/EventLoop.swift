internal import CCurl

/// Runs all transfers of a client on one thread.
///
/// Not Sendable: that thread alone uses it. What comes from outside comes through its ``Inbox``.
final class EventLoop {
  private let options: WebClient.Options
  private let inbox: Inbox
  private let multi: MultiHandle
  private var scheduler: Scheduler
  /// All that are not finished.
  private var transfers: [ObjectIdentifier: Transfer] = [:]
  /// Those whose results nobody has yet.
  private var finished: [Transfer] = []
  private var idle: [EasyHandle] = []
  /// The hosts and ports whose addresses libcurl was told.
  private var resolved: Set<String> = []
  /// The hosts and ports that cannot be reached, until when that is taken for granted.
  private var unreachable: [String: Instant] = [:]

  /// - Parameters:
  ///   - options: How it behaves towards servers.
  ///   - inbox: What it is told.
  init?(_ options: WebClient.Options, inbox: Inbox) {
    // Connections are kept for the hosts that are asked again soon.
    let connectionCount = max(64, 2 * options.concurrency)
    guard let multi = MultiHandle(inbox.bell, connectionCount: connectionCount) else { return nil }
    self.options = options
    self.inbox = inbox
    self.multi = multi
    scheduler = Scheduler(options)
  }

  /// Works until the inbox is closed.
  func run() {
    while let news = inbox.take() {
      for item in news { take(item) }
      startDue()
      multi.runDue()
      if collectEnded() { continue }
      deliver()
      multi.wait(atMost: news.isEmpty ? pause : .zero)
    }
    for transfer in transfers.values { cancel(transfer) }
    deliver()
  }

  /// Hands results over, several together: each time, a thread has to wake up for them.
  private func deliver() {
    for transfer in finished { transfer.deliver() }
    finished.removeAll(keepingCapacity: true)
  }

  private func take(_ item: Inbox.Item) {
    switch item {
    case .start(let transfer):
      guard !transfer.isCancelled else { return cancel(transfer) }
      transfers[ObjectIdentifier(transfer)] = transfer
      do {
        try transfer.start()
      } catch {
        return finish(transfer, .failure(transfer.error(error)))
      }
      schedule(transfer)
    case .cancel(let transfer):
      transfer.isCancelled = true
      if transfers[ObjectIdentifier(transfer)] != nil { cancel(transfer) }
    case .lookedUp(let transfer, let reason): end(transfer, .failed(reason))
    }
  }

  private func schedule(_ transfer: Transfer, isFirst: Bool = false) {
    guard let destination = transfer.destination else { return }
    if let reason = closure(of: destination) {
      return finish(transfer, .failure(transfer.error(reason)))
    }
    scheduler.add(transfer, isFirst: isFirst, at: .now)
  }

  /// Why a request would be in vain; `nil` where it is worth trying.
  private func closure(of destination: Destination) -> WebError.Reason? {
    let now = Instant.now
    if let end = unreachable[destination.place] {
      if end > now { return .timeout(.connecting) }
      unreachable[destination.place] = nil
    }
    return scheduler.closure(of: destination.host, at: now)
  }

  private func startDue() {
    let now = Instant.now
    while let transfer = scheduler.next(at: now) { start(transfer, at: now) }
  }

  private func start(_ transfer: Transfer, at now: Instant) {
    guard let destination = transfer.destination else { return }
    // It may have waited for another attempt while others gave the host up.
    if let reason = closure(of: destination) {
      scheduler.release(destination.host, at: now)
      return finish(transfer, .failure(transfer.error(reason)))
    }
    guard let easy = idle.popLast() ?? EasyHandle(options: options) else {
      scheduler.release(destination.host, at: now)
      return finish(transfer, .failure(transfer.error(.client("out of memory"))))
    }
    let hop = transfer.beginHop(to: destination, on: easy, at: now)
    easy.prepare(hop, of: transfer, resolve: addresses(of: destination))
    guard multi.add(easy) else {
      return end(transfer, .failed(.client("no transfer could be added")))
    }
  }

  /// Takes the hops that ended.
  ///
  /// - Returns: Whether there were any.
  private func collectEnded() -> Bool {
    var count = 0
    while let (transfer, result) = multi.nextEnded() {
      guard let hop = transfer.hop else { continue }
      count += 1
      if result == CURLE_COULDNT_RESOLVE_HOST {
        NameLookup.explain(hop.destination.host) { [inbox] reason in
          _ = inbox.put(.lookedUp(transfer, reason))
        }
        continue
      }
      end(transfer, hop.ended(.problem(result, of: hop)))
    }
    return count > 0
  }

  private func end(_ transfer: Transfer, _ end: Hop.End) {
    guard let hop = transfer.hop else { return }
    let now = Instant.now
    let byteCount = hop.easy.receivedByteCount
    release(hop.easy)
    learn(from: hop, end, at: now)
    scheduler.release(hop.destination.host, at: now)
    switch transfer.endHop(end, receivedByteCount: byteCount, at: now) {
    case .finished(let result):
      if case .failure(let error) = result, case .timeout(.connecting) = error.reason {
        giveUp(hop.destination, at: now)
      }
      finish(transfer, result)
    case .nextHop: schedule(transfer, isFirst: true)
    case .tryAgain(let delay): scheduler.add(transfer, after: delay, at: now)
    }
  }

  /// Passes on to other requests what a hop showed about its host.
  private func learn(from hop: Hop, _ end: Hop.End, at now: Instant) {
    let host = hop.destination.host
    if let wish = hop.retryAfter {
      scheduler.refused(host, pause: wish.pause, toRequestFrom: hop.started, at: now)
      if scheduler.closure(of: host, at: now) != nil { rescheduleWaiting(for: host) }
    } else if hop.hasHead {
      unreachable[hop.destination.place] = nil
      scheduler.accepted(host)
    }
  }

  /// Spares the other requests for a place the time that one has spent on it in vain.
  private func giveUp(_ destination: Destination, at now: Instant) {
    unreachable[destination.place] = now + .seconds(60)
    rescheduleWaiting(for: destination.host)
  }

  private func rescheduleWaiting(for host: String) {
    for transfer in scheduler.removeWaiting(for: host) where !transfer.isFinished {
      schedule(transfer)
    }
  }

  private func cancel(_ transfer: Transfer) {
    if let hop = transfer.dropHop() {
      release(hop.easy)
      scheduler.release(hop.destination.host, at: .now)
    }
    finish(transfer, .failure(transfer.error(.cancelled)))
  }

  private func release(_ easy: EasyHandle) {
    multi.remove(easy)
    idle.append(easy)
  }

  private func finish(_ transfer: Transfer, _ result: Result<WebResponse, WebError>) {
    transfers[ObjectIdentifier(transfer)] = nil
    transfer.finish(result)
    finished.append(transfer)
  }

  /// The line that tells libcurl the addresses of a name; `nil` where it knows, or is to look.
  private func addresses(of destination: Destination) -> String? {
    guard let addresses = options.resolve[destination.host] else { return nil }
    guard resolved.insert(destination.place).inserted else { return nil }
    return "\(destination.place):\(addresses.joined(separator: ","))"
  }

  /// How long nothing is due here; `nil` where nothing is to come.
  private var pause: Duration? { scheduler.nextTime.map { $0 - .now } }
}
