/// What the network said to a question.
package struct WebAnswer: Sendable, Equatable {
  package var outcome: WebOutcome
  /// The media type that the server names, without parameters and in lower case.
  package var contentType: String?
  /// What only the question's kind knows how to read, remembered with a success.
  package var detail: String?
  /// Whether a success is one for the runs of its day.
  package var isRemembered = true
  /// When it was given, if by an earlier run; in seconds since 1970.
  package var recalledFrom: Int64?
  /// How often the same failure was seen, this time included.
  package var failures: FailureHistory?

  package init(_ outcome: WebOutcome, contentType: String? = nil, detail: String? = nil) {
    self.outcome = outcome
    self.contentType = contentType
    self.detail = detail
  }
}

/// How long and how often something has failed in the same way.
package struct FailureHistory: Sendable, Equatable {
  /// In seconds since 1970.
  package var since: Int64
  package var count: Int

  /// What may pass is taken for lasting after so many failures over so long a time.
  static let lastingCount = 3
  static let lastingDays = 3

  func isLasting(at now: Int64) -> Bool {
    count >= Self.lastingCount && now - since >= Int64(Self.lastingDays) * 86_400
  }
}
