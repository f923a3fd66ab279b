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

  public init(maximumFindingCount: Int = .max) {
    findings = FindingCollection(limit: maximumFindingCount)
  }
}

/// How a run is carried out.
package struct RunOptions: Sendable {
  /// How many batches of files are worked on at once.
  package var jobs: Int
  package var maximumFindingCount = Int.max
  /// Only findings of these files, and of files in these folders, are reported; `nil` for all.
  package var selection: Set<String>?
  /// Whether changes that would make declared sizes of images right are collected.
  package var collectsEdits = false
  /// Folders that releases are written to, relative to the dataset's folder.
  package var outputFolders: Set<String> = ["Exports"]
  /// How the network is asked; `nil` for a run that stays off it.
  package var online: OnlineOptions?
  /// Whether files that have not changed since an earlier run are looked up in the cache.
  package var usesCache = false
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

  package init(dataset: Dataset, options: RunOptions) {
    self.init(dataset: dataset, options: options, encoders: nil)
  }

  init(dataset: Dataset, options: RunOptions, encoders: [RecordEncoder]?) {
    self.dataset = dataset
    self.options = options
    processor = RecordProcessor(
      dataset: dataset, encoders: encoders, selection: options.selection.map(Selection.init),
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
    let cache = await openCache()
    let cachingProcessor = cache.map {
      CachingProcessor(processor, dataset: dataset, start: $0.start)
    }
    let (walked, unmatched) = try await forEachBatch(cache) { [processor] batch in
      cachingProcessor?.process(batch.files, leaf: batch.leaf) ?? processor.process(batch.files)
    } consume: { result in
      cache?.update(result.cache)
      report.replayedCount += result.replayedCount
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
    cache?.finish()
    let selection = options.selection.map(Selection.init)
    let coverage = (walked.findings + unmatched).filter {
      selection?.contains($0.location.path) ?? true
    }
    report.findings.insert(contentsOf: coverage)
    report.ignoredCount = walked.ignoredPaths
    report.fileCount = walked.fileCount
    if dataset.configuration.images.reportsUnused, selection == nil {
      report.findings.insert(contentsOf: UnusedImages.findings(dataset, used: usedFiles))
    }
    let conflicts = identities.conflicts()
    if !conflicts.isEmpty {
      let found = try await findings(for: conflicts)
      report.findings.insert(
        contentsOf: found.filter { selection?.contains($0.location.path) ?? true })
    }
    if let online = options.online { try await ask(questions, online, &report) }
    report.findings.sort()
    return report
  }

  /// The cache, unless the run needs more of each record than is remembered.
  private func openCache() async -> ValidationCache? {
    guard options.usesCache, options.online == nil, !options.collectsEdits else { return nil }
    return await ValidationCache.open(for: dataset, warn: options.warn)
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
    _ = try await forEachBatch { [processor] batch in
      processor.findings(for: table, in: batch.files)
    } consume: {
      report.findings.insert(contentsOf: $0)
    }
  }

  /// What a walk came across besides records.
  private struct Walked {
    var findings: [Finding] = []
    var ignoredPaths = 0
    var fileCount = 0
  }

  /// Walks the dataset; where there is a cache, a batch has the files of one of its leaves.
  private func forEachBatch<Result: Sendable>(
    _ cache: ValidationCache? = nil, work: @escaping @Sendable (FileBatch) -> Result,
    consume: (Result) throws -> Void
  ) async throws -> (walked: Walked, unmatched: [Finding]) {
    var walk = dataset.walk(ignoring: options.outputFolders)
    var walked = Walked()
    var batches = FileBatcher(cache)
    let selection = options.selection.map(Selection.init)
    try await OrderedBatches.run(
      jobs: options.jobs,
      next: {
        try options.checkInterruption()
        while let step = walk.next() {
          switch step {
          case .record(let file):
            if selection?.contains(file.path) ?? true { walked.fileCount += 1 }
            if let batch = batches.add(file) { return batch }
          case .ignored:
            walked.ignoredPaths += 1
            walked.fileCount += 1
          case .finding(let finding):
            walked.fileCount += 1
            walked.findings.append(finding)
          }
        }
        return batches.last()
      },
      work: work, consume: consume)
    return (walked, walk.unmatchedPatterns())
  }

  /// Reads again to find where the values stand that break a rule across records.
  private func findings(for conflicts: IdentityConflicts) async throws -> [Finding] {
    var places: [RecordProcessor.ConflictPlace] = []
    _ = try await forEachBatch { [processor] batch in
      processor.places(of: conflicts, in: batch.files)
    } consume: {
      places += $0
    }
    return Finding.conflicts(at: places, dataset: dataset)
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
