internal import Archives
internal import Documents

/// Compares a release with its manifest and checksums.
package struct ReleaseVerification {
  /// What was verified.
  package enum Form: String, Sendable {
    case releaseFolder = "release folder"
    case bundle = "unpacked bundle"
    case archive = "archive"
  }

  package struct Outcome: Sendable {
    package let form: Form
    /// `nil` where there is none that can be read.
    package let manifest: Manifest?
    package let manifestSHA256: String?
    /// What was read, by path.
    package let files: [String: FileDigest]
    package let findings: [Finding]

    package var fileCount: Int { files.count }
  }

  /// What helps wherever a file is not as it was published.
  private static let again = "get the release again, from where it was published"

  private let inventory: ReleaseInventory
  private let form: Form
  private var findings: [Finding] = []

  /// Verifies a release's folder, an unpacked bundle, or a `.tar.gz`.
  ///
  /// - Throws: `BinderyError` or `ArchiveError` where the target cannot be read at all.
  package static func verify(_ target: String) throws -> Outcome {
    if FileKind.isDirectory(target) {
      let inventory = try ReleaseInventory(folder: target)
      guard !inventory.texts.isEmpty else {
        throw BinderyError(
          .release,
          "'\(target)' is no release: it holds neither \(Manifest.fileName) nor \(ChecksumFile.name)"
        )
      }
      let isRelease =
        inventory.files.keys.contains { $0.hasSuffix(".gz") }
        || inventory.checksums?.keys.contains { $0.hasSuffix(".gz") } == true
      return ReleaseVerification(inventory, isRelease ? .releaseFolder : .bundle).outcome()
    }
    guard FileKind.isFile(target) else {
      throw BinderyError(
        .unreadable,
        "'\(target)' is not there; name a release's folder, an unpacked bundle or a .tar.gz")
    }
    return try verify(archive: target)
  }

  /// Verifies what is in an archive, and where it still stands in its release's folder, the archive
  /// itself: compressed bytes can change and mean the same.
  private static func verify(archive path: String) throws -> Outcome {
    let source = try MeteredSource(FileSource(path: path))
    var verification: ReleaseVerification
    do {
      verification = ReleaseVerification(
        try ReleaseInventory.read(archive: source, path: path), .archive)
    } catch let error as ArchiveError where error.isDamage {
      verification = ReleaseVerification(ReleaseInventory(), .archive)
      verification.report(
        "digest", PathName.last(path), "the archive cannot be read to its end: \(error)",
        help: Self.again)
      return verification.outcomeOfFindings()
    }
    verification.compare(source.digest, withChecksumsBeside: path)
    return verification.outcome()
  }

  private mutating func compare(_ digest: FileDigest, withChecksumsBeside path: String) {
    let name = PathName.last(path)
    let sums = "\(Folder.parent(of: path))/\(ChecksumFile.name)"
    guard
      let bytes = try? FileReader.read(
        sums, maximumByteCount: Limits.maximumCatalogByteCount),
      let expected = ChecksumFile.parse(bytes)?[Array(name.utf8)], expected != digest.sha256
    else { return }
    report(
      "digest", name,
      "the archive is not what was released: SHA-256 is \(digest.sha256), \(ChecksumFile.name) beside it says \(expected)",
      help: Self.again)
  }

  private init(_ inventory: ReleaseInventory, _ form: Form) {
    self.inventory = inventory
    self.form = form
  }

  private func outcome() -> Outcome {
    var verification = self
    let manifest = verification.readManifest()
    if let manifest { verification.compare(with: manifest) }
    verification.compareWithChecksums()
    return verification.outcomeOfFindings(manifest)
  }

  private func outcomeOfFindings(_ manifest: Manifest? = nil) -> Outcome {
    Outcome(
      form: form, manifest: manifest,
      manifestSHA256: inventory.files[Manifest.fileName]?.digest.sha256,
      files: inventory.files.mapValues(\.digest), findings: Set(findings).sorted())
  }

  private mutating func report(_ rule: String, _ path: String, _ message: String, help: String) {
    findings.append(
      Finding(
        rule: "release/\(rule)", location: Location(path: VisibleText.escape(path)),
        message: message, help: help))
  }

  private mutating func compareWithChecksums() {
    for path in inventory.irregular {
      report("extra-file", path, "this is not a plain file", help: "remove it")
    }
    guard inventory.texts[ChecksumFile.name] != nil else {
      report("missing-file", ChecksumFile.name, "the file is missing", help: Self.again)
      return
    }
    guard let sums = inventory.checksums else {
      report(
        "manifest", ChecksumFile.name, "a line is not 'digest, two spaces, path'", help: Self.again)
      return
    }
    // What the manifest had to say about a file is not said twice.
    let spoiled = Set(findings.map(\.location.path))
    for (path, expected) in sums where !spoiled.contains(path) {
      guard let file = inventory.files[path] else {
        report("missing-file", path, "the file is missing", help: Self.again)
        continue
      }
      if file.digest.sha256 != expected {
        report(
          "digest", path,
          "the content is not what was released: SHA-256 is \(file.digest.sha256), \(ChecksumFile.name) says \(expected)",
          help: Self.again)
      }
    }
    for path in inventory.files.keys where sums[path] == nil && path != ChecksumFile.name {
      report(
        "extra-file", path, "the release does not hold this file",
        help: "remove it, or keep it somewhere else")
    }
  }

  private mutating func readManifest() -> Manifest? {
    guard let bytes = inventory.texts[Manifest.fileName] else {
      report(
        "missing-file", Manifest.fileName, "the file is missing",
        help: Self.again)
      return nil
    }
    do {
      return try Manifest(bytes, path: Manifest.fileName)
    } catch {
      report(
        "manifest", Manifest.fileName, "\(error)",
        help: Self.again)
      return nil
    }
  }

  private mutating func compare(with manifest: Manifest) {
    var counts: [String: Int] = [:]
    for entry in manifest.files {
      // Compressed files lie in the release's folder, what is inside them in the bundle.
      let content = form == .releaseFolder ? nil : entry.content
      let path = content?.path ?? entry.path
      guard let file = inventory.files[path] else {
        report(
          "missing-file", path, "the file is missing",
          help: Self.again)
        continue
      }
      compare(file.digest, with: content?.digest ?? entry.digest, path)
      if let damage = file.damage {
        report(
          "digest", path, "the file cannot be decompressed: \(damage)",
          help: Self.again)
      }
      if form == .releaseFolder, let expected = entry.content, let inside = file.content {
        compare(inside.digest, with: expected.digest, path)
      }
      let rows =
        form == .releaseFolder && entry.content != nil ? file.content?.rowCount : file.rowCount
      if let rows, let expected = entry.recordCount {
        counts[entry.content?.path ?? entry.path] = rows
        if rows != expected {
          report(
            "record-count", path, "the file holds \(rows) records, the manifest says \(expected)",
            help: Self.again)
        }
      }
    }
    for collection in manifest.collections {
      for path in [
        "data/\(collection.name).jsonl", "data/\(collection.name).csv",
        "data/\(collection.name).digests",
      ] {
        guard let count = counts[path], count != collection.recordCount else { continue }
        report(
          "record-count", path,
          "the file holds \(count) records, the manifest says \(collection.recordCount) for '\(collection.name)'",
          help: Self.again)
      }
    }
  }

  private mutating func compare(_ found: FileDigest, with expected: FileDigest, _ path: String) {
    if found.byteCount != expected.byteCount {
      report(
        "length", path,
        "the content has \(found.byteCount) bytes, the manifest says \(expected.byteCount)",
        help: Self.again)
    } else if found.sha256 != expected.sha256 {
      report(
        "digest", path,
        "the content is not what was released: SHA-256 is \(found.sha256), the manifest says \(expected.sha256)",
        help: Self.again)
    }
  }
}

extension ReleaseInventory {
  /// The digests that `SHA256SUMS` names, by path; `nil` where it is missing or damaged.
  var checksums: [String: String]? {
    texts[ChecksumFile.name].flatMap(ChecksumFile.parse).map { digests in
      Dictionary(
        digests.map { (String(decoding: $0.key, as: UTF8.self), $0.value) },
        uniquingKeysWith: { first, _ in first })
    }
  }
}

extension ArchiveError {
  /// Whether the bytes are at fault, and not the reading of them.
  fileprivate var isDamage: Bool {
    [.damaged, .truncated, .trailingBytes, .invalidName, .unsupported].contains(code)
  }
}

/// A source that measures what is read from it.
private final class MeteredSource: ByteSource {
  private let source: any ByteSource
  private var meter = DigestMeter()

  init(_ source: any ByteSource) throws { self.source = source }

  /// Of what was read so far.
  var digest: FileDigest { meter.digest }

  func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
    let byteCount = try source.read(into: &buffer)
    meter.add(buffer.span.extracting(..<byteCount))
    return byteCount
  }
}
