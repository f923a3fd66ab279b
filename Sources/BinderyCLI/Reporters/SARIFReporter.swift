internal import Bindery
internal import Documents

/// Findings in the format of static analysis, SARIF 2.1.0, as GitHub's code scanning takes it.
///
/// <https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html>
package enum SARIFReporter {
  /// GitHub takes 25,000 results, in 10 MB compressed.
  static let maximumResultCount = 25_000
  /// Texts of records may not compress, so their own length is limited.
  private static let maximumTextByteCount = 10_000_000

  package static func text(_ report: Report) -> [UInt8] {
    let results = kept(of: report)
    let rules = Set(results.map(\.finding.rule))
    let known = Rule.all.filter { rules.contains($0.id) }.sorted { $0.id < $1.id }
    let positions = Dictionary(
      uniqueKeysWithValues: known.enumerated().map { ($0.element.id, $0.offset) })
    let hidden = report.validation.findings.count - results.count
    let log = JSONTree.members([
      (
        "$schema",
        .string(
          "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
        )
      ),
      ("version", .string("2.1.0")),
      (
        "runs",
        .array([
          .members([
            ("tool", .members([("driver", driver(known))])),
            ("invocations", .array([invocation(hidden: hidden)])),
            ("columnKind", .string("unicodeCodePoints")),
            (
              "results",
              .array(results.map { result($0, in: report, rule: positions[$0.finding.rule]) })
            ),
          ])
        ])
      ),
    ])
    return LogSafeJSON.escape(log.text)
  }

  /// A finding and what it is known by from run to run.
  private struct Result {
    let finding: Finding
    let fingerprint: String
  }

  /// The findings in order; where there are too many, errors go before warnings.
  private static func kept(of report: Report) -> [Result] {
    var fingerprints = FindingFingerprints()
    let all = report.findings.map {
      Result(finding: $0, fingerprint: fingerprints.next($0, path: report.path($0)))
    }
    var kept: [Result] = []
    var byteCount = 0
    for severity in [Finding.Severity.error, .warning, .note] {
      for result in all where result.finding.severity == severity {
        let finding = result.finding
        byteCount +=
          finding.message.utf8.count + (finding.help?.utf8.count ?? 0)
          + finding.location.path.utf8.count
        guard kept.count < maximumResultCount, byteCount <= maximumTextByteCount else { break }
        kept.append(result)
      }
    }
    return kept.sorted { $0.finding < $1.finding }
  }

  private static func driver(_ rules: [Rule]) -> JSONTree {
    .members([
      ("name", .string("Bindery")), ("version", .string(BinderyVersion.current)),
      ("rules", .array(rules.map(descriptor))),
    ])
  }

  private static func descriptor(_ rule: Rule) -> JSONTree {
    func text(_ text: String, markdown: String? = nil) -> JSONTree {
      .members([("text", .string(text)), ("markdown", .optional(markdown))])
    }
    return .members([
      ("id", .string(rule.id)), ("shortDescription", text(rule.summary)),
      ("fullDescription", text(rule.meaning)),
      ("help", text(rule.fix, markdown: RulePage.section(rule))),
      ("defaultConfiguration", .members([("level", .string(rule.severity.rawValue))])),
    ])
  }

  /// Says that the run was carried out, and what is left out of its results.
  private static func invocation(hidden: Int) -> JSONTree {
    let notification = JSONTree.members([
      ("level", .string("warning")),
      (
        "message",
        .members([("text", .string("\(Summary.counted(hidden, "finding")) left out of this log"))])
      ),
    ])
    return .members([
      ("executionSuccessful", .boolean(true)),
      ("toolExecutionNotifications", hidden > 0 ? .array([notification]) : nil),
    ])
  }

  private static func result(_ result: Result, in report: Report, rule: Int?) -> JSONTree {
    let finding = result.finding
    let location = finding.location
    var message = finding.message
    if let help = finding.help { message += "\n\(help)" }
    return .members([
      ("ruleId", .string(finding.rule)), ("ruleIndex", rule.map(JSONTree.integer)),
      ("level", .string(finding.severity.rawValue)),
      ("message", .members([("text", .string(withoutLinks(message)))])),
      (
        "locations",
        .array([
          .members([
            (
              "physicalLocation",
              .members([
                (
                  "artifactLocation",
                  .members([
                    ("uri", .string(uri(report.path(finding)))),
                    ("uriBaseId", .string("%SRCROOT%")),
                  ])
                ),
                (
                  "region",
                  .members([
                    ("startLine", .integer(location.start.line)),
                    ("startColumn", .integer(location.start.column)),
                    ("endLine", .integer(location.end.line)),
                    ("endColumn", .integer(location.end.column)),
                  ])
                ),
              ])
            )
          ])
        ])
      ),
      (
        "partialFingerprints",
        .members([("primaryLocationLineHash", .string(result.fingerprint))])
      ),
    ])
  }

  /// In a message `[text](target)` is a link (3.11.6); what a record says makes none.
  private static func withoutLinks(_ text: String) -> String {
    VisibleText.escapeLines(text).replacing("](", with: "\\](")
  }

  /// The path as a relative reference (RFC 3986, 4.2).
  static func uri(_ path: String) -> String {
    var uri = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        uri += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return uri
  }
}
