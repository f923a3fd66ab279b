internal import Archives
internal import Documents

/// The last release of a dataset, as far as the next one has to know it.
struct PreviousRelease {
  let manifest: Manifest
  /// SHA-256 of its `manifest.json`.
  let manifestSHA256: String
  /// The release's folder.
  let folder: String
  /// `nil` where the archive is not in the folder.
  let bundle: PreviousBundle?

  /// Reads the manifest of a release that a catalog in `catalogFolder` names.
  init(_ release: Catalog.Release, catalogFolder: String) throws {
    folder = catalogFolder + "/" + release.path
    let path = folder + "/" + Manifest.fileName
    let bytes: [UInt8]
    do {
      bytes = try FileReader.read(path, maximumByteCount: Limits.maximumCatalogByteCount)
    } catch {
      throw BinderyError(
        .release,
        "cannot compare with release \(release.version): '\(path)' is not there; give --catalog the folder that holds its files, or --version to release without comparing"
      )
    }
    manifestSHA256 = SHA256Sum.of(bytes)
    guard manifestSHA256 == release.manifest else {
      throw BinderyError(
        .release,
        "'\(path)' is not the manifest that the catalog names; restore the release, then run again")
    }
    manifest = try Manifest(bytes, path: path)
    bundle = try PreviousBundle(manifest: manifest, folder: folder)
  }

  var contents: ReleaseContents { ReleaseContents(release: folder, manifest: manifest) }

  /// The names in the header of each CSV table, by the table's file.
  func columns() throws -> [String: Set<String>] {
    var columns: [String: Set<String>] = [:]
    for file in manifest.files where file.mediaType == DataFile.csvMediaType {
      let reader = try GzipReader(
        from: try FileSource(path: folder + "/" + file.path),
        maximumByteCount: file.content?.digest.byteCount ?? file.digest.byteCount)
      var header: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while !header.contains(UInt8(ascii: "\n")) {
        var span = buffer.mutableSpan
        let count = try reader.read(into: &span)
        if count == 0 { break }
        header += buffer[..<count]
      }
      let line = String(decoding: header.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
      columns[file.content?.path ?? file.path] = Set(line.split(separator: ",").map(String.init))
    }
    return columns
  }
}

extension PreviousRelease {
  /// Whether the schemas are those of a dataset; what cannot be seen is taken to be the same.
  func hasSameSchemas(as dataset: Dataset) -> Bool {
    bundle?.hasSameSchemas(as: BundledSchemas(dataset)) ?? true
  }

  /// What became of the schemas since then, for the collections that both have.
  func schemaChanges(_ dataset: Dataset, _ fields: ReleasedFields) throws -> [SchemaChange] {
    let schemas = BundledSchemas(dataset)
    let isOther = !hasSameSchemas(as: dataset)
    var texts: [String: [UInt8]]?
    var changes: [SchemaChange] = []
    for collection in dataset.collections {
      let entry = manifest.collections.first { $0.name == collection.configuration.name }
      guard let entry, let file = collection.schemaFiles.first else { continue }
      // A schema may change in the files that it refers to.
      guard isOther || entry.schemaSHA256 != file.sha256 else { continue }
      if texts == nil { texts = try bundle?.schemas() }
      let isSame = texts.map { texts in
        collection.schemaFiles.allSatisfy { texts[schemas.path(of: $0)] == $0.bytes }
      }
      if isSame == true { continue }
      changes.append(
        SchemaChange(
          collection, since: entry, schemas: texts, fields: fields, version: manifest.version))
    }
    return changes
  }
}
