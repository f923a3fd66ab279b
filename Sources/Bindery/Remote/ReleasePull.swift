internal import Archives

/// How a release is pulled.
package struct PullOptions: Sendable {
  package var choice = ReleaseChoice.latest
  /// The folder of the release, absolute; `nil` for one named after it in the working folder.
  package var destination: String?
  /// Published files that are wanted as they are, instead of the unpacked bundle.
  package var only: [String] = []
  /// The SHA-256 that the manifest must have.
  package var expectedManifest: String?
  /// The folder that relative paths start from, absolute.
  package var workingFolder: String
  /// A run that is told to stop throws `BinderyError.interrupted`.
  package var isInterrupted: @Sendable () -> Bool = { false }

  package init(workingFolder: String) { self.workingFolder = workingFolder }

  @Sendable package func checkInterruption() throws {
    if isInterrupted() {
      throw BinderyError(
        .interrupted, "interrupted; pull again to go on where this stopped")
    }
  }
}

/// A release that is in its folder, verified.
package struct PulledRelease: Sendable {
  package let name: String
  package let title: String
  package let release: Catalog.Release
  /// Absolute.
  package let folder: String
  /// Whether it was there before, so that nothing was done.
  package let wasThere: Bool
}

/// Brings a release from where it is published into a folder.
package struct ReleasePull {
  private let source: PullSource
  private let options: PullOptions
  private var store: any ReleaseStore { source.store }

  /// How many files are fetched at once.
  private static let maximumFetchCount = 4

  package init(_ source: PullSource, options: PullOptions) {
    self.source = source
    self.options = options
  }

  /// Does nothing where the folder holds the release already.
  ///
  /// - Throws: `BinderyError`; then nothing is under the folder's name that was not there before.
  package func run() async throws -> PulledRelease {
    let catalog = try await source.catalog()
    let dataset = try options.choice.dataset(in: catalog, of: store.name)
    let release = try options.choice.release(in: dataset)
    if let expected = options.expectedManifest, expected != release.manifest {
      throw BinderyError(
        .release,
        "\(dataset.name) \(release.version) has the manifest sha256:\(release.manifest), not sha256:\(expected)"
      )
    }
    let wanted = try options.only.isEmpty ? nil : files(options.only, of: release)
    let destination = destination(name: dataset.name, version: release.version)
    let folder = PulledFolder(path: destination)
    let shown = shown(destination)
    func state() throws -> PulledFolder.State {
      try folder.state(of: release, name: dataset.name, wanted: wanted, shown: shown)
    }
    func outcome(wasThere: Bool) -> PulledRelease {
      PulledRelease(
        name: dataset.name, title: dataset.title, release: release, folder: destination,
        wasThere: wasThere)
    }

    if try state() == .whole { return outcome(wasThere: true) }
    let staging = try await PullStaging(
      destination: destination, checkInterruption: options.checkInterruption)
    // Another pull may have done it while this one waited.
    if try state() == .whole { return outcome(wasThere: true) }
    let manifest = try await manifest(of: release, name: dataset.name, staging)
    if let wanted {
      try await fetch(wanted, of: release, into: staging)
    } else {
      try await unpack(release, manifest, into: staging)
    }
    try options.checkInterruption()
    try staging.place()
    staging.removeWorkspace()
    return outcome(wasThere: false)
  }

  /// The folder, with links followed where it is there.
  private func destination(name: String, version: Version) -> String {
    let path = options.destination ?? options.workingFolder + "/\(name)-\(version)"
    return Self.resolved(path)
  }

  /// The path with the links in it followed, as far as it is there.
  private static func resolved(_ path: String) -> String {
    if let real = RealPath.resolve(path) { return real }
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    guard let slash = path.lastIndex(of: "/"), path != "/" else { return path }
    let parent = resolved(slash == path.startIndex ? "/" : String(path[..<slash]))
    return (parent == "/" ? "" : parent) + path[slash...]
  }

  /// Relative to the working folder where it is in there.
  private func shown(_ path: String) -> String {
    path.hasPrefix(options.workingFolder + "/")
      ? String(path.dropFirst(options.workingFolder.count + 1)) : path
  }

  /// The files that are asked for, and the manifest, by which the folder is known.
  private func files(
    _ names: [String], of release: Catalog.Release
  ) throws -> [Catalog.Release.File] {
    try (names + [Manifest.fileName]).map { name in
      guard let file = release.files.first(where: { $0.path == name }) else {
        throw BinderyError(
          .release,
          "version \(release.version) has no file '\(name)'; it has \(release.files.map(\.path).joined(separator: ", "))"
        )
      }
      return file
    }
  }

  private func manifest(
    of release: Catalog.Release, name: String, _ staging: PullStaging
  ) async throws -> Manifest {
    guard let file = release.files.first(where: { $0.path == Manifest.fileName }),
      file.digest.sha256 == release.manifest
    else {
      throw BinderyError(
        .release, "the catalog does not say where the manifest of \(release.version) is")
    }
    let bytes = try await store.bytes(
      of: PublishedFile(file, of: release), maximumByteCount: Limits.maximumCatalogByteCount,
      workspace: staging.workspace)
    let manifest = try Manifest(bytes, path: "\(release.path)/\(Manifest.fileName)")
    guard manifest.name == name, manifest.version == release.version else {
      throw BinderyError(
        .release,
        "'\(release.path)/\(Manifest.fileName)' is of \(manifest.name) \(manifest.version), not of \(name) \(release.version)"
      )
    }
    return manifest
  }

  private func unpack(
    _ release: Catalog.Release, _ manifest: Manifest, into staging: PullStaging
  ) async throws {
    guard let file = release.bundle(of: manifest.name) else {
      throw BinderyError(
        .release, "version \(release.version) has no bundle; name files of it with --only")
    }
    let folder = staging.path
    let checkInterruption = options.checkInterruption
    try await store.read(PublishedFile(file, of: release), workspace: staging.workspace) {
      source in
      // What an earlier run of this made of other bytes.
      Folder.remove(folder)
      try Folder.create(folder)
      var unpacker = BundleUnpacker(
        folder: folder, release: release, manifest: manifest, archive: file.path,
        checkInterruption: checkInterruption)
      try unpacker.unpack(source)
    }
  }

  private func fetch(
    _ files: [Catalog.Release.File], of release: Catalog.Release, into staging: PullStaging
  ) async throws {
    var distinct: [Catalog.Release.File] = []
    var names = EntryNames()
    for file in files where !distinct.contains(where: { $0.path == file.path }) {
      do { _ = try names.admit(file.path, isFolder: false) } catch {
        throw BinderyError(
          .release,
          "the catalog names '\(VisibleText.shortened(file.path))': \(error.reason)")
      }
      try Folder.create(Folder.parent(of: staging.path + "/" + file.path))
      distinct.append(file)
    }
    let workspace = staging.workspace
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, file) in distinct.enumerated() {
        if index >= Self.maximumFetchCount { try await group.next() }
        let path = staging.path + "/" + file.path
        let published = PublishedFile(file, of: release)
        group.addTask { try await store.place(published, at: path, workspace: workspace) }
      }
      try await group.waitForAll()
    }
  }
}
