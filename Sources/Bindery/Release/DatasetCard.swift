internal import Documents

/// The `README.md` of a bundle: a card with the front matter that dataset hubs read.
///
/// Specification: <https://huggingface.co/docs/hub/datasets-cards>
struct DatasetCard {
  private let configuration: Configuration
  private let manifest: Manifest

  init(dataset: Dataset, manifest: Manifest) {
    configuration = dataset.configuration
    self.manifest = manifest
  }

  var text: String {
    var lines = frontMatter + ["", "# \(line(configuration.title))", ""]
    if let description = configuration.description {
      lines += [VisibleText.escapeLines(description), ""]
    }
    lines += [
      "Version \(manifest.version), \(manifest.created.prefix(10)). \(manifest.recordCount) records.",
      "",
    ]
    lines += contents + [""] + loading + [""] + checking
    if let license = configuration.license { lines += ["", "## License", "", line(license)] }
    if !configuration.creators.isEmpty {
      lines += ["", "## Creators", ""]
      lines += configuration.creators.map { creator in
        "- " + line(creator.name) + (creator.url.map { " <\(line($0))>" } ?? "")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ text: String) -> String { VisibleText.escape(text) }

  private func quoted(_ text: String) -> String {
    var bytes: [UInt8] = []
    JSONText.appendString(line(text), to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// YAML; strings in double quotes, which YAML and JSON read alike.
  private var frontMatter: [String] {
    var lines = ["---", "pretty_name: \(quoted(configuration.title))"]
    if let license = configuration.license {
      lines.append("license: \(quoted(license.lowercased()))")
    }
    if !configuration.keywords.isEmpty {
      lines.append("tags:")
      lines += configuration.keywords.map { "- \(quoted($0))" }
    }
    lines += ["size_categories:", "- \(quoted(sizeCategory))"]
    let jsonLines = manifest.files.filter { $0.mediaType == DataFile.jsonLinesMediaType }
    if !jsonLines.isEmpty {
      lines.append("configs:")
      for (collection, file) in zip(manifest.collections, jsonLines.sorted(by: collectionOrder)) {
        lines += [
          "- config_name: \(quoted(collection.name))", "  data_files:", "  - split: \"train\"",
          "    path: \(quoted(file.content?.path ?? file.path))",
        ]
      }
    }
    return lines + ["---"]
  }

  private func collectionOrder(_ left: Manifest.FileEntry, _ right: Manifest.FileEntry) -> Bool {
    func position(_ file: Manifest.FileEntry) -> Int {
      manifest.collections.firstIndex { "data/\($0.name).jsonl" == file.content?.path } ?? 0
    }
    return position(left) < position(right)
  }

  private var sizeCategory: String {
    switch manifest.recordCount {
    case ..<1_000: "n<1K"
    case ..<10_000: "1K<n<10K"
    case ..<100_000: "10K<n<100K"
    case ..<1_000_000: "100K<n<1M"
    case ..<10_000_000: "1M<n<10M"
    default: "10M<n<100M"
    }
  }

  private var contents: [String] {
    var lines = ["## Contents", "", "| File | Rows | Schema |", "|---|---:|---|"]
    for file in manifest.files where file.content != nil {
      let path = file.content?.path ?? file.path
      let collection = manifest.collections.first {
        path == "data/\($0.name).jsonl" || path.hasPrefix("data/\($0.name).")
      }
      lines.append("| `\(path)` | \(file.recordCount ?? 0) | `\(collection?.schemaPath ?? "")` |")
    }
    return lines + [
      "",
      "In the tables, `_id` is a record's key and `_source` its file. A list of objects has a table of",
      "its own: `_parent` is the key of the record and `_index` the place in the list. For a list in",
      "such a list, `_parent` is the `_parent` and `_index` of the row above, with a `/` between them.",
    ]
  }

  private var loading: [String] {
    guard let file = manifest.files.first(where: { $0.mediaType == DataFile.jsonLinesMediaType })
    else { return [] }
    return [
      "## Loading", "", "```python", "import json",
      "with open(\"\(file.content?.path ?? file.path)\", encoding=\"utf-8\") as lines:",
      "    records = [json.loads(line) for line in lines]", "```",
    ]
  }

  private var checking: [String] {
    ["## Checking", "", "```sh", "sha256sum -c SHA256SUMS", "```"]
  }
}
