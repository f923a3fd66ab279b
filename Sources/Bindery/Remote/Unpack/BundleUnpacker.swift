internal import Archives

/// Unpacks a release's `.tar.gz` into an empty folder, and holds each file against the manifest.
///
/// Only plain files and folders are made, by this code and not by libarchive's: each name is
/// checked first, a file must not be there yet, and nothing is ever a link. So no entry can lead
/// out of the folder, whatever came before it.
struct BundleUnpacker {
  /// The folder, absolute; it is there and empty.
  private let folder: String
  private let release: Catalog.Release
  private let manifest: Manifest
  /// The archive's name, for messages.
  private let archive: String
  private let checkInterruption: @Sendable () throws -> Void
  /// What the manifest says of each data file, by its path.
  private let expected: [String: FileDigest]
  private var names = EntryNames()
  private var written: [String: FileDigest] = [:]

  init(
    folder: String, release: Catalog.Release, manifest: Manifest, archive: String,
    checkInterruption: @escaping @Sendable () throws -> Void
  ) {
    self.folder = folder
    self.release = release
    self.manifest = manifest
    self.archive = archive
    self.checkInterruption = checkInterruption
    expected = manifest.bundledDataFiles
  }

  /// Unpacks all of `source`.
  mutating func unpack(_ source: any ByteSource) throws {
    do {
      let reader = try TarReader(from: source, limits: limits)
      while let entry = try reader.next() { try add(entry, reader) }
    } catch let error as ArchiveError {
      throw refusal("is damaged: \(error)")
    }
    try compareWithChecksums()
  }

  /// The archive holds the data files, and texts of limited length.
  private var limits: TarReader.Limits {
    let entryCount = min(
      manifest.files.count * 2 + Limits.maximumBundleTextCount, Limits.maximumBundleEntryCount)
    var byteCount = Limits.maximumBundleTextByteCount + entryCount * 2048
    for digest in expected.values {
      byteCount += min(digest.byteCount, Limits.maximumBundleByteCount - byteCount)
    }
    return TarReader.Limits(maximumEntryCount: entryCount, maximumByteCount: byteCount)
  }

  private mutating func add(_ entry: TarEntry, _ reader: TarReader) throws {
    let shown = VisibleText.shortened(entry.name)
    switch entry.kind {
    case .file, .directory: break
    case .symbolicLink: throw refusal("holds the symbolic link '\(shown)'")
    case .hardLink: throw refusal("holds the hard link '\(shown)'")
    case .other: throw refusal("holds '\(shown)', which is neither a file nor a folder")
    }
    let parts: [String]
    do {
      parts = try names.admit(entry.name, isFolder: entry.kind == .directory)
    } catch {
      throw refusal("holds the name '\(shown)': \(error.reason)")
    }
    let top = "\(manifest.name)-\(manifest.version)"
    guard parts[0] == top, parts.count > 1 || entry.kind == .directory else {
      throw refusal("holds '\(shown)', which is not in its folder '\(top)'")
    }
    let relative = parts.dropFirst().joined(separator: "/")
    if entry.kind == .directory {
      try Folder.create(relative.isEmpty ? folder : folder + "/" + relative)
    } else {
      try write(relative, byteCount: entry.byteCount, from: reader)
    }
  }

  private mutating func write(
    _ relative: String, byteCount: Int, from reader: TarReader
  ) throws {
    let wanted = expected[relative]
    if let wanted, wanted.byteCount != byteCount {
      throw refusal(
        "holds '\(relative)' with \(byteCount) bytes, the manifest says \(wanted.byteCount)")
    }
    let path = folder + "/" + relative
    try Folder.create(Folder.parent(of: path))
    let file = try OutputFile(path: path)
    try reader.forEachChunk(maximumByteCount: 262_144) { chunk in
      try checkInterruption()
      try file.write(chunk)
    }
    let digest = try file.finish()
    if let wanted, wanted != digest {
      throw refusal(
        "holds another '\(relative)' than was released: its SHA-256 is \(digest.sha256), the manifest says \(wanted.sha256)"
      )
    }
    written[relative] = digest
  }

  /// The manifest is the released one, nothing is missing, and nothing is there that neither the
  /// manifest nor `SHA256SUMS` speaks of.
  private func compareWithChecksums() throws {
    guard written[Manifest.fileName]?.sha256 == release.manifest else {
      throw refusal("does not hold the manifest that the catalog names")
    }
    for path in expected.keys.sorted() where written[path] == nil {
      throw refusal("does not hold '\(path)', which the manifest names")
    }
    guard let sums = PulledFolder(path: folder).checksums else {
      throw refusal("holds no \(ChecksumFile.name) that can be read")
    }
    for (path, digest) in written.sorted(by: { $0.key < $1.key }) where path != ChecksumFile.name {
      guard let sum = sums[path] else {
        throw refusal("holds '\(path)', which \(ChecksumFile.name) does not name")
      }
      guard sum == digest.sha256 else {
        throw refusal(
          "holds another '\(path)' than was released: its SHA-256 is \(digest.sha256), \(ChecksumFile.name) says \(sum)"
        )
      }
    }
    for path in sums.keys.sorted() where written[path] == nil {
      throw refusal("does not hold '\(path)', which \(ChecksumFile.name) names")
    }
  }

  private func refusal(_ what: String) -> BinderyError {
    BinderyError(.release, "'\(archive)' cannot be unpacked: it \(what)")
  }
}

extension Manifest {
  /// The data files as a bundle holds them: what is inside the compressed ones.
  var bundledDataFiles: [String: FileDigest] {
    Dictionary(
      files.map { ($0.content?.path ?? $0.path, $0.content?.digest ?? $0.digest) },
      uniquingKeysWith: { first, _ in first })
  }
}
