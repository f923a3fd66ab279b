/// The findings of a run, in the order of their places, with their totals.
public struct FindingCollection: Sendable {
  public private(set) var findings: [Finding] = []
  public private(set) var errorCount = 0
  public private(set) var warningCount = 0
  public private(set) var noteCount = 0
  private let limit: Int

  /// - Parameter limit: How many findings are kept; all are counted.
  public init(limit: Int = .max) { self.limit = limit }

  public var count: Int { errorCount + warningCount + noteCount }

  public mutating func insert(_ finding: Finding) {
    switch finding.severity {
    case .error: errorCount += 1
    case .warning: warningCount += 1
    case .note: noteCount += 1
    }
    findings.append(finding)
    // The first ones by place are kept, not those that happened to come first.
    if findings.count >= limit.multipliedReportingOverflow(by: 2).partialValue, limit < .max / 2,
      findings.count > limit + 1000
    {
      sort()
    }
  }

  public mutating func insert(contentsOf findings: some Sequence<Finding>) {
    for finding in findings { insert(finding) }
  }

  /// Brings the findings into order and drops what is over the limit.
  public mutating func sort() {
    findings.sort()
    if findings.count > limit { findings.removeSubrange(limit...) }
  }
}
