/// The front matter of a dataset card, by which the Hugging Face hub and its library know a dataset.
///
/// Specification: <https://huggingface.co/docs/hub/datasets-cards>
struct HubFrontMatter {
  let release: ReleaseDescription

  /// The lines of YAML.
  var lines: [String] {
    let configuration = release.configuration
    var lines = ["---", "pretty_name: \(quoted(configuration.title))"] + license
    if !configuration.keywords.isEmpty {
      lines.append("tags:")
      lines += configuration.keywords.map { "- \(quoted($0))" }
    }
    lines += ["size_categories:", "- \(quoted(sizeCategory))"]
    return lines + configs + ["---"]
  }

  private func quoted(_ text: String) -> String { CitationFile.quoted(text) }

  private var license: [String] {
    guard let license = release.configuration.license else { return [] }
    let name = license.lowercased()
    if Self.knownLicenses.contains(name) { return ["license: \(name)"] }
    var lines = ["license: other", "license_name: \(quoted(license))"]
    if let address = release.licenseAddress { lines.append("license_link: \(quoted(address))") }
    return lines
  }

  /// Those that the hub takes by name: the SPDX identifiers among its list.
  private static let knownLicenses: Set<String> = [
    "0bsd", "afl-3.0", "agpl-3.0", "apache-2.0", "artistic-2.0", "bsd-2-clause", "bsd-3-clause",
    "bsd-3-clause-clear", "bsl-1.0", "cc-by-2.0", "cc-by-2.5", "cc-by-3.0", "cc-by-4.0",
    "cc-by-nc-2.0", "cc-by-nc-3.0", "cc-by-nc-4.0", "cc-by-nc-nd-3.0", "cc-by-nc-nd-4.0",
    "cc-by-nc-sa-2.0", "cc-by-nc-sa-3.0", "cc-by-nc-sa-4.0", "cc-by-nd-4.0", "cc-by-sa-3.0",
    "cc-by-sa-4.0", "cc0-1.0", "cdla-permissive-1.0", "cdla-permissive-2.0", "cdla-sharing-1.0",
    "ecl-2.0", "epl-1.0", "epl-2.0", "etalab-2.0", "eupl-1.1", "eupl-1.2", "gfdl", "gpl-2.0",
    "gpl-3.0", "isc", "lgpl-2.1", "lgpl-3.0", "lppl-1.3c", "mit", "mpl-2.0", "ms-pl", "ncsa",
    "odbl", "odc-by", "ofl-1.1", "osl-3.0", "pddl", "postgresql", "unlicense", "wtfpl", "zlib",
  ]

  private var sizeCategory: String {
    switch release.manifest.recordCount {
    case ..<1_000: "n<1K"
    case ..<10_000: "1K<n<10K"
    case ..<100_000: "10K<n<100K"
    case ..<1_000_000: "100K<n<1M"
    case ..<10_000_000: "1M<n<10M"
    case ..<100_000_000: "10M<n<100M"
    default: "100M<n<1B"
    }
  }

  /// A configuration for each collection that the library can load: a file without records it
  /// cannot, nor one with numbers of more than 64 bits.
  private var configs: [String] {
    var lines: [String] = []
    for collection in release.manifest.collections where collection.recordCount > 0 {
      let tables = release.tables.filter { $0.collection == collection.name }
      let isTooLong = tables.contains { table in
        table.columns.contains { $0.facts.kinds.contains(.longInteger) }
      }
      if isTooLong { continue }
      lines += [
        "- config_name: \(quoted(collection.name))", "  data_files:", "  - split: train",
        "    path: \(quoted("data/\(collection.name)." + (release.hasLines ? "jsonl" : "csv")))",
      ]
    }
    return lines.isEmpty ? [] : ["configs:"] + lines
  }
}
