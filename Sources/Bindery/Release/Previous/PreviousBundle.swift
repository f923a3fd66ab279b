internal import Archives

/// What the archive of the last release holds beside its data, read without unpacking it.
///
/// Its members are sorted by name, so the changelog and the checksums stand before the data and
/// take a few kilobytes to read. Only where a schema is not the one of those checksums is the
/// archive read on to its end, where the schemas stand.
struct PreviousBundle {
  private let path: String
  /// SHA-256 of each file in the bundle, by path.
  private let checksums: [String: String]
  /// `CHANGELOG.md`, where there is one.
  let changelog: [UInt8]?

  /// Opens the archive of a release in its folder; `nil` where it is not there.
  init?(manifest: Manifest, folder: String) throws {
    path = "\(folder)/\(manifest.name)-\(manifest.version).tar.gz"
    guard FileKind.isFile(path) else { return nil }
    let names: Set<String> = [ChecksumFile.name, Changelog.fileName]
    let texts = try Self.files(
      of: path, where: names.contains, until: { $0.hasPrefix("data/") })
    changelog = texts[Changelog.fileName]
    guard let sums = texts[ChecksumFile.name].flatMap(ChecksumFile.parse) else {
      throw BinderyError(
        .release, "'\(path)' holds no checksums; restore the release, then run again")
    }
    checksums = Dictionary(
      sums.map { (String(decoding: $0.key, as: UTF8.self), $0.value) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Whether the bundle holds these schemas and no others.
  func hasSameSchemas(as schemas: BundledSchemas) -> Bool {
    let now = Dictionary(
      schemas.files.map { (schemas.path(of: $0), $0.sha256) },
      uniquingKeysWith: { first, _ in first })
    return now == checksums.filter { $0.key.hasPrefix(BundledSchemas.folder) }
  }

  /// The texts of all schemas, by path.
  func schemas() throws -> [String: [UInt8]] {
    try Self.files(of: path, where: { $0.hasPrefix(BundledSchemas.folder) }, until: { _ in false })
  }

  private static func files(
    of path: String, where isWanted: (String) -> Bool, until isBehind: (String) -> Bool
  ) throws -> [String: [UInt8]] {
    let reader = try TarReader(
      path: path,
      limits: .init(
        maximumEntryCount: Limits.maximumBundleEntryCount,
        maximumByteCount: Limits.maximumBundleByteCount))
    var files: [String: [UInt8]] = [:]
    var byteCount = 0
    while let entry = try reader.next() {
      let name = entry.name.split(separator: "/").dropFirst().joined(separator: "/")
      if isBehind(name) { break }
      guard entry.kind == .file, isWanted(name) else { continue }
      byteCount += entry.byteCount
      guard byteCount <= Limits.maximumCatalogByteCount else {
        throw BinderyError(.release, "'\(path)' holds texts that are too large")
      }
      var bytes: [UInt8] = []
      try reader.forEachChunk { chunk in
        for index in chunk.indices { bytes.append(chunk[index]) }
      }
      files[name] = bytes
    }
    return files
  }
}
