/// What becomes of the questions that checks have for the network.
struct WebQuestions: Sendable {
  /// Whether questions go anywhere; an offline run has no use for them.
  let areWanted: Bool
  /// Those that were asked, where they are collected.
  private(set) var collected: Set<WebQuestion> = []
  /// The answers, once the network was asked.
  let answers: AnswerTable?

  static let ignored = WebQuestions(areWanted: false, answers: nil)
  static let collecting = WebQuestions(areWanted: true, answers: nil)

  static func answered(_ answers: AnswerTable) -> Self { Self(areWanted: true, answers: answers) }

  private init(areWanted: Bool, answers: AnswerTable?) {
    self.areWanted = areWanted
    self.answers = answers
  }

  mutating func insert(_ question: WebQuestion) { collected.insert(question) }
}
