internal import Synchronization

/// The questions and answers of a run, between tasks that ask side by side.
final class QuestionRound: Sendable {
  private struct State {
    var queue: HostQueue
    var answers: [WebQuestion: WebAnswer] = [:]
  }

  private let state: Mutex<State>

  init(_ queue: HostQueue) {
    state = Mutex(State(queue: queue))
  }

  /// Those given so far.
  var answers: [WebQuestion: WebAnswer] { state.withLock { $0.answers } }

  /// A question to begin with, if one can be asked now.
  func next() -> HostQueue.Turn? { state.withLock { $0.queue.next() } }

  /// The next question for a task that has its answer to the one before.
  func next(after turn: HostQueue.Turn, _ answer: WebAnswer) -> HostQueue.Turn? {
    state.withLock { state in
      state.answers[turn.question] = answer
      state.queue.finish(turn)
      return state.queue.next()
    }
  }
}
