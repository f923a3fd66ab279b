internal import Bindery

/// The last line of a run, for people.
enum Summary {
  static func text(_ report: ValidationReport) -> String {
    var counts = [counted(report.recordCount, "record")]
    if let changes = report.changes {
      counts.append("\(counted(changes.unchangedFileCount, "unchanged file")) not looked at")
      if changes.deletedFileCount > 0 {
        counts.append("\(counted(changes.deletedFileCount, "file")) deleted")
      }
    }
    if report.ignoredCount > 0 { counts.append("\(report.ignoredCount) ignored") }
    counts += [
      counted(report.findings.errorCount, "error"),
      counted(report.findings.warningCount, "warning"),
    ]
    if report.findings.noteCount > 0 { counts.append(counted(report.findings.noteCount, "note")) }
    return counts.joined(separator: ", ")
  }

  static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
