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

  /// How many consecutive files one job takes at a time.
  private static let batchFileCount = 64

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
    let (walked, unmatched) = try await forEachBatch { files in
      processor.process(files)
    } consume: { result in
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
    _ = try await forEachBatch { files in
      processor.findings(for: table, in: files)
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

  private func forEachBatch<Result: Sendable>(
    work: @escaping @Sendable ([RecordFile]) -> Result, consume: (Result) throws -> Void
  ) async throws -> (walked: Walked, unmatched: [Finding]) {
    var walk = dataset.walk(ignoring: options.outputFolders)
    var walked = Walked()
    let selection = options.selection.map(Selection.init)
    try await OrderedBatches.run(
      jobs: options.jobs,
      next: {
        try options.checkInterruption()
        var files: [RecordFile] = []
        while files.count < Self.batchFileCount, let step = walk.next() {
          switch step {
          case .record(let file):
            if selection?.contains(file.path) ?? true { walked.fileCount += 1 }
            files.append(file)
            // A file of many records is a batch of its own, so that batches stay alike in size.
            if RecordFormat(path: file.path) == .jsonLines { return files }
          case .ignored:
            walked.ignoredPaths += 1
            walked.fileCount += 1
          case .finding(let finding):
            walked.fileCount += 1
            walked.findings.append(finding)
          }
        }
        return files.isEmpty ? nil : files
      },
      work: work, consume: consume)
    return (walked, walk.unmatchedPatterns())
  }

  /// Reads again to find where the values stand that break a rule across records.
  private func findings(for conflicts: IdentityConflicts) async throws -> [Finding] {
    var places: [RecordProcessor.ConflictPlace] = []
    _ = try await forEachBatch { files in
      processor.places(of: conflicts, in: files)
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
