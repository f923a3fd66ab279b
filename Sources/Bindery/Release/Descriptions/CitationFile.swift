internal import Documents

/// `CITATION.cff`: how to cite the release, Citation File Format 1.2.0.
///
/// Specification:
/// <https://github.com/citation-file-format/citation-file-format/blob/1.2.0/schema-guide.md>
enum CitationFile {
  static let fileName = "CITATION.cff"

  static func text(_ release: ReleaseDescription) -> [UInt8] {
    let configuration = release.configuration
    let manifest = release.manifest
    var lines = [
      "cff-version: 1.2.0", "message: \"Cite this dataset with the version that was used.\"",
      "type: dataset", "title: \(quoted(manifest.title))", "version: \"\(manifest.version)\"",
      "date-released: \"\(manifest.created.prefix(10))\"", "authors:",
    ]
    // One author at least is required.
    let creators =
      configuration.creators.isEmpty
      ? [("The authors of \(manifest.title)", nil)]
      : configuration.creators.map { ($0.name, $0.url) }
    for (name, url) in creators {
      lines.append("  - name: \(quoted(name))")
      if let url { lines.append("    website: \(quoted(url))") }
    }
    if let description = manifest.description { lines.append("abstract: \(quoted(description))") }
    if let homepage = manifest.homepage { lines.append("url: \(quoted(homepage))") }
    if let license = release.plainLicense { lines.append("license: \(quoted(license))") }
    if !configuration.keywords.isEmpty {
      lines.append("keywords:")
      lines += configuration.keywords.map { "  - \(quoted($0))" }
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// Such as `The tree office (2024): Street trees of the city, version 1.0.0`.
  static func sentence(_ release: ReleaseDescription) -> String {
    let manifest = release.manifest
    let names = release.configuration.creators.map(\.name).joined(separator: ", ")
    let year = "(\(manifest.created.prefix(4)))"
    let title = "\(manifest.title), version \(manifest.version)"
    return names.isEmpty ? "\(title) \(year)" : "\(names) \(year): \(title)"
  }

  /// A string in double quotes, which YAML and JSON read alike.
  static func quoted(_ text: String) -> String {
    var bytes: [UInt8] = []
    JSONText.appendString(VisibleText.escape(text), to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
