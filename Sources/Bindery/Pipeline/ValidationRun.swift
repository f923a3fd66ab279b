internal import Documents

/// What a run found, and how much it looked at.
public struct ValidationReport: Sendable {
  /// Files under the collections' folders, whether records or ignored or unclaimed.
  public var fileCount = 0
  public var recordCount = 0
  /// Files that a line of the configuration skips.
  public var ignoredCount = 0
  /// The bytes of all records.
  public var byteCount = 0
  public var findings: FindingCollection
  /// What the network said; `nil` where it was not asked.
  package var online: OnlineSummary?
  /// The changes that would make declared sizes of images right, where they were asked for.
  package var edits: [SizeEdit] = []
  /// Files of which is known from an earlier run what they come to.
  package var replayedCount = 0
  /// How much a contribution changes; `nil` where all was looked at, or what was named.
  package var changes: ChangeSummary?

  public init(maximumFindingCount: Int = .max) {
    findings = FindingCollection(limit: maximumFindingCount)
  }
}

/// What a run that looks at a contribution did not look at, and what it could not.
package struct ChangeSummary: Sendable {
  /// Files of records that are as the base has them.
  package var unchangedFileCount = 0
  /// Files of records that the contribution removes.
  package var deletedFileCount = 0
}

/// How a run is carried out.
package struct RunOptions: Sendable {
  /// How many batches of files are worked on at once.
  package var jobs: Int
  package var maximumFindingCount = Int.max
  /// Only findings of these files, and of files in these folders, are reported; `nil` for all.
  package var selection: Set<String>?
  /// Only findings of what a contribution changes, and what it causes elsewhere, are reported.
  package var contribution: Contribution?
  /// Whether changes that would make declared sizes of images right are collected.
  package var collectsEdits = false
  /// The beginning of the run, where it was made before, with the same options.
  package var beginning: Task<RunBeginning, Never>?
  /// Folders that releases are written to, relative to the dataset's folder.
  package var outputFolders: Set<String> = ["Exports"]
  /// How the network is asked; `nil` for a run that stays off it.
  package var online: OnlineOptions?
  /// Whether the cache may be used, in which files are looked up that have not changed since an earlier
  /// run; `nil` for a run without it.
  package var cacheTrust: CacheTrust?
  /// Told what a person should know, and what is no part of the report.
  package var warn: @Sendable (String) -> Void = { _ in }
  /// Called now and then with the number of files done.
  package var progress: @Sendable (Int) -> Void = { _ in }
  /// Asked between batches; a run that is told to stop throws `BinderyError.interrupted`.
  package var isInterrupted: @Sendable () -> Bool = { false }

  package init(jobs: Int) { self.jobs = jobs }

  /// Ends a run that was told to stop.
  func checkInterruption() throws {
    if isInterrupted() { throw BinderyError(.interrupted, "interrupted; nothing was written") }
  }
}

/// One pass over all records of a dataset.
package struct ValidationRun {
  private let dataset: Dataset
  private let options: RunOptions
  private let processor: RecordProcessor
  private let scope: ChangeScope

  package init(dataset: Dataset, options: RunOptions) {
    self.init(dataset: dataset, options: options, encoders: nil)
  }

  init(dataset: Dataset, options: RunOptions, encoders: [RecordEncoder]?) {
    self.dataset = dataset
    self.options = options
    scope = ChangeScope(options, dataset: dataset)
    processor = RecordProcessor(
      dataset: dataset, encoders: encoders, scope: scope,
      isOnline: options.online != nil, collectsEdits: options.collectsEdits)
  }

  /// Validates and checks every record.
  package func validate() async throws -> ValidationReport { try await run { _ in } }

  /// Passes the encoded records of each batch on, in the order of the files' paths.
  func run(_ consume: ([EncodedRecords]) throws -> Void) async throws -> ValidationReport {
    var report = ValidationReport(maximumFindingCount: options.maximumFindingCount)
    report.findings.insert(contentsOf: dataset.warnings)
    var identities = IdentityIndex()
    var questions: Set<WebQuestion> = []
    var usedFiles: Set<Identity> = []
    var doneCount = 0
    var touchedPaths: Set<String> = []
    options.beginning?.cancel()
    let beginning: RunBeginning
    if let task = options.beginning {
      beginning = await task.value
    } else {
      beginning = await .make(dataset, options)
    }
    let cache = replaysFiles ? beginning.cache : nil
    let leaves = cache.map { ValidationCache($0, dataset: dataset) }
    let cachingProcessor = cache.map {
      CachingProcessor(processor, dataset: dataset, start: $0.start)
    }
    let walked = try await forEachBatch(of: beginning.walk, leaves) { [processor] batch in
      cachingProcessor?.process(batch) ?? processor.process(batch.files)
    } consume: { result in
      leaves?.update(result.cache)
      report.replayedCount += result.replayedCount
      touchedPaths.formUnion(result.touchedPaths)
      report.recordCount += result.recordCount
      report.byteCount += result.byteCount
      report.findings.insert(contentsOf: result.findings)
      identities.insert(result.identities)
      questions.formUnion(result.questions)
      usedFiles.formUnion(result.usedFiles)
      report.edits += result.edits
      try consume(result.encoded)
      doneCount += result.fileCount
      options.progress(doneCount)
    }
    leaves?.finish()
    beginning.memory?.finish()
    beginning.cache?.close()
    report.findings.insert(contentsOf: walked.findings + wanted(walked.unmatchedPatterns))
    if let contribution = options.contribution {
      let review = ContributionReview(
        dataset: dataset, contribution: contribution, files: walked.files.contributed)
      report.findings.insert(contentsOf: try await review.findings())
    }
    report.ignoredCount = walked.ignoredCount
    report.fileCount = walked.fileCount + touchedPaths.count
    if let contribution = options.contribution {
      var claims = ClaimSearch(dataset.configuration)
      report.changes = ChangeSummary(
        unchangedFileCount: walked.files.unselectedCount - touchedPaths.count,
        deletedFileCount: contribution.deleted.count {
          claims.collection(claiming: $0.path) != nil
        })
    }
    if dataset.configuration.images.reportsUnused, options.selection == nil, scope.isEverything {
      report.findings.insert(contentsOf: UnusedImages.findings(dataset, used: usedFiles))
    }
    let conflicts = identities.conflicts()
    if !conflicts.isEmpty {
      report.findings.insert(contentsOf: try await findings(for: conflicts, touched: touchedPaths))
    }
    if let online = options.online { try await ask(questions, online, &report) }
    report.findings.sort()
    return report
  }

  /// Whether so many files are looked at that it is worth while to look up what they came to.
  private var replaysFiles: Bool {
    options.contribution == nil || scope.isEverything || processor.comparesRecords
  }

  /// Asks the network, and reports what it said at each place that asked.
  private func ask(
    _ questions: Set<WebQuestion>, _ online: OnlineOptions, _ report: inout ValidationReport
  ) async throws {
    let stage = OnlineStage(
      dataset: dataset, options: online, isInterrupted: options.isInterrupted)
    let (answers, memoryProblem) = try await stage.answers(to: questions)
    report.online = OnlineSummary(answers, memoryProblem: memoryProblem)
    let suppressions = SuppressionTable(
      dataset.configuration.links.suppressions, now: online.now)
    if options.selection == nil {
      report.findings.insert(
        contentsOf: suppressions.findings(
          for: questions.lazy.map(\.url), path: ConfigurationReader.fileName))
    }
    let table = AnswerTable(answers, suppressions: suppressions, now: online.now)
    _ = try await forEachBatch(of: newWalk()) { [processor] batch in
      processor.findings(for: table, in: batch.files)
    } consume: {
      report.findings.insert(contentsOf: $0.findings)
      report.edits += $0.edits
    }
  }

  /// What a walk came across.
  private struct Walked {
    var findings: [Finding] = []
    var ignoredCount = 0
    var files = SelectedFiles()
    var unmatchedPatterns: [(glob: Glob, finding: Finding)] = []

    /// Files that are looked at, and those that are not looked at for a reason.
    var fileCount: Int { files.selectedCount + ignoredCount + coverageCount }
    /// Files that cannot be claimed.
    var coverageCount = 0
  }

  private func newWalk() -> PrefetchedWalk {
    PrefetchedWalk(dataset.walk(ignoring: options.outputFolders))
  }

  /// Walks the dataset and works on its files.
  private func forEachBatch<Result: Sendable>(
    of walk: PrefetchedWalk, _ cache: ValidationCache? = nil,
    work: @escaping @Sendable (FileBatch) -> Result, consume: (Result) throws -> Void
  ) async throws -> Walked {
    var walked = Walked()
    var batches = FileBatcher(walk, cache)
    try await OrderedBatches.run(
      jobs: options.jobs,
      next: {
        try options.checkInterruption()
        return batches.next()
      },
      work: { [scope] batch in
        var batch = batch
        let selected = scope.select(in: &batch.files)
        return (selected, work(batch))
      },
      consume: { selected, result in
        walked.files.add(selected)
        try consume(result)
      })
    var scope = scope
    walked.ignoredCount = batches.ignoredCount
    walked.coverageCount = batches.findings.count
    walked.findings = batches.findings.filter { scope.contains($0.location.path) }
    walked.unmatchedPatterns = batches.unmatchedPatterns()
    return walked
  }

  /// The findings about patterns without a file, as far as they are wanted.
  private func wanted(_ unmatched: [(glob: Glob, finding: Finding)]) -> [Finding] {
    unmatched.filter { glob, finding in
      guard let contribution = options.contribution, !scope.isEverything else {
        return options.selection.map { Selection($0).contains(finding.location.path) } ?? true
      }
      return contribution.deleted.contains { glob.matches($0.path) }
    }
    .map(\.finding)
  }

  /// Reads again to find where the values stand that break a rule across records.
  ///
  /// - Parameters:
  ///   - conflicts: The values.
  ///   - touched: Files that are looked at though they are not selected.
  /// - Returns: The findings of files that are looked at.
  /// - Throws: Where the run is told to stop, or a file cannot be read.
  private func findings(
    for conflicts: IdentityConflicts, touched: Set<String>
  ) async throws -> [Finding] {
    var places: [RecordProcessor.ConflictPlace] = []
    _ = try await forEachBatch(of: newWalk()) { [processor] batch in
      processor.places(of: conflicts, in: batch.files)
    } consume: {
      places += $0
    }
    let found = Finding.conflicts(at: places, dataset: dataset)
    func isLookedAt(_ file: RecordFile) -> Bool { file.isSelected || touched.contains(file.path) }
    let selected = found.filter { isLookedAt($0.place.file) }.map(\.finding)
    guard let contribution = options.contribution, selected.count < found.count else {
      return selected
    }
    let causes = ConflictCauses(dataset: dataset, processor: processor, contribution: contribution)
    return selected
      + (try await causes.findings(
        found.filter { !isLookedAt($0.place.file) }, places: places, conflicts: conflicts))
  }
}

/// Some of a dataset's files: by path, or by a folder above them.
struct Selection: Sendable {
  private let paths: Set<String>

  init(_ paths: Set<String>) { self.paths = paths }

  func contains(_ path: String) -> Bool {
    if paths.contains(path) || paths.contains("") { return true }
    var folder = path[...]
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      if paths.contains(String(folder)) { return true }
    }
    return false
  }
}
