package import Bindery

/// What a run found, with what reporters need to know besides.
package struct Report {
  let validation: ValidationReport
  /// The way from the repository's folder to that of `bindery.yml`: empty, or with a `/` at its end.
  let folderInRepository: String
  /// Whether warnings fail the run.
  let isStrict: Bool
  /// Why the run fails besides its findings.
  let failure: String?

  package init(
    _ validation: ValidationReport, root: String, isStrict: Bool = false, failure: String? = nil
  ) {
    self.validation = validation
    folderInRepository = Self.folderInRepository(root)
    self.isStrict = isStrict
    self.failure = failure
  }

  /// Whether the run fails.
  var isFailure: Bool {
    let findings = validation.findings
    return failure != nil || findings.errorCount > 0 || isStrict && findings.warningCount > 0
  }

  var findings: [Finding] { validation.findings.findings }

  /// The path of a finding's file from the repository's folder.
  func path(_ finding: Finding) -> String { folderInRepository + finding.location.path }

  /// The repository is the nearest folder with `.git` in it.
  private static func folderInRepository(_ root: String) -> String {
    let root = RealPath.resolve(root) ?? root
    var folder = root
    while folder.count > 1 {
      if RealPath.resolve(folder + "/.git") != nil {
        return folder == root ? "" : root.dropFirst(folder.count + 1) + "/"
      }
      guard let slash = folder.lastIndex(of: "/") else { break }
      folder = String(folder[..<slash])
    }
    return ""
  }

  /// The bytes of one format; `humanLimit` is how many findings people are shown.
  func bytes(as format: ReportFormat, style: TextStyle, humanLimit: Int) -> [UInt8] {
    switch format {
    case .human:
      return Array(
        HumanReporter.text(validation.findings, style: style, maximumCount: humanLimit).utf8)
    case .json: return JSONReporter.text(validation)
    case .github: return Array(GitHubReporter.text(self).utf8)
    case .sarif: return SARIFReporter.text(self)
    case .junit: return Array(JUnitReporter.text(self).utf8)
    }
  }
}
