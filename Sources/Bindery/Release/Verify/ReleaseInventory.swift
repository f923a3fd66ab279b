internal import Archives
internal import Crypto

/// What is really there of a release, whichever form it is in.
struct ReleaseInventory {
  /// A file that was read to its end.
  struct File {
    let digest: FileDigest
    /// Lines of JSONL and digests, rows of CSV behind the header.
    let rowCount: Int
    /// For a `.gz`, what is inside; `nil` where it cannot be decompressed.
    var content: Content?
    /// Why a `.gz` cannot be decompressed.
    var damage: String?

    struct Content {
      let digest: FileDigest
      let rowCount: Int
    }
  }

  /// By path, with `/` between its parts.
  var files: [String: File] = [:]
  /// The texts of `manifest.json` and `SHA256SUMS`.
  var texts: [String: [UInt8]] = [:]
  /// Entries that are neither files nor folders.
  var irregular: [String] = []

  static let textNames: Set<String> = [Manifest.fileName, ChecksumFile.name]

  /// Reads a release's folder or an unpacked bundle.
  init(folder: String) throws {
    var pending = [""]
    while let current = pending.popLast() {
      let path = current.isEmpty ? folder : folder + "/" + current
      let entries: [(name: String, kind: DirectoryListing.Kind)]
      do {
        entries = try DirectoryListing.names(of: path)
      } catch {
        throw BinderyError(.unreadable, "cannot read '\(path)': \(error.message)")
      }
      for (name, kind) in entries {
        let relative = current.isEmpty ? name : current + "/" + name
        switch kind {
        case .directory: pending.append(relative)
        case .file: try read(folder: folder, relative)
        case .symbolicLink, .other: irregular.append(relative)
        }
      }
    }
  }

  private mutating func read(folder: String, _ relative: String) throws {
    let path = folder + "/" + relative
    if Self.textNames.contains(relative) {
      do {
        texts[relative] = try FileReader.read(
          path, maximumByteCount: Limits.maximumCatalogByteCount)
      } catch {
        throw BinderyError.unreadable(path, error)
      }
    }
    var meter = ContentMeter(path: relative)
    let source = try FileSource(path: path)
    try source.forEachChunk { meter.add($0) }
    files[relative] = meter.file
    guard relative.hasSuffix(".gz"), !relative.hasSuffix(".tar.gz") else { return }
    do {
      var meter = ContentMeter(path: String(relative.dropLast(3)))
      let gzip = try GzipReader(
        from: try FileSource(path: path), maximumByteCount: Limits.maximumDataFileByteCount)
      try gzip.forEachChunk { meter.add($0) }
      let content = meter.file
      files[relative]?.content = File.Content(
        digest: content.digest, rowCount: content.rowCount)
    } catch {
      files[relative]?.damage = "\(error)"
    }
  }

  /// Reads a `.tar.gz` from its start to its end; nothing is written.
  ///
  /// - Returns: The inventory below the top folder.
  static func read(archive source: any ByteSource, path: String) throws -> ReleaseInventory {
    var inventory = ReleaseInventory()
    var top: String?
    let reader = try TarReader(
      from: source,
      limits: .init(
        maximumEntryCount: Limits.maximumBundleEntryCount,
        maximumByteCount: Limits.maximumBundleByteCount))
    while let entry = try reader.next() {
      let parts = entry.name.split(separator: "/", omittingEmptySubsequences: false)
      let name = entry.kind == .directory && parts.last == "" ? parts.dropLast() : parts[...]
      guard !entry.name.hasPrefix("/"), !name.contains(".."), !name.contains(""),
        let first = name.first
      else {
        throw BinderyError(
          .release, "'\(path)' holds the unsafe name '\(VisibleText.escape(entry.name))'")
      }
      if top == nil { top = String(first) }
      guard String(first) == top else {
        throw BinderyError(.release, "'\(path)' has more than one top folder")
      }
      if entry.kind == .directory { continue }
      let relative = name.dropFirst().joined(separator: "/")
      guard entry.kind == .file else {
        inventory.irregular.append(relative)
        continue
      }
      try inventory.read(reader, relative, byteCount: entry.byteCount)
    }
    return inventory
  }

  /// Nothing is there.
  init() {}

  private mutating func read(_ source: TarReader, _ relative: String, byteCount: Int) throws {
    guard files[relative] == nil else {
      throw BinderyError(.release, "the archive holds '\(VisibleText.escape(relative))' twice")
    }
    let isText = Self.textNames.contains(relative)
    guard !isText || byteCount <= Limits.maximumCatalogByteCount else {
      throw BinderyError(.release, "'\(relative)' in the archive is too large")
    }
    var meter = ContentMeter(path: relative)
    var text: [UInt8] = []
    try source.forEachChunk { chunk in
      meter.add(chunk)
      if isText { for index in chunk.indices { text.append(chunk[index]) } }
    }
    files[relative] = meter.file
    if isText { texts[relative] = text }
  }
}

/// Measures a file while its bytes go by.
private struct ContentMeter {
  private var digest = SHA256()
  private var byteCount = 0
  private var lineCount = 0
  private var isInQuotes = false
  private let isCSV: Bool

  init(path: String) { isCSV = path.hasSuffix(".csv") }

  mutating func add(_ chunk: Span<UInt8>) {
    unsafe chunk.withUnsafeBytes { unsafe digest.update(bufferPointer: $0) }
    byteCount += chunk.count
    for index in chunk.indices {
      switch chunk[index] {
      case UInt8(ascii: "\n") where !isInQuotes: lineCount += 1
      // A doubled quote inside a cell closes and opens again, which comes to the same.
      case UInt8(ascii: "\"") where isCSV: isInQuotes.toggle()
      default: break
      }
    }
  }

  var file: ReleaseInventory.File {
    ReleaseInventory.File(
      digest: FileDigest(byteCount: byteCount, sha256: digest.finalize().hexadecimal),
      rowCount: isCSV ? max(0, lineCount - 1) : lineCount)
  }
}
