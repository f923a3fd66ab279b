/// The answers of a run, for the checks that asked, with what the configuration accepts.
struct AnswerTable: Sendable {
  private let answers: [WebQuestion: WebAnswer]
  private let suppressions: SuppressionTable
  private let now: Int64

  init(_ answers: [WebQuestion: WebAnswer], suppressions: SuppressionTable, now: Int64) {
    self.answers = answers
    self.suppressions = suppressions
    self.now = now
  }

  /// The answer to a question, or to the one about the image at the same URL, which was then asked
  /// in its place.
  subscript(question: WebQuestion) -> WebAnswer? { answers[question] ?? answers[question.asImage] }

  /// What is to be reported about an answer, besides the place.
  struct Remark: Sendable {
    let rule: String
    let severity: Finding.Severity
    let message: String
    let help: String
  }

  /// What is to be said of an answer's outcome, or `nil` where all is well.
  func remark(on answer: WebAnswer, to question: WebQuestion) -> Remark? {
    guard let rule = answer.outcome.rule else { return nil }
    var message = answer.outcome.message
    if let failures = answer.failures, failures.count > 1 {
      message += "; failing since \(Timestamp.day(failures.since)), \(failures.count) checks"
    }
    if let recalled = answer.recalledFrom { message += "; asked on \(Timestamp.day(recalled))" }
    return remark(
      on: question, rule: rule,
      severity: answer.outcome.severity(after: answer.failures, at: now), message: message,
      help: answer.outcome.help)
  }

  /// A remark of a check's own, or the note that a suppression makes of it.
  func remark(
    on question: WebQuestion, rule: String, severity: Finding.Severity, message: String,
    help: String
  ) -> Remark {
    guard let suppression = suppressions.active(for: question.url) else {
      return Remark(rule: rule, severity: severity, message: message, help: help)
    }
    return Remark(
      rule: rule, severity: .note, message: message,
      help: "accepted until \(suppression.until): \(suppression.reason)")
  }
}
