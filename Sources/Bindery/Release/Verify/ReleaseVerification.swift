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
    package let fileCount: Int
    package let findings: [Finding]
  }

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
    let (inventory, _) = try ReleaseInventory.read(archive: target)
    return ReleaseVerification(inventory, .archive).outcome()
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
    return Outcome(
      form: form, manifest: manifest,
      manifestSHA256: inventory.files[Manifest.fileName]?.digest.sha256,
      fileCount: inventory.files.count, findings: Set(verification.findings).sorted())
  }

  private mutating func report(_ rule: String, _ path: String, _ message: String, help: String) {
    findings.append(
      Finding(
        rule: "release/\(rule)", location: Location(path: VisibleText.escape(path)),
        message: message, help: help))
  }

  private mutating func compareWithChecksums() {
    let again = "get the release again, from where it was published"
    for path in inventory.irregular {
      report("extra-file", path, "this is not a plain file", help: "remove it")
    }
    guard inventory.texts[ChecksumFile.name] != nil else {
      report("missing-file", ChecksumFile.name, "the file is missing", help: again)
      return
    }
    guard let sums = inventory.checksums else {
      report("manifest", ChecksumFile.name, "a line is not 'digest, two spaces, path'", help: again)
      return
    }
    // What the manifest had to say about a file is not said twice.
    let spoiled = Set(findings.map(\.location.path))
    for (path, expected) in sums where !spoiled.contains(path) {
      guard let file = inventory.files[path] else {
        report("missing-file", path, "the file is missing", help: again)
        continue
      }
      if file.digest.sha256 != expected.lowercased() {
        report(
          "digest", path,
          "the content is not what was released: SHA-256 is \(file.digest.sha256), \(ChecksumFile.name) says \(expected)",
          help: again)
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
        help: "get the release again, from where it was published")
      return nil
    }
    do {
      return try Manifest(bytes, path: Manifest.fileName)
    } catch {
      report(
        "manifest", Manifest.fileName, "\(error)",
        help: "get the release again, from where it was published")
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
          help: "get the release again, from where it was published")
        continue
      }
      compare(file.digest, with: content?.digest ?? entry.digest, path)
      if let damage = file.damage {
        report(
          "digest", path, "the file cannot be decompressed: \(damage)",
          help: "get the release again, from where it was published")
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
            help: "get the release again, from where it was published")
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
          help: "get the release again, from where it was published")
      }
    }
  }

  private mutating func compare(_ found: FileDigest, with expected: FileDigest, _ path: String) {
    let again = "get the release again, from where it was published"
    if found.byteCount != expected.byteCount {
      report(
        "length", path,
        "the content has \(found.byteCount) bytes, the manifest says \(expected.byteCount)",
        help: again)
    } else if found.sha256 != expected.sha256 {
      report(
        "digest", path,
        "the content is not what was released: SHA-256 is \(found.sha256), the manifest says \(expected.sha256)",
        help: again)
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
