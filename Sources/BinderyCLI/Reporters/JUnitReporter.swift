internal import Bindery

/// Findings as results of tests, as Jenkins and others read them.
///
/// There is a suite for each file with findings, and a test for each finding. Errors fail; warnings are shown as skipped, unless the run is
/// strict, and so are notes.
enum JUnitReporter {
  static func text(_ report: Report) -> String {
    let findings = report.findings
    let failureCount = findings.count { fails($0, in: report) }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text +=
      "<testsuites name=\"bindery\" tests=\"\(findings.count + 1)\" failures=\"\(failureCount)\" errors=\"0\">\n"
    // One test that passes, so that a run without findings is not one without tests.
    text +=
      "  <testsuite name=\"bindery\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\n"
      + "    <testcase classname=\"bindery\" name=\"\(Summary.counted(report.validation.recordCount, "record"))\"/>\n"
      + "  </testsuite>\n"
    var rest = findings[...]
    while let first = rest.first {
      let file = rest.prefix { $0.location.path == first.location.path }
      text += suite(file, in: report)
      rest = rest[file.endIndex...]
    }
    return text + "</testsuites>\n"
  }

  private static func fails(_ finding: Finding, in report: Report) -> Bool {
    finding.severity == .error || (report.isStrict && finding.severity == .warning)
  }

  private static func suite(_ findings: ArraySlice<Finding>, in report: Report) -> String {
    let path = attribute(findings[findings.startIndex].location.path)
    let failureCount = findings.count { fails($0, in: report) }
    var text =
      "  <testsuite name=\"\(path)\" tests=\"\(findings.count)\" failures=\"\(failureCount)\" errors=\"0\""
    text += " skipped=\"\(findings.count - failureCount)\">\n"
    for finding in findings {
      let place = finding.location.pointer.map { $0.isEmpty ? "" : " \($0)" } ?? ""
      text += "    <testcase classname=\"\(path)\" name=\"\(attribute(finding.rule + place))\">\n"
      let message = attribute(finding.message)
      if fails(finding, in: report) {
        let body = HumanReporter.text(finding, style: TextStyle(hasColour: false))
        text +=
          "      <failure type=\"\(finding.severity.rawValue)\" message=\"\(message)\">\(escape(body))</failure>\n"
      } else {
        text += "      <skipped type=\"\(finding.severity.rawValue)\" message=\"\(message)\"/>\n"
      }
      text += "    </testcase>\n"
    }
    return text + "  </testsuite>\n"
  }

  private static func attribute(_ text: String) -> String { escape(VisibleText.escape(text)) }

  /// Escapes what XML 1.0 gives a meaning.
  ///
  /// The characters that it forbids are among those that nobody sees,
  /// and are escaped visibly before.
  private static func escape(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
