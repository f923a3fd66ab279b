internal import Archives
internal import Documents
internal import JSONSchema

/// Writes the files of one release into its staging folder.
struct ReleaseWriter {
  private let dataset: Dataset
  private let source: SourceState
  private let staging: StagingFolder
  /// Holds what goes into the tar: everything, not compressed.
  private let bundleFolder: String
  private let options: RunOptions
  private var dataFiles: [DataFile] = []
  /// The header of each CSV table, by the table's file.
  private var columns: [String: Set<String>] = [:]
  /// Complete but for the version, the previous release, and compressed files.
  private(set) var manifest: Manifest

  init(
    dataset: Dataset, source: SourceState, staging: StagingFolder, bundleFolder: String,
    options: RunOptions
  ) {
    self.dataset = dataset
    self.source = source
    self.staging = staging
    self.bundleFolder = bundleFolder
    self.options = options
    let configuration = dataset.configuration
    manifest = Manifest(
      name: configuration.name, version: Version(0, 0, 0), title: configuration.title,
      description: configuration.description, license: configuration.license,
      homepage: configuration.homepage, created: Timestamp.text(source.created),
      commit: source.commit, isClean: source.isClean, previous: nil, collections: [], files: [])
  }

  /// Writes the digests and tables of each collection beside its JSON lines.
  mutating func writeData(_ stages: [CollectionStage]) async throws {
    let schemas = BundledSchemas(dataset)
    for (stage, collection) in zip(stages, dataset.collections) {
      let lines = try stage.finish()
      let digestsPath = "data/\(stage.name).digests"
      let digests = try await stage.writeDigests(
        to: bundleFolder + "/" + digestsPath, options: options)
      manifest.collections.append(
        Manifest.CollectionEntry(
          name: stage.name, recordCount: stage.recordCount, withheldCount: stage.withheldCount,
          schemaPath: schemas.path(of: collection.schemaFiles[0]),
          schemaSHA256: collection.schemaFiles[0].sha256, digest: digests.collection))
      if dataset.configuration.formats.contains(.jsonl) {
        dataFiles.append(
          DataFile(
            path: "data/\(stage.name).jsonl", mediaType: DataFile.jsonLinesMediaType,
            recordCount: stage.recordCount, isCompressed: true, content: lines))
      }
      dataFiles.append(
        DataFile(
          path: digestsPath, mediaType: DataFile.digestsMediaType, recordCount: stage.recordCount,
          isCompressed: false, content: digests.file))
      if dataset.configuration.formats.contains(.csv) { try await writeTables(stage, collection) }
    }
  }

  private mutating func writeTables(
    _ stage: CollectionStage, _ collection: Dataset.Collection
  ) async throws {
    let encoder = CSVEncoder(
      layout: TableLayout(
        plan: ExportPlan(collection.schema.shape()), observed: stage.observed,
        hasBody: stage.hasBody))
    let paths = encoder.layout.tables.map {
      "data/\(encoder.layout.fileName(of: $0, collection: stage.name)).csv"
    }
    let files = try paths.map { try OutputFile(path: bundleFolder + "/" + $0) }
    for (file, header) in zip(files, encoder.headers()) { try file.write(header) }
    var counts = [Int](repeating: 0, count: files.count)
    try await stage.encodeTables(encoder, options: options) { output, rowCounts in
      for index in files.indices {
        try files[index].write(output[index])
        counts[index] += rowCounts[index]
      }
    }
    for index in files.indices {
      columns[paths[index]] = Set(encoder.layout.tables[index].columns)
      dataFiles.append(
        DataFile(
          path: paths[index], mediaType: DataFile.csvMediaType, recordCount: counts[index],
          isCompressed: true, content: try files[index].finish()))
    }
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
    for (name, entry) in new.sorted(by: { $0.key < $1.key }) {
      guard let before = old[name] else { continue }
      if before.digest != entry.digest {
        changes.records[name] = try recordCounts(of: name, since: previous)
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

  private func recordCounts(
    of collection: String, since previous: PreviousRelease
  ) throws -> ReleaseChanges.Counts {
    let old = try previous.recordDigests(of: collection)
    let path = bundleFolder + "/data/\(collection).digests"
    let bytes = try FileReader.read(path, maximumByteCount: Limits.maximumDigestsByteCount)
    guard let new = ChecksumFile.parse(bytes) else {
      throw BinderyError(.release, "'\(path)' changed while it was being read; export again")
    }
    var counts = ReleaseChanges.Counts()
    for (key, digest) in new {
      if let before = old[key] {
        if before != digest { counts.changed += 1 }
      } else {
        counts.added += 1
      }
    }
    counts.removed = old.keys.count { new[$0] == nil }
    return counts
  }

  /// Completes the release and gives it its name, then the catalog its entry.
  mutating func finish(
    version: Version, previous: PreviousRelease?, changes: ReleaseChanges?, output: String,
    catalog: Catalog
  ) throws -> WrittenRelease {
    let name = manifest.name
    manifest.version = version
    manifest.previous = previous.map {
      Manifest.Previous(version: $0.manifest.version, manifest: $0.manifestSHA256)
    }
    let releaseFolder = staging.path + "/release"
    try Folder.create(releaseFolder + "/data")
    var sums: [String: FileDigest] = [:]
    for file in dataFiles { try add(file, releaseFolder, &sums) }
    manifest.files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }

    let manifestBytes = manifest.json.text
    let manifestDigest = try write(manifestBytes, to: releaseFolder + "/" + Manifest.fileName)
    sums[Manifest.fileName] = manifestDigest
    let archive = "\(name)-\(version).tar.gz"
    sums[archive] = try writeArchive(
      releaseFolder + "/" + archive, manifestBytes: manifestBytes, version: version)
    _ = try write(
      ChecksumFile.text(sums.mapValues(\.sha256)), to: releaseFolder + "/" + ChecksumFile.name)

    let files = sums.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { Catalog.Release.File(path: $0.key, digest: $0.value) }
    try options.checkInterruption()
    try Folder.synchronize(releaseFolder + "/data")
    try Folder.synchronize(releaseFolder)
    let destination = "\(output)/\(name)/\(version)"
    try place(releaseFolder, at: destination)
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

  /// Puts a data file into the release's folder, compressed where it is worth it.
  private mutating func add(
    _ file: DataFile, _ releaseFolder: String, _ sums: inout [String: FileDigest]
  ) throws {
    let source = bundleFolder + "/" + file.path
    let path = file.isCompressed ? file.path + ".gz" : file.path
    let output = try OutputFile(path: releaseFolder + "/" + path)
    if file.isCompressed {
      let gzip = try GzipWriter(
        to: output, level: dataset.configuration.compressionLevel, jobs: options.jobs)
      try copy(source, to: gzip)
      try gzip.finish()
    } else {
      try copy(source, to: output)
    }
    let digest = try output.finish()
    sums[path] = digest
    manifest.files.append(
      Manifest.FileEntry(
        path: path, digest: digest,
        mediaType: file.mediaType,
        recordCount: file.recordCount,
        content: file.isCompressed ? .init(path: file.path, digest: file.content) : nil))
  }

  /// Writes the tar: one top folder, names sorted by bytes.
  private func writeArchive(
    _ path: String, manifestBytes: [UInt8], version: Version
  ) throws -> FileDigest {
    let texts = BundleTexts(dataset: dataset, manifest: manifest, manifestBytes: manifestBytes)
    var sums: [String: String] = [:]
    for (name, bytes) in texts.files { sums[name] = SHA256Sum.of(bytes) }
    for file in dataFiles { sums[file.path] = file.content.sha256 }
    var members = texts.files
    members[ChecksumFile.name] = ChecksumFile.text(sums)

    let output = try OutputFile(path: path)
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
        try tar.addFile("\(top)/\(entry)", byteCount: file.content.byteCount)
        try copy(bundleFolder + "/" + entry, to: tar)
      }
    }
    try tar.finish()
    try gzip.finish()
    return try output.finish()
  }

  private func copy(_ path: String, to sink: any ByteSink) throws {
    try FileSource(path: path).forEachChunk { chunk in
      try options.checkInterruption()
      try sink.write(chunk)
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
    let file = try OutputFile(path: path)
    try file.write(bytes)
    return try file.finish()
  }

  /// Renames the finished folder.
  ///
  /// A folder that is there already is no release: the catalog does not name it, so a run died
  /// between the two steps.
  private func place(_ folder: String, at destination: String) throws {
    try Folder.create(Folder.parent(of: destination))
    if FileKind.isDirectory(destination) {
      try Folder.rename(destination, to: staging.path + "/abandoned")
    }
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
