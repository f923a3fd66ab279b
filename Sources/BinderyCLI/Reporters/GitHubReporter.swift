internal import Bindery
internal import Documents

/// Findings as workflow commands, which GitHub shows at their lines in a pull request.
///
/// Notes are what the owners know of; they are only counted.
/// Specification: <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>
enum GitHubReporter {
  /// What GitHub keeps of a step's annotations of one kind; it drops the others silently.
  static let maximumCountPerSeverity = 10

  static func text(_ report: Report) -> String {
    let failure = report.failure.map { text(failure: $0) }
    let errors = AnnotationOrder.mostUseful(report.findings, .error)
      .prefix(maximumCountPerSeverity - (failure == nil ? 0 : 1))
    let warnings = AnnotationOrder.mostUseful(report.findings, .warning)
      .prefix(maximumCountPerSeverity)
    let lines = (errors + warnings).map { annotation($0, in: report) + "\n" }
    return (failure ?? "") + lines.joined()
      + totals(report, shown: errors.count + warnings.count)
  }

  /// Why a run fails, or could not be done.
  static func text(failure: String) -> String {
    "::error title=bindery::\(escapeMessage(VisibleText.escape(failure)))\n"
  }

  /// The last line; it is an annotation of its own where others are left out.
  private static func totals(_ report: Report, shown: Int) -> String {
    let findings = report.validation.findings
    let hidden = findings.errorCount + findings.warningCount - shown
    let totals = Summary.text(report.validation)
    guard hidden > 0 else { return totals + "\n" }
    return "::notice title=bindery::\(totals); \(hidden) of them \(hidden == 1 ? "is" : "are")"
      + " not annotated; GitHub shows \(maximumCountPerSeverity) of each kind\n"
  }

  private static func annotation(_ finding: Finding, in report: Report) -> String {
    let location = finding.location
    let path = VisibleText.escape(report.path(finding))
    var properties = [
      ("file", path), ("line", "\(location.start.line)"), ("endLine", "\(location.end.line)"),
    ]
    // Columns are only allowed on one line.
    if location.start.line == location.end.line {
      properties += [("col", "\(location.start.column)"), ("endColumn", "\(location.end.column)")]
    }
    properties.append(("title", finding.rule))
    // The log shows the message alone, so it names the place too.
    let place = "\(path):\(location.start.line):\(location.start.column)"
    var message = "\(place): \(VisibleText.escape(finding.message))"
    if let help = finding.help { message += "\nhelp: \(VisibleText.escape(help))" }
    let written = properties.map { "\($0.0)=\(escapeProperty($0.1))" }.joined(separator: ",")
    return "::\(finding.severity.rawValue) \(written)::\(escapeMessage(message))"
  }

  private static func escapeMessage(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func escapeProperty(_ text: String) -> String {
    escapeMessage(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
