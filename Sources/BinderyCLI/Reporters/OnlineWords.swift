internal import Bindery

/// What the network said, for people.
enum OnlineWords {
  /// How many hosts a summary names.
  private static let maximumHostCount = 10
  /// Lines that are longer wrap on a terminal, and cannot be wiped.
  private static let maximumProgressScalarCount = 79

  /// The summary at the end of a run, by outcome and by host.
  static func summary(_ summary: OnlineSummary) -> String {
    var text = "links: \(summary.askedCount) asked"
    if summary.recalledCount > 0 { text += ", \(summary.recalledCount) known from the last day" }
    text += summary.outcomes.isEmpty ? "\n" : ": \(counts(summary.outcomes))\n"
    let shown = summary.hosts.prefix(maximumHostCount)
    let width = shown.map(\.name.count).max() ?? 0
    for host in shown {
      let padding = String(repeating: " ", count: width - host.name.count)
      text += "  \(VisibleText.escape(host.name))\(padding)  "
      text += "\(host.problemCount) of \(host.questionCount): \(counts(host.outcomes))\n"
    }
    let hiddenCount = summary.hosts.count - shown.count
    if hiddenCount > 0 { text += "  … and \(Summary.counted(hiddenCount, "more host"))\n" }
    return text
  }

  /// Such as `3 reachable, 1 dead`.
  private static func counts(_ outcomes: [String: Int]) -> String {
    WebOutcome.names.compactMap { name in outcomes[name].map { "\($0) \(name)" } }
      .joined(separator: ", ")
  }

  /// One line that is written over again and again.
  static func progress(_ progress: OnlineProgress) -> String {
    var text = "\(progress.answeredCount) of \(progress.totalCount) links"
    if progress.problemCount > 0 { text += ", \(progress.problemCount) not in order" }
    if !progress.slowest.isEmpty {
      let hosts = progress.slowest.map { "\($0.host) \($0.seconds) s" }
      text += "; waiting for \(hosts.joined(separator: ", "))"
    }
    return VisibleText.shortened(text, maximumScalarCount: maximumProgressScalarCount)
  }
}
