internal import ArgumentParser
internal import Bindery

/// Options of the commands that report findings.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How findings are written: human, json, github, sarif or junit; with =FILE into a file. May be given several times.",
      valueName: "format[=file]"))
  var format: [ReportRequest] = []

  @Option(help: ArgumentHelp("Write the findings to a file, in the one format.", valueName: "file"))
  var output: String?

  @Option(help: "Use colour: auto, always or never; auto means on a terminal.")
  var color = ColourMode.auto

  @Option(
    name: .customLong("max-findings"),
    help: ArgumentHelp("How many findings are printed; all are counted.", valueName: "n"))
  var maximumFindingCount: Int?

  func validate() throws {
    if let count = maximumFindingCount, count < 0 {
      throw ValidationError("--max-findings must be 0 or more")
    }
    _ = try requests
  }

  private var requests: [ReportRequest] {
    get throws { try ReportRequest.all(formats: format, output: output) }
  }

  /// How many findings a run has to keep: other programs are given all of them.
  var keptFindingCount: Int {
    get throws {
      let isForPeople = try requests.allSatisfy { $0.format == .human }
      return maximumFindingCount ?? (isForPeople ? HumanReporter.maximumFindingCount : .max)
    }
  }

  /// Whether the totals stand in what goes to standard output.
  var printsTotals: Bool { get throws { try requests.contains(ReportRequest(.github)) } }

  /// Writes a report in all formats that were asked for.
  func write(_ report: Report, in context: CommandContext) throws {
    for request in try requests { try write(report, request, in: context) }
  }

  /// Writes what is wrong with a configuration to where other programs look for findings; people
  /// read it on standard error.
  func write(
    _ error: ConfigurationError, root: String, isStrict: Bool, in context: CommandContext
  ) throws {
    var report = ValidationReport()
    report.findings.insert(contentsOf: error.findings)
    report.findings.sort()
    for request in try requests where request.format != .human {
      try write(Report(report, root: root, isStrict: isStrict), request, in: context)
    }
  }

  /// Says on GitHub, where its annotations were asked for, why there are none: a contributor may not
  /// look into the log.
  ///
  /// What cannot be written there is not the error that matters.
  func write(failure: String, in context: CommandContext) {
    guard let request = try? requests.first(where: { $0.format == .github }) else { return }
    try? deliver(Array(GitHubReporter.text(failure: failure).utf8), request, in: context)
    try? appendSummary(GitHubSummary.text(failure: failure), in: context)
  }

  private func write(
    _ report: Report, _ request: ReportRequest, in context: CommandContext
  ) throws {
    let style =
      request.file == nil
      ? TextStyle(for: context.standardOutput, environment: context.environment, mode: color)
      : TextStyle(hasColour: color == .always)
    let limit = maximumFindingCount ?? HumanReporter.maximumFindingCount
    try deliver(
      report.bytes(as: request.format, style: style, humanLimit: limit), request, in: context)
    if request.format == .github { try appendSummary(GitHubSummary.text(report), in: context) }
  }

  private func deliver(
    _ bytes: [UInt8], _ request: ReportRequest, in context: CommandContext
  ) throws {
    if let file = request.file {
      try ReportFile.write(bytes, to: context.absolutePath(file))
    } else {
      context.standardOutput.write(bytes)
    }
  }

  /// Adds to the summary of the step, where this is one.
  private func appendSummary(_ text: String, in context: CommandContext) throws {
    let summary = context.environment["GITHUB_STEP_SUMMARY"] ?? ""
    guard !summary.isEmpty else { return }
    try ReportFile.append(Array(text.utf8), to: context.absolutePath(summary))
  }
}

extension ColourMode: ExpressibleByArgument {}
