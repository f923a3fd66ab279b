internal import ArgumentParser
internal import Bindery

/// `bindery export`.
struct ExportCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Validates the dataset, then writes its next release.")

  @OptionGroup var dataset: DatasetOptions

  @Option(
    help: ArgumentHelp(
      "The folder of all releases; default: Exports beside bindery.yml.", valueName: "dir"))
  var output: String?

  @Option(
    name: .customLong("version"),
    help: ArgumentHelp("The version of the release.", valueName: "x.y.z"))
  var version: String?

  @Option(help: "The step to the next version: auto, major, minor or patch; auto computes it.")
  var bump = Bump.auto

  @Option(
    help: ArgumentHelp(
      "The folder or address whose catalog.json names the earlier releases; default: the output folder.",
      valueName: "source"))
  var catalog: String?

  @Flag(
    help:
      "Make the release twice, with other threads, time zone and locale; write it only where both are the same."
  )
  var checkReproducible = false

  @Option(help: "Use colour: auto, always or never; auto means on a terminal.")
  var color = ColourMode.auto

  enum Bump: String, ExpressibleByArgument, CaseIterable {
    case auto
    case major
    case minor
    case patch
  }

  func validate() throws {
    if let version {
      guard Version(version) != nil else {
        throw ValidationError("--version must be three numbers such as 1.2.0")
      }
      if bump != .auto { throw ValidationError("give --version or --bump, not both") }
    }
  }

  func run(in context: CommandContext) async throws -> ExitStatus {
    let root = try dataset.root(in: context)
    let loaded = try Dataset.load(root: root, now: context.now)
    let folder = output.map(context.absolutePath) ?? root + "/Exports"
    var run = dataset.runOptions(in: context)
    run.maximumFindingCount = HumanReporter.maximumFindingCount
    run.outputFolders = ["Exports"]
    if folder.hasPrefix(root + "/") {
      run.outputFolders.insert(String(folder.dropFirst(root.count + 1)))
    }
    let progress = dataset.progressLine(in: context)
    run.progress = { progress.update($0) }
    var options = ExportOptions(run: run, output: folder)
    let mirror = try await mirror(of: loaded.configuration.name, in: context)
    // Its end removes what was fetched.
    defer { withExtendedLifetime(mirror) {} }
    options.catalogFolder = mirror?.folder ?? catalog.map(context.absolutePath)
    options.version = request
    options.environment = context.environment
    if checkReproducible {
      options.reproducibility = try reproducibilityCheck(options, root: root, in: context)
    }
    let outcome: ExportOutcome
    do {
      outcome = try await ReleaseExport(dataset: loaded, options: options).run()
    } catch {
      progress.clear()
      throw error
    }
    progress.clear()
    return report(outcome, in: context)
  }

  /// What is fetched where the catalog is at an address.
  private func mirror(
    of name: String, in context: CommandContext
  ) async throws -> CatalogMirror? {
    guard let catalog, catalog.contains("://") else { return nil }
    let check = PullOptions(in: context).checkInterruption
    var web = WebStoreOptions()
    web.cacheEnvironment = context.environment
    web.warn = context.warn
    web.download.checkInterruption = check
    let source = try PullSource(catalog, workingFolder: context.workingFolder, options: web)
    return try await CatalogMirror(
      of: source, name: name, temporaryFolder: context.environment["TMPDIR"] ?? "/tmp",
      checkInterruption: check)
  }

  private func reproducibilityCheck(
    _ options: ExportOptions, root: String, in context: CommandContext
  ) throws -> ReproducibilityCheck {
    guard let program = context.program else {
      throw BinderyError(.release, "--check-reproducible cannot find the program to run again")
    }
    var arguments = ["export", "--quiet", "--dataset", root]
    arguments += ["--jobs", options.run.jobs == 1 ? "3" : "1"]
    arguments += ["--catalog", options.catalogFolder ?? options.output]
    if let version {
      arguments += ["--version", version]
    } else {
      arguments += ["--bump", bump.rawValue]
    }
    return ReproducibilityCheck(
      program: program, arguments: arguments, environment: context.environment)
  }

  private var request: VersionRequest {
    if let version, let exact = Version(version) { return .exact(exact) }
    return Version.Bump(rawValue: bump.rawValue).map(VersionRequest.bump) ?? .auto
  }

  private func report(_ outcome: ExportOutcome, in context: CommandContext) -> ExitStatus {
    switch outcome {
    case .invalid(let report):
      writeFindings(report, in: context)
      context.standardError.write(
        "bindery: nothing was written; correct the errors, then export again\n")
      return .findings
    case .unchanged(let version, let report):
      writeFindings(report, in: context)
      context.standardOutput.write("nothing changed since \(version); nothing was written\n")
      return .success
    case .written(let release, let report):
      writeFindings(report, in: context)
      context.standardOutput.write(ReleaseSummary.text(release, relativeTo: context.workingFolder))
      return .success
    }
  }

  private func writeFindings(_ report: ValidationReport, in context: CommandContext) {
    let style = TextStyle(
      for: context.standardError, environment: context.environment, mode: color)
    let isQuiet = dataset.quiet && report.findings.errorCount == 0
    if !isQuiet {
      context.standardError.write(HumanReporter.text(report.findings, style: style))
      context.standardError.write(Summary.text(report) + "\n")
    }
  }
}
