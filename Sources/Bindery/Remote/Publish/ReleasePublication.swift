internal import Archives
internal import Documents
internal import Glibc

/// How releases are published.
package struct PublishOptions: Sendable {
  /// The folder of all releases, as `export` writes it; absolute.
  package var source: String
  /// The folder that is served, absolute.
  package var destination: String
  /// The address that the folder will have, for the commands in `index.html`.
  package var address: String?
  /// For hosts without folders; `nil` where the folder is served as it is.
  package var assets: AssetAddress?
  /// A run that is told to stop throws `BinderyError.interrupted`.
  package var isInterrupted: @Sendable () -> Bool = { false }

  package init(source: String, destination: String) {
    self.source = source
    self.destination = destination
  }

  func checkInterruption() throws {
    if isInterrupted() {
      throw BinderyError(.interrupted, "interrupted; the published catalog is as it was")
    }
  }
}

/// What was published.
package struct Publication: Sendable {
  package struct Release: Sendable {
    package let name: String
    package let version: Version
    package let manifest: String
    /// Relative to the published folder.
    package let path: String
    package let byteCount: Int
  }

  /// Those that were not published before.
  package let added: [Release]
  /// How many versions the catalog now lists.
  package let versionCount: Int
}

/// Copies new releases to a folder that a web server serves: the data first, then `index.html`, the
/// catalog last and by rename, so that nobody ever sees a version whose files are not there.
package struct ReleasePublication {
  private let options: PublishOptions

  package init(options: PublishOptions) { self.options = options }

  /// - Throws: `BinderyError` where a published version would change, or a file cannot be copied.
  package func run() async throws -> Publication {
    let source = try PullSource(options.source, workingFolder: "/")
    let exported = try await source.catalog()
    try Folder.create(options.destination)
    let lock = try await FileLock(
      path: options.destination + "/.bindery-publish.lock",
      checkInterruption: options.checkInterruption)
    defer { withExtendedLifetime(lock) {} }
    let staging = options.destination + "/.bindery-publish"
    Folder.remove(staging)
    defer { Folder.remove(staging) }

    var catalog = try Catalog.read(folder: options.destination)
    var added: [Publication.Release] = []
    for dataset in exported.datasets {
      for release in dataset.releases.reversed() {
        if let published = catalog.release(release.version, of: dataset.name) {
          try compare(published, release, name: dataset.name)
          continue
        }
        let placed = placed(release, name: dataset.name)
        try await copy(release, as: placed, from: source.store, staging: staging)
        catalog.insert(placed, name: dataset.name, title: dataset.title)
        added.append(
          Publication.Release(
            name: dataset.name, version: release.version, manifest: release.manifest,
            path: placed.path,
            byteCount: release.files.reduce(0) { $0 + $1.digest.byteCount }))
      }
    }
    try Folder.create(staging)
    let page = IndexPage(catalog: catalog, address: options.address) {
      newestManifest(of: $0)
    }
    try write(page.text, to: "index.html", staging: staging)
    if !added.isEmpty { try write(catalog.json.text, to: Catalog.fileName, staging: staging) }
    return Publication(
      added: added, versionCount: catalog.datasets.reduce(0) { $0 + $1.releases.count })
  }

  /// A released version never changes.
  private func compare(
    _ published: Catalog.Release, _ exported: Catalog.Release, name: String
  ) throws {
    func contents(_ release: Catalog.Release) -> [String: FileDigest] {
      Dictionary(
        release.files.map { ($0.path, $0.digest) }, uniquingKeysWith: { first, _ in first })
    }
    guard published.manifest == exported.manifest, contents(published) == contents(exported) else {
      throw BinderyError(
        .release,
        "\(name) \(exported.version) is published with other files (manifest sha256:\(published.manifest)); a released version never changes, so release what is new as the next version"
      )
    }
  }

  /// The release as the published catalog names it.
  private func placed(_ release: Catalog.Release, name: String) -> Catalog.Release {
    guard let assets = options.assets else { return release }
    return Catalog.Release(
      version: release.version, created: release.created, recordCount: release.recordCount,
      manifest: release.manifest, path: "\(name)-\(release.version)",
      files: release.files.map { file in
        var file = file
        file.url = assets.url(of: file.path, name: name, version: release.version)
        return file
      })
  }

  private func copy(
    _ release: Catalog.Release, as placed: Catalog.Release, from store: any ReleaseStore,
    staging: String
  ) async throws {
    let folder = staging + "/release"
    var names: Set<String> = []
    for file in release.files {
      let name = options.assets == nil ? file.path : AssetAddress.assetName(of: file.path)
      guard names.insert(name).inserted else {
        throw BinderyError(.release, "two files of \(release.path) would have the name '\(name)'")
      }
      let path = folder + "/" + name
      try Folder.create(Folder.parent(of: path))
      try options.checkInterruption()
      try await store.place(PublishedFile(file, of: release), at: path, workspace: staging)
    }
    let sums = try OutputFile(path: folder + "/" + ChecksumFile.name)
    try sums.write(
      ChecksumFile.text(
        Dictionary(
          release.files.map { ($0.path, $0.digest.sha256) }, uniquingKeysWith: { first, _ in first }
        )))
    _ = try sums.finish()
    let destination = options.destination + "/" + placed.path
    try Folder.create(Folder.parent(of: destination))
    // The catalog does not name what is there already: a run died before it did.
    if FileKind.isDirectory(destination) {
      try Folder.rename(destination, to: staging + "/abandoned")
      Folder.remove(staging + "/abandoned")
    }
    try Folder.rename(folder, to: destination)
  }

  private func write(_ bytes: [UInt8], to name: String, staging: String) throws {
    let file = try OutputFile(path: staging + "/" + name)
    try file.write(bytes)
    _ = try file.finish()
    try Folder.rename(staging + "/" + name, to: options.destination + "/" + name)
  }

  /// The manifest of a dataset's newest release, where it lies in the published folder.
  private func newestManifest(of dataset: Catalog.Dataset) -> Manifest? {
    guard let newest = dataset.releases.max(by: { $0.version < $1.version }) else { return nil }
    let path = "\(options.destination)/\(newest.path)/\(Manifest.fileName)"
    guard
      let bytes = try? FileReader.read(path, maximumByteCount: Limits.maximumCatalogByteCount),
      SHA256Sum.of(bytes) == newest.manifest
    else { return nil }
    return try? Manifest(bytes, path: path)
  }
}
