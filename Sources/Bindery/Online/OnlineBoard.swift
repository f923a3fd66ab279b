internal import Synchronization

/// Keeps count of what is under way, for whoever watches.
final class OnlineBoard: Sendable {
  private struct Host {
    var runningCount = 0
    /// When it was last heard of, or first asked.
    var since: ContinuousClock.Instant
  }

  private struct State {
    var progress: OnlineProgress
    var hosts: [Host]
  }

  private let state: Mutex<State>
  private let hostNames: [String]

  /// How many hosts are named.
  private static let slowestCount = 3

  init(totalCount: Int, answeredCount: Int, hostNames: [String]) {
    self.hostNames = hostNames
    var progress = OnlineProgress()
    progress.totalCount = totalCount
    progress.answeredCount = answeredCount
    state = Mutex(
      State(progress: progress, hosts: hostNames.map { _ in Host(since: .now) }))
  }

  func begin(host: Int) {
    let now = ContinuousClock.now
    state.withLock { state in
      if state.hosts[host].runningCount == 0 { state.hosts[host].since = now }
      state.hosts[host].runningCount += 1
    }
  }

  func end(host: Int, _ answer: WebAnswer) {
    let now = ContinuousClock.now
    state.withLock { state in
      state.hosts[host].runningCount -= 1
      state.hosts[host].since = now
      state.progress.answeredCount += 1
      if answer.outcome != .reachable { state.progress.problemCount += 1 }
    }
  }

  var progress: OnlineProgress {
    let (counts, hosts) = state.withLock { ($0.progress, $0.hosts) }
    let now = ContinuousClock.now
    var progress = counts
    var waits: [(host: String, seconds: Int)] = []
    for (number, host) in hosts.enumerated() where host.runningCount > 0 {
      let seconds = Int((now - host.since).components.seconds)
      if seconds > 0 { waits.append((hostNames[number], seconds)) }
    }
    waits.sort { ($1.seconds, $0.host) < ($0.seconds, $1.host) }
    progress.slowest = Array(waits.prefix(Self.slowestCount))
    return progress
  }
}
