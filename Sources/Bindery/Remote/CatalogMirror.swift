/// The catalog at an address, and what the next release has to know of the last, in a folder.
///
/// The folder is removed with the mirror.
package final class CatalogMirror {
  private let scratch: ScratchFolder

  /// Laid out as the folder of all releases is; absolute.
  package var folder: String { scratch.path }

  /// Fetches the catalog, and the newest release of a dataset where it lists one.
  ///
  /// A catalog that is not there is an error, not a first release: taken for one, an address with a
  /// slip of the pen would begin anew at 1.0.0.
  ///
  /// - Parameters:
  ///   - source: Where the catalog is.
  ///   - name: The dataset.
  ///   - temporaryFolder: Where the folder is made.
  ///   - checkInterruption: What it throws ends the fetching.
  /// - Throws: `BinderyError` where something cannot be fetched.
  package init(
    of source: PullSource, name: String, temporaryFolder: String,
    checkInterruption: @escaping @Sendable () throws -> Void
  ) async throws {
    let bytes = try await source.store.catalog()
    let catalog = try Catalog(bytes, path: Catalog.fileName)
    scratch = try ScratchFolder(in: temporaryFolder)
    let file = try OutputFile(path: folder + "/" + Catalog.fileName)
    try file.write(bytes)
    _ = try file.finish()
    guard let release = catalog.latest(of: name) else { return }
    for file in release.files {
      try checkInterruption()
      let published = PublishedFile(file, of: release)
      let path = folder + "/" + published.path
      try Folder.create(Folder.parent(of: path))
      try await source.store.place(published, at: path, workspace: folder + "/.downloads")
    }
  }
}
