internal import Bindery
internal import Documents

/// Findings for other programs, as `Schemas/report.schema.json` describes them.
enum JSONReporter {
  static func text(_ report: ValidationReport) -> [UInt8] {
    LogSafeJSON.escape(tree(report).text)
  }

  private static func tree(_ report: ValidationReport) -> JSONTree {
    JSONTree.members([
      ("format", .string("bindery.report/1")),
      (
        "summary",
        .members([
          ("files", .integer(report.fileCount)), ("records", .integer(report.recordCount)),
          ("ignored", .integer(report.ignoredCount)),
          ("errors", .integer(report.findings.errorCount)),
          ("warnings", .integer(report.findings.warningCount)),
          ("notes", .integer(report.findings.noteCount)),
          ("unchangedFiles", report.changes.map { .integer($0.unchangedFileCount) }),
          ("deletedFiles", report.changes.map { .integer($0.deletedFileCount) }),
        ])
      ),
      ("findings", .array(report.findings.findings.map(json))),
    ])
  }

  static func json(_ finding: Finding) -> JSONTree {
    let location = finding.location
    return .members([
      ("rule", .string(finding.rule)),
      ("severity", .string(finding.severity.rawValue)),
      ("path", .string(location.path)),
      ("line", .integer(location.start.line)),
      ("column", .integer(location.start.column)),
      ("endLine", .integer(location.end.line)),
      ("endColumn", .integer(location.end.column)),
      ("pointer", .optional(location.pointer)),
      ("schema", .optional(location.schema)),
      ("message", .string(finding.message)),
      ("help", .optional(finding.help)),
    ])
  }
}
