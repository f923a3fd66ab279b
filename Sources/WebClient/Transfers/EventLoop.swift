internal import CCurl

/// Runs all transfers of a client on one thread.
///
/// Not Sendable: it is made and used on that thread alone. What comes from outside comes through
/// its ``Inbox``.
@safe final class EventLoop {
  private let options: WebClient.Options
  private let inbox: Inbox
  private let multi: UnsafeMutableRawPointer
  private var scheduler: Scheduler
  /// All transfers that are not finished, and the handles of those that are on the network.
  private var transfers: [ObjectIdentifier: Transfer] = [:]
  private var handles: [ObjectIdentifier: EasyHandle] = [:]
  private var idle: [EasyHandle] = []
  /// The hosts and ports whose addresses libcurl was told.
  private var resolved: Set<String> = []
  /// The hosts and ports that cannot be reached, until when that is taken for granted.
  private var unreachable: [String: ContinuousClock.Instant] = [:]

  init(_ options: WebClient.Options, inbox: Inbox) {
    self.options = options
    self.inbox = inbox
    unsafe multi = inbox.multi
    scheduler = Scheduler(options)
    // Connections are kept for the hosts that are asked again soon.
    unsafe curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, max(64, 2 * options.concurrency))
  }

  /// Works until the inbox is closed.
  func run() {
    while let news = inbox.take() {
      for item in news { take(item) }
      startDue()
      var runningCount: CInt = 0
      unsafe curl_multi_perform(multi, &runningCount)
      if collectEnded() { continue }
      unsafe curl_multi_poll(multi, nil, 0, pause(), nil)
    }
    for transfer in transfers.values { cancel(transfer) }
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
    scheduler.add(transfer, to: destination.host, isFirst: isFirst, at: .now)
  }

  /// Why a request would be in vain; `nil` where it is worth trying.
  private func closure(of destination: Destination) -> WebError.Reason? {
    let now = ContinuousClock.now
    if let end = unreachable[destination.place] {
      if end > now { return .timeout(.connecting) }
      unreachable[destination.place] = nil
    }
    return scheduler.closure(of: destination.host, at: now)
  }

  private func startDue() {
    let now = ContinuousClock.now
    while let transfer = scheduler.next(at: now) { start(transfer, at: now) }
  }

  private func start(_ transfer: Transfer, at now: ContinuousClock.Instant) {
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
    let hop = transfer.beginHop(to: destination, at: now)
    easy.prepare(hop, of: transfer, resolve: addresses(of: destination))
    let status = unsafe curl_multi_add_handle(multi, easy.handle)
    handles[ObjectIdentifier(transfer)] = easy
    if status != CURLM_OK { end(transfer, .failed(.client("no transfer could be added"))) }
  }

  /// Takes the hops that ended.
  ///
  /// - Returns: Whether there were any.
  private func collectEnded() -> Bool {
    var count = 0
    var left: CInt = 0
    while let message = unsafe curl_multi_info_read(multi, &left) {
      guard unsafe message.pointee.msg == CURLMSG_DONE,
        let transfer = unsafe EasyHandle.transfer(of: message.pointee.easy_handle),
        let easy = handles[ObjectIdentifier(transfer)], let hop = transfer.hop
      else { continue }
      count += 1
      let result = unsafe curl_message_result(message)
      if result == CURLE_COULDNT_RESOLVE_HOST {
        NameLookup.explain(hop.destination.host) { [inbox] reason in
          _ = inbox.put(.lookedUp(transfer, reason))
        }
        continue
      }
      end(transfer, hop.ended(.problem(result, of: hop, on: easy)))
    }
    return count > 0
  }

  private func end(_ transfer: Transfer, _ end: Hop.End) {
    guard let hop = transfer.hop,
      let easy = handles.removeValue(forKey: ObjectIdentifier(transfer))
    else { return }
    let now = ContinuousClock.now
    let byteCount = easy.receivedByteCount
    unsafe curl_multi_remove_handle(multi, easy.handle)
    idle.append(easy)
    learn(from: hop, end, at: now)
    scheduler.release(hop.destination.host, at: now)
    switch transfer.endHop(end, receivedByteCount: byteCount, at: now) {
    case .finished(let result):
      if case .failure(let error) = result, case .timeout(.connecting) = error.reason {
        giveUp(hop.destination, at: now)
      }
      finish(transfer, result)
    case .redirected: schedule(transfer, isFirst: true)
    case .tryAgain(let delay):
      guard let destination = transfer.destination else { return }
      scheduler.add(transfer, to: destination.host, after: delay, at: now)
    }
  }

  /// Passes on to other requests what a hop showed about its host.
  private func learn(from hop: Hop, _ end: Hop.End, at now: ContinuousClock.Instant) {
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
  private func giveUp(_ destination: Destination, at now: ContinuousClock.Instant) {
    unreachable[destination.place] = now + .seconds(60)
    rescheduleWaiting(for: destination.host)
  }

  private func rescheduleWaiting(for host: String) {
    for transfer in scheduler.removeWaiting(for: host) where !transfer.isFinished {
      schedule(transfer)
    }
  }

  private func cancel(_ transfer: Transfer) {
    if let hop = transfer.hop, let easy = handles.removeValue(forKey: ObjectIdentifier(transfer)) {
      unsafe curl_multi_remove_handle(multi, easy.handle)
      idle.append(easy)
      scheduler.release(hop.destination.host, at: .now)
    }
    finish(transfer, .failure(transfer.error(.cancelled)))
  }

  private func finish(_ transfer: Transfer, _ result: Result<WebResponse, WebError>) {
    transfers[ObjectIdentifier(transfer)] = nil
    transfer.finish(result)
  }

  /// The line that tells libcurl the addresses of a name; `nil` where it knows, or is to look.
  private func addresses(of destination: Destination) -> String? {
    guard let addresses = options.resolve[destination.host] else { return nil }
    guard resolved.insert(destination.place).inserted else { return nil }
    return "\(destination.place):\(addresses.joined(separator: ","))"
  }

  /// How many milliseconds nothing is due.
  private func pause() -> CInt {
    guard let time = scheduler.nextTime else { return 60_000 }
    return CInt(clamping: max(.zero, time - .now).milliseconds)
  }
}
