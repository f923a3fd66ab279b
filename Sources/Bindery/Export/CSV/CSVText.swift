internal import Documents

/// Writes cells of CSV, RFC 4180.
enum CSVText {
  /// Appends a cell, in quotes where its text could be taken for more than one.
  static func append(_ text: Span<UInt8>, to line: inout [UInt8]) {
    guard text.isEmpty || text.needsQuotesInCSV else {
      line.append(text)
      return
    }
    line.append(UInt8(ascii: "\""))
    var start = 0
    while let quote = text.firstIndex(of: UInt8(ascii: "\""), from: start) {
      line.append(text.extracting(start...quote))
      line.append(UInt8(ascii: "\""))
      start = quote + 1
    }
    line.append(text.extracting(start..<text.count))
    line.append(UInt8(ascii: "\""))
  }

  /// The first line of a table.
  static func header(of table: TableLayout.Table) -> [UInt8] {
    var line: [UInt8] = []
    for name in table.fixedNames + table.columns.map(\.name) {
      if !line.isEmpty { line.append(UInt8(ascii: ",")) }
      append(Array(name.utf8).span, to: &line)
    }
    line.append(UInt8(ascii: "\n"))
    return line
  }
}
