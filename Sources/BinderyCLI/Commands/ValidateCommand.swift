internal import ArgumentParser
internal import Bindery

/// `bindery validate`.
struct ValidateCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Validates the dataset, or only the named records.")

  @Argument(help: ArgumentHelp("Records, or folders of records.", valueName: "path"))
  var paths: [String] = []

  @OptionGroup var dataset: DatasetOptions

  @OptionGroup var reporting: ReportOptions

  @Option(
    name: .customLong("expect-records"),
    help: ArgumentHelp("Fail where the number of records is another.", valueName: "n"))
  var expectedRecordCount: Int?

  @Flag(help: "Also ask the network for links.")
  var online = false

  @Flag(
    name: .customLong("allow-private-addresses"),
    help:
      "With --online, also ask private addresses, which is safe only where all records are trusted."
  )
  var allowsPrivateAddresses = false

  @Flag(
    help: "Write the real width and height of images into the records, where another is declared.")
  var fix = false

  @Flag(help: "Warnings fail too.")
  var strict = false

  @Option(
    name: .customLong("changed-since"),
    help: ArgumentHelp(
      "Only what changed since the branch left this commit, and what that breaks elsewhere.",
      valueName: "rev"))
  var revision: String?

  @Flag(name: .customLong("no-cache"), help: "Look at every record, whether it has changed or not.")
  var ignoresCache = false

  func validate() throws {
    if allowsPrivateAddresses, !online {
      throw ValidationError("--allow-private-addresses is for --online")
    }
  }

  func run(in context: CommandContext) async throws -> ExitStatus {
    let report: Report
    do {
      report = try await validate(in: context)
    } catch let error as ConfigurationError {
      try reporting.write(
        error, root: dataset.root(in: context), isStrict: strict, in: context)
      throw error
    } catch {
      if !(error is ValidationError) { reporting.write(failure: "\(error)", in: context) }
      throw error
    }
    try reporting.write(report, in: context)
    try writeWords(about: report, in: context)
    return report.isFailure ? .findings : .success
  }

  /// Looks at the records.
  private func validate(in context: CommandContext) async throws -> Report {
    let root = try dataset.root(in: context)
    // Git and the file system are asked while the schemas are compiled; nobody waits for the other.
    let cacheTrust = ignoresCache || online || fix ? nil : CacheTrust.ask(in: root)
    defer { cacheTrust?.cancel() }
    async let contribution = contribution(in: root, context)
    let loaded = try Dataset.load(root: root, now: context.now)
    var options = dataset.runOptions(in: context)
    options.maximumFindingCount = try reporting.keptFindingCount
    options.selection = try selection(root: root, in: context)
    options.cacheTrust = cacheTrust
    let isQuiet = dataset.quiet
    options.warn = { text in
      if !isQuiet { context.standardError.write("bindery: \(text)\n") }
    }
    let progress = dataset.progressLine(in: context)
    options.progress = { progress.update($0) }
    options.online = online ? onlineOptions(progress, in: context) : nil
    options.collectsEdits = fix
    options.beginning = RunBeginning.start(loaded, options)
    options.contribution = try await contribution
    if dataset.dataset == nil, let contribution = options.contribution {
      try await DatasetPlace.check(contribution, root: root, searchedFrom: context.workingFolder)
    }
    let run = ValidationRun(dataset: loaded, options: options)
    var report = try await run.validate()
    if fix {
      let outcome = try SizeFix.apply(report.edits, root: root)
      // What is then found, and the status, are those of the dataset as it now is.
      if !outcome.made.isEmpty { report = try await run.validate() }
      progress.clear()
      context.standardError.write(FixSummary.text(outcome, remaining: report.edits))
    }
    progress.clear()
    return Report(report, root: root, isStrict: strict, failure: failure(report))
  }

  /// What changed since the revision that was named, if one was.
  @concurrent private func contribution(
    in root: String, _ context: CommandContext
  ) async throws -> Contribution? {
    guard let revision else { return nil }
    return try await Contribution.find(
      since: revision, in: root, jobs: dataset.runOptions(in: context).jobs)
  }

  private func onlineOptions(
    _ progress: ProgressLine, in context: CommandContext
  ) -> OnlineOptions {
    var network = context.network
    // What OpenSSL's own tools go by.
    if let path = context.environment["SSL_CERT_FILE"], !path.isEmpty {
      network.certificateAuthorities = context.absolutePath(path)
    }
    var options = OnlineOptions(network: network, now: context.now)
    options.allowsPrivateAddresses = allowsPrivateAddresses
    if progress.isShown { options.progress = { progress.show(OnlineWords.progress($0)) } }
    return options
  }

  /// What people are told besides the findings.
  private func writeWords(about report: Report, in context: CommandContext) throws {
    let validation = report.validation
    if let problem = validation.online?.memoryProblem {
      context.warn("\(problem); links were asked without memory")
    }
    if !dataset.quiet {
      if let online = validation.online { context.standardError.write(OnlineWords.summary(online)) }
      if try !reporting.printsTotals {
        context.standardError.write(Summary.text(validation) + "\n")
      }
    }
    if let failure = report.failure { context.standardError.write("bindery: \(failure)\n") }
  }

  /// Why the run fails besides its findings.
  private func failure(_ report: ValidationReport) -> String? {
    guard let expectedRecordCount, expectedRecordCount != report.recordCount else { return nil }
    return "expected \(expectedRecordCount) records, found \(report.recordCount)"
  }

  /// The named paths, relative to the dataset's folder.
  private func selection(root: String, in context: CommandContext) throws -> Set<String>? {
    guard !paths.isEmpty else { return nil }
    let realRoot = RealPath.resolve(root) ?? root
    return try Set(
      paths.map { path in
        // A link inside the dataset keeps its own name; only the folder above it is resolved.
        let full = context.absolutePath(path)
        guard RealPath.resolve(full) != nil else {
          throw BinderyError(.unreadable, "there is no '\(VisibleText.escape(path))'")
        }
        let real = RealPath.resolveFolder(of: full)
        guard RealPath.isInside(real, realRoot) else {
          throw BinderyError(
            .unreadable, "'\(VisibleText.escape(path))' is not in the dataset's folder '\(root)'")
        }
        return real == realRoot ? "" : String(real.dropFirst(realRoot.count + 1))
      })
  }
}
