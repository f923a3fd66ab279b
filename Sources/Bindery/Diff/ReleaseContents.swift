internal import Archives

/// A release to read from: its folder, its unpacked bundle, or its archive.
///
/// It may come from a stranger, so everything is read within limits, and no name in it leads to a
/// file: only names that are made here are opened.
package struct ReleaseContents: Sendable {
  private enum Form: Sendable {
    /// Data files are compressed.
    case release
    case bundle
    case archive
  }

  private let path: String
  private let form: Form
  package let manifest: Manifest
  /// SHA-256 of `manifest.json`.
  package let manifestSHA256: String

  /// Whether a path leads to what can be opened: an archive, or a folder with a manifest.
  package static func isRelease(_ path: String) -> Bool {
    FileKind.isFile(path) || FileKind.isFile(path + "/" + Manifest.fileName)
  }

  /// Opens a release and reads its manifest.
  ///
  /// - Throws: `BinderyError` or `ArchiveError` where it cannot be read, or is no release.
  package init(_ path: String) throws {
    self.path = path
    let bytes: [UInt8]
    if FileKind.isDirectory(path) {
      do {
        bytes = try FileReader.read(
          path + "/" + Manifest.fileName, maximumByteCount: Limits.maximumCatalogByteCount)
      } catch {
        throw BinderyError(
          .release,
          "'\(path)' is no release: it holds no \(Manifest.fileName) that can be read")
      }
      manifest = try Manifest(bytes, path: path + "/" + Manifest.fileName)
      let isCompressed = manifest.collections.contains {
        FileKind.isFile("\(path)/data/\($0.name).jsonl.gz")
      }
      form = isCompressed ? .release : .bundle
    } else {
      guard let source = try Self.entry(Manifest.fileName, in: path) else {
        throw BinderyError(.release, "'\(path)' is no release: it holds no \(Manifest.fileName)")
      }
      var text: [UInt8] = []
      try source.forEachChunk { chunk in
        guard text.count + chunk.count <= Limits.maximumCatalogByteCount else {
          throw BinderyError(.release, "'\(Manifest.fileName)' in '\(path)' is too large")
        }
        for index in chunk.indices { text.append(chunk[index]) }
      }
      bytes = text
      manifest = try Manifest(bytes, path: Manifest.fileName)
      form = .archive
    }
    manifestSHA256 = SHA256Sum.of(bytes)
  }

  /// A release that is being made.
  init(release path: String, manifest: Manifest) {
    self.path = path
    form = .release
    self.manifest = manifest
    manifestSHA256 = ""
  }

  /// A data file's bytes, decompressed, by its path in the bundle; `nil` where it is not there.
  func source(_ file: String) throws -> (any ByteSource)? {
    switch form {
    case .archive: return try Self.entry(file, in: path)
    case .bundle:
      return FileKind.isFile(path + "/" + file) ? try FileSource(path: path + "/" + file) : nil
    case .release:
      if FileKind.isFile(path + "/" + file) { return try FileSource(path: path + "/" + file) }
      guard FileKind.isFile(path + "/" + file + ".gz") else { return nil }
      return try GzipReader(
        from: try FileSource(path: path + "/" + file + ".gz"),
        maximumByteCount: Limits.maximumDataFileByteCount)
    }
  }

  /// The lines of a data file.
  func lines(_ file: String) throws -> LineStream? {
    try source(file).map {
      LineStream($0, maximumLineByteCount: Limits.maximumReleasedLineByteCount)
    }
  }

  /// Goes through an archive to the file of a name; reading then gives its bytes.
  private static func entry(_ name: String, in path: String) throws -> TarReader? {
    let reader = try TarReader(
      path: path,
      limits: .init(
        maximumEntryCount: Limits.maximumBundleEntryCount,
        maximumByteCount: Limits.maximumBundleByteCount))
    while let entry = try reader.next() {
      let parts = entry.name.split(separator: "/", omittingEmptySubsequences: false)
      if entry.kind == .file, parts.dropFirst().joined(separator: "/") == name { return reader }
    }
    return nil
  }
}
