internal import Archives
internal import Documents
internal import JSONSchema

/// Writes the files of one release into its staging folder.
struct ReleaseWriter {
  private let dataset: Dataset
  private let source: SourceState
  private let staging: StagingFolder
  /// The release's folder before it gets its name.
  private let folder: String
  private let stages: [CollectionStage]
  /// The tables of each collection.
  private let layouts: [TableLayout]
  private let options: RunOptions
  private var dataFiles: [DataFile] = []
  /// The digests of the files in the release's folder.
  private var sums: [String: FileDigest] = [:]
  /// Complete but for the version, the previous release, and the files.
  private(set) var manifest: Manifest

  init(
    dataset: Dataset, source: SourceState, staging: StagingFolder, stages: [CollectionStage],
    layouts: [TableLayout], options: RunOptions
  ) throws {
    self.dataset = dataset
    self.source = source
    self.staging = staging
    self.stages = stages
    self.layouts = layouts
    self.options = options
    folder = staging.path + "/release"
    try Folder.createReadable(folder)
    try Folder.createReadable(folder + "/data")
    let configuration = dataset.configuration
    manifest = Manifest(
      name: configuration.name, version: Version(0, 0, 0), title: configuration.title,
      description: configuration.description, license: configuration.license,
      homepage: configuration.homepage, created: Timestamp.text(source.created),
      commit: source.commit, isClean: source.isClean, previous: nil, collections: [], files: [])
  }

  /// Writes the digests of each collection's records, which tell what changed.
  mutating func writeDigests() throws {
    let schemas = BundledSchemas(dataset)
    for (stage, collection) in zip(stages, dataset.collections) {
      let path = "data/\(stage.name).digests"
      let digest = try stage.writeDigests(to: folder + "/" + path, options: options)
      manifest.collections.append(
        Manifest.CollectionEntry(
          name: stage.name, recordCount: stage.recordCount, withheldCount: stage.withheldCount,
          schemaPath: schemas.path(of: collection.schemaFiles[0]),
          schemaSHA256: collection.schemaFiles[0].sha256, digest: digest.collection))
      dataFiles.append(
        DataFile(
          path: path, mediaType: DataFile.digestsMediaType, recordCount: stage.recordCount,
          isCompressed: false, content: digest.file))
      add(dataFiles[dataFiles.count - 1], digest.file)
    }
  }

  /// Writes the JSON lines and the tables of each collection, compressed.
  private mutating func writeData() throws {
    for (stage, layout) in zip(stages, layouts) {
      if dataset.configuration.formats.contains(.jsonl) {
        try compress(
          "data/\(stage.name).jsonl", DataFile.jsonLinesMediaType, recordCount: stage.recordCount
        ) { try stage.forEachLineChunk($0) }
      }
      if dataset.configuration.formats.contains(.csv) { try writeTables(of: stage, layout) }
    }
  }

  private mutating func writeTables(of stage: CollectionStage, _ layout: TableLayout) throws {
    for (table, name) in zip(layout.tables, layout.fileNames(collection: stage.name)) {
      try compress(
        "data/\(name).csv", DataFile.csvMediaType,
        recordCount: table.parent == nil ? stage.recordCount : stage.rowCount(of: table)
      ) { try stage.forEachRowChunk(of: table, $0) }
    }
    if stage.exceptionCount > 0 {
      try compress(
        "data/\(stage.name).\(CellException.fileSuffix).csv", DataFile.csvMediaType,
        recordCount: stage.exceptionCount
      ) { try stage.forEachExceptionChunk($0) }
    }
  }

  /// Writes one data file, compressed, into the release's folder.
  private mutating func compress(
    _ path: String, _ mediaType: String, recordCount: Int,
    _ content: ((Span<UInt8>) throws -> Void) throws -> Void
  ) throws {
    let output = try OutputFile(path: "\(folder)/\(path).gz", isReadable: true)
    let gzip = try GzipWriter(
      to: output, level: dataset.configuration.compressionLevel, jobs: options.jobs)
    var meter = DigestMeter()
    try content { chunk in
      try options.checkInterruption()
      meter.add(chunk)
      try gzip.write(chunk)
    }
    try gzip.finish()
    let file = DataFile(
      path: path, mediaType: mediaType, recordCount: recordCount, isCompressed: true,
      content: meter.digest)
    dataFiles.append(file)
    add(file, try output.finish())
  }

  /// Notes a file of the release's folder.
  private mutating func add(_ file: DataFile, _ digest: FileDigest) {
    sums[file.releasePath] = digest
    manifest.files.append(
      Manifest.FileEntry(
        path: file.releasePath, digest: digest, mediaType: file.mediaType,
        recordCount: file.recordCount,
        content: file.isCompressed ? .init(path: file.path, digest: file.content) : nil))
  }

  /// Compares with the last release, record by record.
  func changes(since previous: PreviousRelease) throws -> ReleaseChanges {
    var changes = ReleaseChanges()
    let old = Dictionary(
      previous.manifest.collections.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(
      manifest.collections.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    changes.addedCollections = new.keys.filter { old[$0] == nil }.sorted()
    changes.removedCollections = old.keys.filter { new[$0] == nil }.sorted()
    try changes.addRecords(
      since: previous.contents, now: ReleaseContents(release: folder, manifest: manifest))
    var columns: [String: Set<String>] = [:]
    for (stage, layout) in zip(stages, layouts)
    where dataset.configuration.formats.contains(.csv) {
      for (table, name) in zip(layout.tables, layout.fileNames(collection: stage.name)) {
        columns["data/\(name).csv"] = Set(table.columns.map(\.name))
          .subtracting([ReservedMember.body.rawValue])
      }
    }
    let columnsBefore = try previous.columns()
    for (path, names) in columnsBefore {
      guard let now = columns[path] else { continue }
      changes.addedFields += now.subtracting(names).sorted()
    }
    changes.schemas = try previous.schemaChanges(
      dataset, ReleasedFields(columns: columnsBefore.isEmpty ? nil : columnsBefore))
    changes.addedFields.sort()
    changes.isDescriptionChanged =
      [manifest.title, manifest.description, manifest.license, manifest.homepage]
      != [
        previous.manifest.title, previous.manifest.description, previous.manifest.license,
        previous.manifest.homepage,
      ]
    return changes
  }

  /// Completes the release and gives it its name, then the catalog its entry.
  ///
  /// Where there is a `reference`, another output folder, the release must be the same there.
  mutating func finish(
    version: Version, previous: PreviousRelease?, changes: ReleaseChanges?, output: String,
    catalog: Catalog, reference: String?
  ) throws -> WrittenRelease {
    let name = manifest.name
    manifest.version = version
    manifest.previous = previous.map {
      Manifest.Previous(version: $0.manifest.version, manifest: $0.manifestSHA256)
    }
    try writeData()
    manifest.files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }

    let manifestBytes = manifest.json.text
    let manifestDigest = try write(manifestBytes, to: folder + "/" + Manifest.fileName)
    sums[Manifest.fileName] = manifestDigest
    let archive = "\(name)-\(version).tar.gz"
    let texts = BundleTexts(
      schemas: BundledSchemas(dataset), release: description, manifestBytes: manifestBytes,
      changelog: try changelog(changes, previous: previous))
    sums[archive] = try writeArchive(folder + "/" + archive, texts, version: version)
    _ = try write(
      ChecksumFile.text(sums.mapValues(\.sha256)), to: folder + "/" + ChecksumFile.name)

    let files = sums.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { Catalog.Release.File(path: $0.key, digest: $0.value) }
    try options.checkInterruption()
    try reference.map { try FolderComparison.requireSame(folder, as: "\($0)/\(name)/\(version)") }
    try Folder.synchronize(folder + "/data")
    try Folder.synchronize(folder)
    let destination = "\(output)/\(name)/\(version)"
    try place("\(name)/\(version)", in: output)
    try writeCatalog(
      catalog,
      adding: Catalog.Release(
        version: version, created: manifest.created, recordCount: manifest.recordCount,
        manifest: manifestDigest.sha256, path: "\(name)/\(version)", files: files),
      output: output)
    return WrittenRelease(
      manifest: manifest, manifestSHA256: manifestDigest.sha256, folder: destination,
      previous: previous?.manifest.version, changes: changes, files: files)
  }

  private var description: ReleaseDescription {
    let tables = zip(zip(stages, layouts), dataset.collections).flatMap {
      DescribedTable.all(of: $0.0, $0.1, $1)
    }
    return ReleaseDescription(
      configuration: dataset.configuration, manifest: manifest, tables: tables,
      exceptionCounts: Dictionary(
        stages.map { ($0.name, $0.exceptionCount) }, uniquingKeysWith: { first, _ in first }),
      collectionsWithWordKeys: Set(stages.filter(\.hasWordKeys).map(\.name)))
  }

  private func changelog(
    _ changes: ReleaseChanges?, previous: PreviousRelease?
  ) throws -> [UInt8] {
    var changes = changes
    if let previous {
      try changes?.addTitles(
        since: previous.contents, now: ReleaseContents(release: folder, manifest: manifest),
        scratch: staging.path)
    }
    return Changelog.text(manifest, changes, previous: previous)
  }

  /// Writes the tar: one top folder, names sorted by bytes.
  private func writeArchive(
    _ path: String, _ texts: BundleTexts, version: Version
  ) throws -> FileDigest {
    var sums: [String: String] = [:]
    for (name, bytes) in texts.files { sums[name] = SHA256Sum.of(bytes) }
    for file in dataFiles { sums[file.path] = file.content.sha256 }
    var members = texts.files
    members[ChecksumFile.name] = ChecksumFile.text(sums)

    let output = try OutputFile(path: path, isReadable: true)
    let gzip = try GzipWriter(
      to: output, level: dataset.configuration.compressionLevel, jobs: options.jobs)
    let tar = try TarWriter(to: gzip, modified: source.created)
    let top = "\(manifest.name)-\(version)"
    let names = Array(members.keys) + dataFiles.map(\.path)
    let entries = (names + folders(of: names).map { $0 + "/" })
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    try tar.addDirectory(top)
    for entry in entries {
      if entry.hasSuffix("/") {
        try tar.addDirectory("\(top)/\(entry.dropLast())")
      } else if let bytes = members[entry] {
        try tar.addFile("\(top)/\(entry)", byteCount: bytes.count)
        try tar.write(bytes.span)
      } else if let file = dataFiles.first(where: { $0.path == entry }) {
        try add(file, as: "\(top)/\(entry)", to: tar, gzip)
      }
    }
    try tar.finish()
    try gzip.finish()
    return try output.finish()
  }

  /// Adds a data file to the tar; what is compressed already is not compressed again.
  private func add(
    _ file: DataFile, as name: String, to tar: TarWriter, _ gzip: GzipWriter
  ) throws {
    try options.checkInterruption()
    let source = try FileSource(path: folder + "/" + file.releasePath)
    if file.isCompressed {
      try tar.addFile(name, byteCount: file.content.byteCount) {
        try gzip.append(source, contentByteCount: file.content.byteCount)
      }
    } else {
      try tar.addFile(name, byteCount: file.content.byteCount)
      try source.forEachChunk { try tar.write($0) }
    }
  }

  private func folders(of names: [String]) -> Set<String> {
    var folders: Set<String> = []
    for name in names {
      var folder = name[...]
      while let slash = folder.lastIndex(of: "/") {
        folder = folder[..<slash]
        folders.insert(String(folder))
      }
    }
    return folders
  }

  private func write(_ bytes: [UInt8], to path: String) throws -> FileDigest {
    let file = try OutputFile(path: path, isReadable: true)
    try file.write(bytes)
    return try file.finish()
  }

  /// Renames the finished folder to its name below the output folder.
  private func place(_ release: String, in output: String) throws {
    let destination = output + "/" + release
    guard !FileKind.exists(destination) else {
      throw BinderyError(
        .release,
        "'\(destination)' is there already, although the catalog does not name it; restore \(Catalog.fileName), or move the folder away"
      )
    }
    try Folder.createReadable(Folder.parent(of: destination))
    try staging.announce(release)
    try Folder.rename(folder, to: destination)
  }

  private func writeCatalog(
    _ catalog: Catalog, adding release: Catalog.Release, output: String
  ) throws {
    var catalog = catalog
    catalog.insert(release, name: manifest.name, title: manifest.title)
    let path = staging.path + "/" + Catalog.fileName
    _ = try write(catalog.json.text, to: path)
    try Folder.rename(path, to: output + "/" + Catalog.fileName)
  }
}
