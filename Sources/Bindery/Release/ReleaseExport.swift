internal import Archives
internal import Documents
internal import JSONSchema

/// How an export is carried out.
package struct ExportOptions: Sendable {
  package var run: RunOptions
  /// The folder of all releases, absolute.
  package var output: String
  /// The folder whose catalog names the earlier releases; the output folder where it is `nil`.
  package var catalogFolder: String?
  package var version = VersionRequest.auto
  /// Makes the release a second time, to compare.
  package var reproducibility: ReproducibilityCheck?
  /// Read for `SOURCE_DATE_EPOCH`.
  package var environment: [String: String] = [:]

  package init(run: RunOptions, output: String) {
    self.run = run
    self.output = output
  }
}

/// What came of an export.
package enum ExportOutcome: Sendable {
  /// The dataset has errors; nothing was written.
  case invalid(ValidationReport)
  /// The last release holds the same; nothing was written.
  case unchanged(Version, ValidationReport)
  case written(WrittenRelease, ValidationReport)
}

/// A release that was written.
package struct WrittenRelease: Sendable {
  package let manifest: Manifest
  package let manifestSHA256: String
  package let folder: String
  package let previous: Version?
  package let changes: ReleaseChanges?
  /// The files of the release's folder.
  package let files: [Catalog.Release.File]
}

/// Writes the next release of a dataset: everything into a staging folder, then one rename.
package struct ReleaseExport {
  private let dataset: Dataset
  private let options: ExportOptions

  package init(dataset: Dataset, options: ExportOptions) {
    self.dataset = dataset
    self.options = options
  }

  package func run() async throws -> ExportOutcome {
    for collection in dataset.collections where !collection.schema.shape().isComplete {
      throw BinderyError(
        .release,
        "the schema of '\(collection.name)' combines too many schemas to tell what 'x-export: omit' leaves out; simplify its 'anyOf', 'allOf' and references"
      )
    }
    // Before anything is written: a folder of this run's own would make the tree look changed.
    let source = try await SourceState.read(
      root: dataset.root,
      paths: dataset.sourcePaths + options.run.outputFolders.sorted().map { ":(exclude)\($0)" },
      environment: options.environment)
    let staging = try StagingFolder(output: options.output)
    // Its end removes what was not renamed, so it has to outlive every step.
    defer { withExtendedLifetime(staging) {} }
    let reference = try await options.reproducibility?.export(to: staging.path + "/check")
    let scratchFolder = staging.path + "/scratch"
    try Folder.create(scratchFolder)

    // Where no tables are wanted, what they would hold still describes the dataset.
    let encoders = dataset.collections.map { RecordEncoder($0) }
    let stages = try dataset.collections.map {
      try CollectionStage(name: $0.name, folder: scratchFolder)
    }
    let report = try await ValidationRun(dataset: dataset, options: options.run, encoders: encoders)
      .run { batch in
        for records in batch { try stages[records.collection].append(records) }
      }
    guard report.findings.errorCount == 0 else { return .invalid(report) }

    let catalog = try Catalog.read(folder: options.output)
    let known =
      try options.catalogFolder.map { try Catalog.read(folder: $0) } ?? catalog
    var release = try ReleaseWriter(
      dataset: dataset, source: source, staging: staging, stages: stages,
      layouts: encoders.map(\.layout), options: options.run)
    try release.writeDigests()
    let previous = try known.latest(of: dataset.configuration.name).map {
      try PreviousRelease($0, catalogFolder: options.catalogFolder ?? options.output)
    }
    if let previous, release.manifest.hasSameContent(as: previous.manifest),
      previous.hasSameSchemas(as: dataset)
    {
      return .unchanged(previous.manifest.version, report)
    }
    let changes = try previous.map { try release.changes(since: $0) }
    let version = try options.version.version(after: previous?.manifest.version, changes: changes)
    guard catalog.release(version, of: dataset.configuration.name) == nil else {
      throw BinderyError(
        .version,
        "version \(version) is released already, with other content; a released version never changes"
      )
    }
    let written = try release.finish(
      version: version, previous: previous, changes: changes, output: options.output,
      catalog: catalog, reference: reference)
    return .written(written, report)
  }
}

extension Dataset {
  /// The paths that a release is made from, for git: relative to the dataset's folder.
  var sourcePaths: [String] {
    var paths: Set<String> = [ConfigurationReader.fileName]
    for collection in collections {
      paths.formUnion(collection.schemaFiles.map(\.path))
      paths.formUnion(collection.configuration.include.map(\.content.fixedFolder))
    }
    paths.formUnion(configuration.mounts.map(\.folder))
    return paths.contains("") ? ["."] : paths.sorted()
  }
}
