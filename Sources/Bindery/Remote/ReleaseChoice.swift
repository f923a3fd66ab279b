/// Which release a user asks for: `NAME[@RANGE]`.
package struct ReleaseChoice: Sendable {
  /// `nil` where the catalog's only dataset is meant.
  package let name: String?
  package let range: VersionRange
  /// The range as it was written; empty for the latest.
  private let rangeText: String

  package static let latest = ReleaseChoice(name: nil, range: .any, rangeText: "")

  private init(name: String?, range: VersionRange, rangeText: String) {
    self.name = name
    self.range = range
    self.rangeText = rangeText
  }

  /// `nil` where what stands behind the `@` is no range.
  package init?(_ text: String) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let rangeText = parts.count > 1 ? String(parts[1]) : ""
    guard let range = VersionRange(rangeText) else { return nil }
    self.init(name: parts[0].isEmpty ? nil : String(parts[0]), range: range, rangeText: rangeText)
  }

  /// The dataset that is meant, of those in the catalog.
  func dataset(in catalog: Catalog, of place: String) throws -> Catalog.Dataset {
    let names = catalog.datasets.prefix(20).map(\.name).joined(separator: ", ")
    if let name {
      guard let dataset = catalog.datasets.first(where: { $0.name == name }) else {
        throw BinderyError(
          .release,
          catalog.datasets.isEmpty
            ? "'\(place)' holds no releases"
            : "there is no dataset '\(name)' in '\(place)'; it holds \(names)")
      }
      return dataset
    }
    guard let first = catalog.datasets.first else {
      throw BinderyError(.release, "'\(place)' holds no releases")
    }
    guard catalog.datasets.count == 1 else {
      throw BinderyError(.release, "'\(place)' holds several datasets; name one of \(names)")
    }
    return first
  }

  /// The newest version that the range admits.
  func release(in dataset: Catalog.Dataset) throws -> Catalog.Release {
    let admitted = dataset.releases.filter { range.contains($0.version) }
    guard let newest = admitted.max(by: { $0.version < $1.version }) else {
      let versions = dataset.releases.prefix(20).map(\.version.description)
        .joined(separator: ", ")
      throw BinderyError(
        .release,
        versions.isEmpty
          ? "'\(dataset.name)' has no releases"
          : "no version of '\(dataset.name)' is in '\(rangeText)'; there are \(versions)")
    }
    return newest
  }

  /// The part of a catalog that is meant: all of it, one dataset, or versions of it.
  package func selection(from catalog: Catalog, of place: String) throws -> Catalog {
    guard name != nil || !rangeText.isEmpty else { return catalog }
    var dataset = try dataset(in: catalog, of: place)
    dataset.releases = dataset.releases.filter { range.contains($0.version) }
    return Catalog(datasets: [dataset])
  }
}

extension Catalog.Release {
  /// The `.tar.gz` with everything.
  package func bundle(of name: String) -> File? {
    files.first { $0.path == "\(name)-\(version).tar.gz" }
  }
}
