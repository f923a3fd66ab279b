/// What a user names as the place of a catalog: a folder or an address.
package struct PullSource: Sendable {
  let store: any ReleaseStore

  /// - Parameters:
  ///   - text: What the user wrote: where `catalog.json` lies, or that file itself.
  ///   - workingFolder: The folder that a relative path starts from, absolute.
  ///   - options: What is allowed where it is an address.
  /// - Throws: `BinderyError` where the text names neither.
  package init(
    _ text: String, workingFolder: String, options: WebStoreOptions = WebStoreOptions()
  ) throws {
    var place = text[...]
    if place == Catalog.fileName || place.hasSuffix("/" + Catalog.fileName) {
      place = place.dropLast(Catalog.fileName.utf8.count)
    }
    while place.count > 1, place.hasSuffix("/") { place.removeLast() }
    if place.contains("://") {
      store = try WebStore(String(place), options: options)
      return
    }
    let folder = place.hasPrefix("/") ? String(place) : workingFolder + "/" + place
    guard FileKind.isDirectory(folder) else {
      throw BinderyError(
        .unreadable,
        "'\(text)' is not a folder; name the folder or the address where \(Catalog.fileName) lies")
    }
    store = FolderStore(name: text, folder: folder)
  }

  /// What can be pulled from here.
  package func catalog() async throws -> Catalog {
    try Catalog(try await store.catalog(), path: Catalog.fileName)
  }
}
