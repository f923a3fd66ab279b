internal import Documents

/// Verifies a folder of releases: each release that its catalog names, what the catalog says of it,
/// and the chain in which each release names the one before.
package struct CatalogVerification {
  package struct Outcome: Sendable {
    package let releaseCount: Int
    package let fileCount: Int
    package let recordCount: Int
    package let findings: [Finding]
  }

  private let folder: String
  private let catalog: Catalog
  private var findings: [Finding] = []
  private var fileCount = 0
  /// The folders that the catalog names.
  private var listedPaths: Set<String> = []

  /// Whether a folder holds releases, and is not one itself.
  package static func isCatalogFolder(_ folder: String) -> Bool {
    FileKind.isFile(folder + "/" + Catalog.fileName)
      && !FileKind.isFile(folder + "/" + Manifest.fileName)
  }

  /// Verifies all releases of a folder.
  ///
  /// - Throws: `BinderyError` where the catalog or a file cannot be read.
  package static func verify(_ folder: String) throws -> Outcome {
    var verification = CatalogVerification(
      folder: folder, catalog: try Catalog.read(folder: folder))
    for dataset in verification.catalog.datasets {
      for release in dataset.releases { try verification.verify(release, of: dataset) }
    }
    verification.findUnlistedReleases()
    return Outcome(
      releaseCount: verification.catalog.datasets.reduce(0) { $0 + $1.releases.count },
      fileCount: verification.fileCount,
      recordCount: verification.catalog.datasets.flatMap(\.releases).reduce(0) {
        $0 + $1.recordCount
      },
      findings: Set(verification.findings).sorted())
  }

  private init(folder: String, catalog: Catalog) {
    self.folder = folder
    self.catalog = catalog
  }

  private mutating func report(
    _ rule: String, _ path: String, _ message: String, help: String,
    severity: Finding.Severity = .error
  ) {
    findings.append(
      Finding(
        rule: "release/\(rule)", severity: severity,
        location: Location(path: VisibleText.escape(path)), message: message, help: help))
  }

  private mutating func verify(_ release: Catalog.Release, of dataset: Catalog.Dataset) throws {
    let parts = release.path.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else {
      report(
        "catalog", Catalog.fileName,
        "the path '\(VisibleText.escape(release.path))' leads out of this folder",
        help: "write the release's own folder, such as '\(dataset.name)/\(release.version)'")
      return
    }
    listedPaths.insert(release.path)
    let path = folder + "/" + release.path
    guard FileKind.isDirectory(path) else {
      report(
        "missing-file", release.path, "the catalog names this release, and its folder is missing",
        help: "put the release's folder back, from where it was published")
      return
    }
    let outcome: ReleaseVerification.Outcome
    do {
      outcome = try ReleaseVerification.verify(path)
    } catch let error as BinderyError where error.code == .release {
      report(
        "manifest", release.path, error.description,
        help: "put the release's files back, from where they were published")
      return
    }
    fileCount += outcome.fileCount
    findings += outcome.findings.map { $0.below(release.path) }
    compareFiles(of: release, with: outcome)
    guard let manifest = outcome.manifest else { return }
    compare(release, of: dataset, with: manifest)
    checkChain(manifest, of: dataset, at: release.path)
  }

  /// What the catalog says of a release's files against those that were read.
  private mutating func compareFiles(
    of release: Catalog.Release, with outcome: ReleaseVerification.Outcome
  ) {
    let again = "put the catalog or the release back, from where they were published"
    if let found = outcome.manifestSHA256, found != release.manifest {
      report(
        "catalog", release.path + "/" + Manifest.fileName,
        "SHA-256 is \(found), the catalog says \(release.manifest)", help: again)
    }
    var listed: Set<String> = [ChecksumFile.name]
    for file in release.files {
      listed.insert(file.path)
      guard let found = outcome.files[file.path] else {
        report(
          "missing-file", "\(release.path)/\(file.path)", "the catalog names this file",
          help: again)
        continue
      }
      if found != file.digest {
        report(
          "catalog", "\(release.path)/\(file.path)",
          "\(found.byteCount) bytes with SHA-256 \(found.sha256), the catalog says \(file.digest.byteCount) bytes and \(file.digest.sha256)",
          help: again)
      }
    }
    for path in outcome.files.keys where !listed.contains(path) {
      report(
        "catalog", "\(release.path)/\(path)", "the catalog does not list this file", help: again)
    }
  }

  private mutating func compare(
    _ release: Catalog.Release, of dataset: Catalog.Dataset, with manifest: Manifest
  ) {
    let pairs = [
      ("name", dataset.name, manifest.name),
      ("version", release.version.description, manifest.version.description),
      ("date", release.created, manifest.created),
      ("number of records", "\(release.recordCount)", "\(manifest.recordCount)"),
    ]
    for (member, listed, found) in pairs where listed != found {
      report(
        "catalog", release.path + "/" + Manifest.fileName,
        "the \(member) is '\(VisibleText.escape(found))', the catalog says '\(VisibleText.escape(listed))'",
        help: "put the catalog or the release back, from where they were published")
    }
  }

  /// Each release names the one that was the last before it, and that one's manifest.
  private mutating func checkChain(
    _ manifest: Manifest, of dataset: Catalog.Dataset, at path: String
  ) {
    let path = path + "/" + Manifest.fileName
    let help =
      "a released version never changes; put the releases back, from where they were published"
    let earlier = dataset.releases.filter { $0.version < manifest.version }
    guard let previous = manifest.previous else {
      if let last = earlier.map(\.version).max() {
        report(
          "chain", path, "it names no previous release, and the catalog has \(last)", help: help)
      }
      return
    }
    // The first here may follow releases that another folder holds.
    if earlier.isEmpty { return }
    guard let named = earlier.first(where: { $0.version == previous.version }) else {
      report(
        "chain", path,
        "it names \(previous.version) as the previous release, which the catalog does not have",
        help: help)
      return
    }
    if named.manifest != previous.manifest {
      report(
        "chain", path,
        "it was made from \(previous.version) with the manifest \(previous.manifest), the catalog has \(named.manifest)",
        help: help)
    }
    if let last = earlier.map(\.version).max(), last != previous.version {
      report(
        "chain", path,
        "it names \(previous.version) as the previous release, and the catalog has \(last)",
        help: help)
    }
  }

  /// What stands where releases stand, although the catalog does not know it.
  private mutating func findUnlistedReleases() {
    for dataset in catalog.datasets {
      for entry in (try? DirectoryListing.names(of: "\(folder)/\(dataset.name)")) ?? [] {
        let path = "\(dataset.name)/\(entry.name)"
        guard !listedPaths.contains(path) else { continue }
        report(
          "unlisted", path, "the catalog does not name this",
          help:
            "an export that was killed leaves its release so, and the next one removes it; move away what else it is",
          severity: .warning)
      }
    }
  }
}

extension Finding {
  /// The same finding, seen from a folder further up.
  fileprivate func below(_ folder: String) -> Finding {
    Finding(
      rule: rule, severity: severity,
      location: Location(path: VisibleText.escape(folder) + "/" + location.path),
      message: message, help: help ?? "")
  }
}
