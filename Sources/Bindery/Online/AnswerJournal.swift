internal import Synchronization

/// Brings the answers of a run into memory in small transactions, and goes on without where memory
/// cannot be used.
final class AnswerJournal: Sendable {
  private struct State {
    /// `nil` where it cannot be used.
    var memory: AnswerMemory?
    var problem: String?
    var pending: [(WebQuestion, WebAnswer)] = []
  }

  private let state = Mutex(State())

  /// - Parameters:
  ///   - root: The dataset's folder.
  ///   - settings: What a success depends on besides its question.
  ///   - now: The time of this run, in seconds since 1970.
  /// - Returns: A journal, which remembers nothing where that cannot be trusted.
  static func open(root: String, settings: String, now: Int64) async -> AnswerJournal {
    // A contribution could bring along the answers that it would like to see.
    if let reason = await LocalDatabase.reasonToDistrust(AnswerMemory.fileName, root: root) {
      return AnswerJournal(problem: "'\(LocalDatabase.folder)' cannot be used: \(reason)")
    }
    return AnswerJournal(root: root, settings: settings, now: now)
  }

  private init(problem: String) {
    state.withLock { $0.problem = problem }
  }

  private init(root: String, settings: String, now: Int64) {
    do throws(LocalDatabase.Unavailable) {
      let memory = try AnswerMemory(root: root, settings: settings, now: now)
      state.withLock { $0.memory = memory }
    } catch {
      giveUp(error)
    }
  }

  /// Why memory is not used, in words for people; `nil` where all is well.
  var problem: String? { state.withLock { $0.problem } }

  func append(_ question: WebQuestion, _ answer: WebAnswer) {
    state.withLock { $0.pending.append((question, answer)) }
  }

  /// Keeps what was appended since the last time.
  func flush() {
    let (memory, pending) = state.withLock { state in
      defer { state.pending = [] }
      return (state.memory, state.pending)
    }
    do throws(LocalDatabase.Unavailable) {
      try memory?.remember(pending)
    } catch {
      giveUp(error)
    }
  }

  func successes(of questions: [WebQuestion]) -> [WebQuestion: WebAnswer] {
    do throws(LocalDatabase.Unavailable) {
      return try state.withLock { $0.memory }?.successes(of: questions) ?? [:]
    } catch {
      giveUp(error)
      return [:]
    }
  }

  func failures(of questions: [WebQuestion]) -> [WebQuestion: FailureHistory] {
    do throws(LocalDatabase.Unavailable) {
      return try state.withLock { $0.memory }?.failures(of: questions) ?? [:]
    } catch {
      giveUp(error)
      return [:]
    }
  }

  private func giveUp(_ error: LocalDatabase.Unavailable) {
    state.withLock { state in
      state.memory = nil
      state.problem = "'\(error.path)' cannot be used: \(error.reason)"
    }
  }
}
