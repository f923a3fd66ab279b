internal import Bindery
internal import Documents

/// The versions that can be pulled.
enum CatalogReporter {
  static func text(_ catalog: Catalog) -> String {
    var paragraphs: [String] = []
    for dataset in catalog.datasets {
      var rows = [["version", "date", "records", "bundle", "manifest"]]
      for release in dataset.releases {
        rows.append([
          release.version.description, String(release.created.prefix(10)),
          "\(release.recordCount)",
          release.bundle(of: dataset.name).map { ByteCount.text($0.digest.byteCount) }
            ?? "",
          "sha256:" + release.manifest,
        ])
      }
      paragraphs.append(
        "\(dataset.name)  \(VisibleText.shortened(dataset.title, maximumScalarCount: 200))\n"
          + table(rows))
    }
    return paragraphs.joined(separator: "\n")
  }

  /// Columns as wide as their widest cell; numbers and sizes stand to the right.
  private static func table(_ rows: [[String]]) -> String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var text = ""
    for row in rows {
      var line = " "
      for (column, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        let isLast = column == row.count - 1
        line += " " + (column == 2 || column == 3 ? padding + cell : cell + (isLast ? "" : padding))
        if !isLast { line += " " }
      }
      text += line + "\n"
    }
    return text
  }

  static func json(_ catalog: Catalog) -> [UInt8] { catalog.json.text }
}
