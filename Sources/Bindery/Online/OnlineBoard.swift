internal import Synchronization

/// Keeps count of what is under way, for whoever watches.
final class OnlineBoard: Sendable {
  private struct State {
    var progress = OnlineProgress()
    var begun: [WebQuestion: ContinuousClock.Instant] = [:]
  }

  private let state = Mutex(State())

  /// How many hosts are named.
  private static let slowestCount = 3

  init(totalCount: Int, answeredCount: Int) {
    state.withLock {
      $0.progress.totalCount = totalCount
      $0.progress.answeredCount = answeredCount
    }
  }

  func begin(_ question: WebQuestion) {
    let now = ContinuousClock.now
    state.withLock { $0.begun[question] = now }
  }

  func end(_ question: WebQuestion, _ answer: WebAnswer) {
    state.withLock { state in
      state.begun[question] = nil
      state.progress.answeredCount += 1
      if answer.outcome != .reachable { state.progress.problemCount += 1 }
    }
  }

  var progress: OnlineProgress {
    let (begun, counts) = state.withLock { ($0.begun, $0.progress) }
    var progress = counts
    let now = ContinuousClock.now
    var longest: [Substring: Int] = [:]
    for (question, start) in begun {
      let seconds = Int((now - start).components.seconds)
      longest[question.host] = max(longest[question.host] ?? 0, seconds)
    }
    progress.slowest = longest.filter { $0.value > 0 }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .prefix(Self.slowestCount).map { (String($0.key), $0.value) }
    return progress
  }
}
