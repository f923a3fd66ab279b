/// What descriptions for other tools say of a release.
struct ReleaseDescription {
  let configuration: Configuration
  let manifest: Manifest
  /// Of all collections, also where they are not exported as CSV.
  let tables: [DescribedTable]
  /// The tables of what other tables do not show, by collection.
  let exceptionCounts: [String: Int]

  /// The collections of which each key can be nothing but a text.
  let collectionsWithWordKeys: Set<String>

  var hasTables: Bool { configuration.formats.contains(.csv) }
  var hasLines: Bool { configuration.formats.contains(.jsonl) }

  /// The file of a path in the bundle.
  func file(_ path: String) -> Manifest.FileEntry? {
    manifest.files.first { ($0.content?.path ?? $0.path) == path }
  }

  /// The length and digest of a file in the bundle.
  func digest(_ path: String) -> FileDigest {
    let file = file(path)
    return file?.content?.digest ?? file?.digest ?? FileDigest(byteCount: 0, sha256: "")
  }

  func table(of collection: String) -> DescribedTable? {
    tables.first { $0.collection == collection && $0.parent == nil }
  }

  /// The SPDX identifier of the license, where it is one of their list and not an expression.
  var plainLicense: String? {
    configuration.license.flatMap { license in
      license.contains { " ()+:".contains($0) } || license.hasPrefix("LicenseRef-") ? nil : license
    }
  }

  /// Where the text of the license stands.
  var licenseAddress: String? { plainLicense.map { "https://spdx.org/licenses/\($0).html" } }
}
