internal import Documents

/// Writes records as rows of CSV, RFC 4180: UTF-8, LF, a header.
///
/// A missing member and null are an empty cell; an empty string is `""`. Values are never altered
/// to please a spreadsheet.
struct CSVEncoder: Sendable {
  let layout: TableLayout

  /// The header of each table.
  func headers() -> [[UInt8]] {
    layout.tables.enumerated().map { index, table in
      let fixed = index == 0 ? ["_id", "_source"] : ["_parent", "_index"]
      let names = fixed + table.columns + (table.hasBody ? ["_body"] : [])
      var line: [UInt8] = []
      for (position, name) in names.enumerated() {
        if position > 0 { line.append(UInt8(ascii: ",")) }
        Self.append(Array(name.utf8)[...], to: &line)
      }
      line.append(UInt8(ascii: "\n"))
      return line
    }
  }

  /// Appends a record's rows to the text of each table; returns how many rows each gained.
  func append(_ record: Value, to output: inout [[UInt8]], rowCounts: inout [Int]) {
    let id = record["_id"]?.string ?? ""
    let ends = (record["_id"], record["_source"], record["_body"])
    var rows = RowWriter(encoder: self, output: output, rowCounts: rowCounts)
    rows.appendRecord(record, id: id, ends)
    output = rows.output
    rowCounts = rows.rowCounts
  }

  /// Appends a cell, in quotes where its text could be taken for more than one.
  static func append(_ text: ArraySlice<UInt8>, to line: inout [UInt8]) {
    let needsQuotes =
      text.isEmpty
      || text.contains {
        $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\n")
          || $0 == UInt8(ascii: "\r")
      }
    guard needsQuotes else {
      line.append(contentsOf: text)
      return
    }
    line.append(UInt8(ascii: "\""))
    var rest = text
    while let quote = rest.firstIndex(of: UInt8(ascii: "\"")) {
      line.append(contentsOf: rest[...quote])
      line.append(UInt8(ascii: "\""))
      rest = rest[(quote + 1)...]
    }
    line.append(contentsOf: rest)
    line.append(UInt8(ascii: "\""))
  }

  static func append(_ value: Value?, to line: inout [UInt8]) {
    guard let value else { return }
    switch value.kind {
    case .null: break
    case .string: append(value.textBytes, to: &line)
    case .boolean, .number: line.append(contentsOf: value.textBytes)
    case .array, .object:
      var json: [UInt8] = []
      value.appendJSON(to: &json)
      append(json[...], to: &line)
    }
  }
}

/// Collects the rows of one record, for all tables.
private struct RowWriter {
  let encoder: CSVEncoder
  var output: [[UInt8]]
  var rowCounts: [Int]

  mutating func appendRecord(_ record: Value, id: String, _ ends: (Value?, Value?, Value?)) {
    var cells = [Value?](repeating: nil, count: encoder.layout.tables[0].columns.count)
    place(record, encoder.layout.members, &cells, parent: id)
    CSVEncoder.append(ends.0, to: &output[0])
    output[0].append(UInt8(ascii: ","))
    CSVEncoder.append(ends.1, to: &output[0])
    finishRow(cells, in: 0, body: encoder.layout.tables[0].hasBody ? .some(ends.2) : nil)
  }

  /// Puts the members of an object into the cells of the current row, and arrays of objects into
  /// rows of their own.
  private mutating func place(
    _ object: Value, _ targets: [String: TableLayout.Target], _ cells: inout [Value?],
    parent: String
  ) {
    for member in object.members {
      guard let name = member.key.string, let target = targets[name] else { continue }
      switch member.value.kind {
      case .object:
        if let object = target.object { place(member.value, object, &cells, parent: parent) }
      case .array where member.value.isTable:
        guard let table = target.table, let items = target.items else { continue }
        for (index, item) in member.value.elements.enumerated() {
          appendItem(item, items, table: table, parent: parent, index: index)
        }
      default:
        if let column = target.column { cells[column] = member.value }
      }
    }
  }

  /// A row names its parent: the record, or for an array within an array, `parent/index`.
  private mutating func appendItem(
    _ item: Value, _ targets: [String: TableLayout.Target], table: Int, parent: String, index: Int
  ) {
    var cells = [Value?](repeating: nil, count: encoder.layout.tables[table].columns.count)
    place(item, targets, &cells, parent: "\(parent)/\(index)")
    CSVEncoder.append(Array(parent.utf8)[...], to: &output[table])
    output[table].append(contentsOf: ",\(index)".utf8)
    finishRow(cells, in: table, body: nil)
  }

  private mutating func finishRow(_ cells: [Value?], in table: Int, body: Value??) {
    for cell in cells {
      output[table].append(UInt8(ascii: ","))
      CSVEncoder.append(cell, to: &output[table])
    }
    if let body {
      output[table].append(UInt8(ascii: ","))
      CSVEncoder.append(body, to: &output[table])
    }
    output[table].append(UInt8(ascii: "\n"))
    rowCounts[table] += 1
  }
}

extension Value {
  /// Whether this is an array of objects, which CSV keeps in a table of its own.
  var isTable: Bool {
    kind == .array && count > 0 && elements.allSatisfy { $0.kind == .object }
  }
}
