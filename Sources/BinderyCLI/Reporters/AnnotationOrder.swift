internal import Bindery

/// Which findings somebody should see who sees only a few: errors before warnings, one of each file
/// before the second of any file, and among those one of each rule before the second of any rule.
enum AnnotationOrder {
  /// The findings of one severity, the most useful first.
  static func mostUseful(_ findings: [Finding], _ severity: Finding.Severity) -> [Finding] {
    var perFile: [String: Int] = [:]
    var perRule: [[String]: Int] = [:]
    // What only counts others comes last.
    let (counts, others) = (
      findings.filter { $0.rule == "record/too-many-findings" },
      findings.filter { $0.rule != "record/too-many-findings" }
    )
    return (others + counts).filter { $0.severity == severity }.enumerated()
      .map { position, finding in
        let round = perFile[finding.location.path, default: 0]
        perFile[finding.location.path] = round + 1
        let turn = perRule[["\(round)", finding.rule], default: 0]
        perRule[["\(round)", finding.rule]] = turn + 1
        return (rank: (round, turn, position), finding: finding)
      }
      .sorted { $0.rank < $1.rank }.map(\.finding)
  }
}
