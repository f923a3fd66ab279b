/// What the network said in a run, in figures.
package struct OnlineSummary: Sendable, Equatable {
  /// How many questions were asked of the network.
  package var askedCount = 0
  /// How many were answered by what an earlier run had found.
  package var recalledCount = 0
  /// How often each outcome came, by its name.
  package var outcomes: [String: Int] = [:]
  /// Hosts of which not all was well.
  package var hosts: [Host] = []
  /// Why the run went on without memory.
  package var memoryProblem: String?

  package struct Host: Sendable, Equatable {
    package let name: String
    package let questionCount: Int
    /// How often each outcome came that is not the good one.
    package let outcomes: [String: Int]
    package var problemCount: Int { outcomes.values.reduce(0, +) }
  }

  init(_ answers: [WebQuestion: WebAnswer], memoryProblem: String?) {
    self.memoryProblem = memoryProblem
    var problems: [Substring: [String: Int]] = [:]
    for (question, answer) in answers {
      if answer.recalledFrom == nil { askedCount += 1 } else { recalledCount += 1 }
      outcomes[answer.outcome.name, default: 0] += 1
      guard answer.outcome != .reachable else { continue }
      problems[question.host, default: [:]][answer.outcome.name, default: 0] += 1
    }
    guard !problems.isEmpty else { return }
    var counts: [Substring: Int] = [:]
    for question in answers.keys { counts[question.host, default: 0] += 1 }
    hosts = problems.map {
      Host(name: String($0.key), questionCount: counts[$0.key] ?? 0, outcomes: $0.value)
    }
    // The hosts with most to do first.
    .sorted { ($1.problemCount, $0.name) < ($0.problemCount, $1.name) }
  }
}

/// How far a run has come on the network.
package struct OnlineProgress: Sendable {
  package var totalCount = 0
  package var answeredCount = 0
  package var problemCount = 0
  /// Hosts that have been waited for longest, with the seconds; the longest first.
  package var slowest: [(host: String, seconds: Int)] = []
}
