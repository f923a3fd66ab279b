/// The `README.md` of a bundle: what is in it, for people, below the front matter for hubs.
struct DatasetCard {
  let release: ReleaseDescription

  private var manifest: Manifest { release.manifest }
  private var configuration: Configuration { release.configuration }

  private static let maximumTopCount = 10
  private static let maximumTopColumnCount = 8
  private static let maximumRowCount = 100

  var text: String {
    var lines =
      HubFrontMatter(release: release).lines + ["", "# \(line(configuration.title))", ""]
    if let description = configuration.description {
      lines += [VisibleText.escapeLines(description), ""]
    }
    lines += [
      "Version \(manifest.version), \(manifest.created.prefix(10)). \(manifest.recordCount) records.",
      "",
    ]
    lines += collections + timeSpans + topValues + missingValues + files + loading + checking
    lines += ["", "## Citation", "", MarkdownText.escape(CitationFile.sentence(release)) + "."]
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

  /// A text in a cell of a table, where a bar would end it even in code.
  private func cell(_ text: String) -> String {
    MarkdownText.code(VisibleText.shortened(text)).replacing("|", with: "\\|")
  }

  // MARK: What is in it

  private var mainTables: [DescribedTable] {
    release.tables.filter { $0.parent == nil && $0.rowCount > 0 }
  }

  private var collections: [String] {
    ["## Records", "", "| Collection | Records | Fields | Schema |", "|---|---:|---:|---|"]
      + manifest.collections.map { collection in
        let fields = release.tables.filter { $0.collection == collection.name }
          .reduce(0) { $0 + $1.columns.count }
        return
          "| \(collection.name) | \(collection.recordCount) | \(fields) | `\(collection.schemaPath)` |"
      } + [""]
  }

  private var timeSpans: [String] {
    let spans = release.tables.flatMap { table in
      table.columns.compactMap { column -> String? in
        guard column.type == .date || column.type == .time, let days = column.facts.days else {
          return nil
        }
        return
          "| \(table.name) | \(cell(column.name)) | \(days.lowerBound) | \(days.upperBound) |"
      }
    }
    guard !spans.isEmpty else { return [] }
    return ["## Time span", "", "| Table | Field | First | Last |", "|---|---|---|---|"]
      + capped(spans) + [""]
  }

  /// Fields whose values repeat: at most half as many as there are cells with them.
  private var topValues: [String] {
    var lines: [String] = []
    for table in mainTables {
      let columns = table.columns.filter { column in
        let counts = column.facts.counts.sorted
        let total = counts.reduce(0) { $0 + $1.count }
        return counts.count > 1 && counts.count * 2 <= total
      }
      for column in columns.prefix(Self.maximumTopColumnCount) {
        let counts = column.facts.counts.sorted
        lines += ["", "| \(cell(table.name + ": " + column.name)) | Records |", "|---|---:|"]
        lines += counts.prefix(Self.maximumTopCount).map { "| \(cell($0.text)) | \($0.count) |" }
        let rest = counts.count - Self.maximumTopCount
        if rest > 0 { lines.append("| and \(rest) more | |") }
      }
    }
    return lines.isEmpty ? [] : ["## Most frequent values"] + lines + [""]
  }

  private var missingValues: [String] {
    let rows = release.tables.flatMap { table in
      table.columns.compactMap { column -> String? in
        let count = table.rowCount - column.facts.filledCount
        guard count > 0, table.rowCount > 0 else { return nil }
        let tenths = (count * 1000 + table.rowCount / 2) / table.rowCount
        return
          "| \(table.name) | \(cell(column.name)) | \(count) | \(tenths / 10).\(tenths % 10) % |"
      }
    }
    guard !rows.isEmpty else { return [] }
    return [
      "## Missing values", "", "| Table | Field | Rows without | |", "|---|---|---:|---:|",
    ] + capped(rows) + [""]
  }

  /// As many rows of a table as somebody may read.
  private func capped(_ rows: [String]) -> [String] {
    let rest = rows.count - Self.maximumRowCount
    return rest > 0 ? rows.prefix(Self.maximumRowCount) + ["| and \(rest) more |"] : rows
  }

  private var files: [String] {
    ["## Files", "", "| File | Rows |", "|---|---:|"]
      + manifest.files.map {
        "| `\($0.content?.path ?? $0.path)` | \($0.recordCount.map(String.init) ?? "") |"
      } + [
        "",
        "In JSON lines and tables, `_id` is a record's key, `_source` its file and `_body` its text. In",
        "tables, members of members have dotted names, and a list of objects has a table of its own:",
        "`_parent` is the key of the record and `_index` the place in the list. For a list in such a",
        "list, `_parent` is the `_parent` and `_index` of the row above, with a `/` between them.",
        "Tables whose names end in `~values` list what other tables do not show, such as null.", "",
        "`datapackage.json`, `croissant.json` and `CITATION.cff` say the same to other programs,",
        "`CHANGELOG.md` what each version changed.", "",
      ]
  }

  // MARK: How it is used

  private var loading: [String] {
    guard let collection = manifest.collections.first(where: { $0.recordCount > 0 }) else {
      return []
    }
    let lines =
      release.hasLines
      ? [
        "import json", "with open(\"data/\(collection.name).jsonl\", encoding=\"utf-8\") as lines:",
        "    records = [json.loads(line) for line in lines]",
      ]
      : [
        "import csv",
        "with open(\"data/\(collection.name).csv\", encoding=\"utf-8\", newline=\"\") as table:",
        "    rows = list(csv.DictReader(table))",
      ]
    return ["## Loading", "", "```python"] + lines + [
      "```", "", "Or with the library `datasets`:", "", "```python",
      "from datasets import load_dataset",
      "records = load_dataset(\"/path/to/this/folder\", \"\(collection.name)\", split=\"train\")",
      "```", "",
    ]
  }

  private var checking: [String] {
    ["## Checking", "", "```sh", "sha256sum -c SHA256SUMS", "```"]
  }
}
