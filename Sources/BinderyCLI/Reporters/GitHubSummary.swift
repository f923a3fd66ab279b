internal import Bindery

/// The summary of a step on GitHub: a page of Markdown that is added to the file which
/// `GITHUB_STEP_SUMMARY` names.
///
/// What strangers wrote stands in one fenced block, where Markdown has no meaning: no link, no
/// image, no mention.
enum GitHubSummary {
  /// GitHub takes 1 MiB for a step.
  private static let maximumByteCount = 900_000

  static func text(_ report: Report) -> String {
    let findings = report.validation.findings
    let state = report.isFailure ? "❌" : findings.warningCount > 0 ? "⚠" : "✅"
    var text = "### \(state) bindery: \(Summary.text(report.validation))\n\n"
    if let failure = report.failure { text += fenced(VisibleText.escape(failure) + "\n") }
    guard !findings.findings.isEmpty else { return text }
    var block = ""
    var shown = 0
    let style = TextStyle(hasColour: false)
    for finding in findings.findings.prefix(HumanReporter.maximumFindingCount) {
      let next = HumanReporter.text(finding, style: style) + "\n"
      guard block.utf8.count + next.utf8.count <= maximumByteCount else { break }
      block += next
      shown += 1
    }
    text += fenced(block)
    let hidden = findings.count - shown
    if hidden > 0 { text += "and \(hidden) more\n\n" }
    return text
  }

  /// Why a run could not be done.
  static func text(failure: String) -> String {
    "### ❌ bindery could not validate the records\n\n"
      + fenced(VisibleText.escape(failure) + "\n")
  }

  private static func fenced(_ block: String) -> String {
    let fence = String(repeating: "`", count: max(3, longestFence(in: block) + 1))
    return "\(fence)text\n\(block)\(fence)\n\n"
  }

  /// How many backticks follow each other at most.
  private static func longestFence(in text: String) -> Int {
    var longest = 0
    var current = 0
    for byte in text.utf8 {
      current = byte == UInt8(ascii: "`") ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
