internal import Documents

/// Writes records as rows of CSV, RFC 4180: UTF-8, LF.
///
/// A missing member and null are an empty cell; an empty string is `""`. Values are never altered
/// to please a spreadsheet. What a cell cannot show is kept beside the tables, as `CellException`.
struct RowEncoder: Sendable {
  let layout: TableLayout
  /// The rows of each table of the layout.
  private(set) var tables: [Rows]
  /// The entries in the cells of the rows that are being written, -1 for an empty cell; of the
  /// innermost row last.
  private var cells: [Int32] = []
  /// What names the row that the current one belongs to.
  private var parent: [UInt8] = []
  /// What cells cannot show, as rows of a table of its own.
  private(set) var exceptions = Rows()
  /// The cells that the current record filled.
  private var filled: [(table: Int, column: Int, entry: Int32)] = []

  struct Rows: Sendable {
    var text: [UInt8] = []
    var count = 0
    /// By column.
    var facts: [ColumnFacts] = []
  }

  init(_ layout: TableLayout) {
    self.layout = layout
    tables = layout.tables.map {
      Rows(facts: Array(repeating: ColumnFacts(), count: $0.columns.count))
    }
  }

  /// Appends the rows of a record.
  ///
  /// - Returns: `false` where the layout has no place for something in it; nothing is appended then.
  mutating func append(_ line: JSONLine) -> Bool {
    let start = tables.map { ($0.text.count, $0.count) }
    let exceptionsStart = (exceptions.text.count, exceptions.count)
    filled.removeAll(keepingCapacity: true)
    parent.removeAll(keepingCapacity: true)
    parent += line.key
    cells.removeAll(keepingCapacity: true)
    guard line.bodyRange == nil || layout.hasBody, appendRecord(line) else {
      for (index, (byteCount, count)) in start.enumerated() {
        let excess = tables[index].text.count - byteCount
        tables[index].text.removeLast(excess)
        tables[index].count = count
      }
      exceptions.text.removeLast(exceptions.text.count - exceptionsStart.0)
      exceptions.count = exceptionsStart.1
      return false
    }
    for (table, column, entry) in filled {
      tables[table].facts[column].note(Int(entry), in: line, countsTexts: table == 0)
    }
    return true
  }

  private mutating func appendRecord(_ line: JSONLine) -> Bool {
    let columnCount = layout.tables[0].columns.count
    cells.append(contentsOf: repeatElement(-1, count: columnCount))
    guard place(membersOf: 0, of: line, group: 0, cellStart: 0) else { return false }
    CSVText.append(line.key.span, to: &tables[0].text)
    tables[0].text.append(UInt8(ascii: ","))
    CSVText.append(line.path.span, to: &tables[0].text)
    appendCells(cellStart: 0, count: layout.hasBody ? columnCount - 1 : columnCount, line, table: 0)
    if layout.hasBody {
      tables[0].text.append(UInt8(ascii: ","))
      if let body = line.bodyRange {
        let bytes = line.outline.document.bytes
        CSVText.append(bytes.span.extracting(body), to: &tables[0].text)
      }
    }
    finishRow(in: 0)
    return true
  }

  /// Puts the members of an object into the cells of the current row, and arrays of objects into
  /// rows of their own.
  private mutating func place(
    membersOf object: Int, of line: JSONLine, group: Int, cellStart: Int
  ) -> Bool {
    var index = object + 1
    let end = Int(line.outline.entries[object].next)
    while index < end {
      let entry = line.outline.entries[index]
      let target = target(of: entry, in: line.outline.entries[object].place, line, group: group)
      if CellException.isNeeded(for: index, in: line, hasCell: target.isAlwaysCell) {
        CellException.append(index, in: line, to: &exceptions)
      }
      switch entry.kind {
      case .object:
        guard target.object >= 0,
          place(membersOf: index, of: line, group: target.object, cellStart: cellStart)
        else { return false }
      case .array where entry.isTable:
        guard target.table >= 0, appendItems(of: index, of: line, target) else { return false }
      case .null, .array, .boolean, .number, .string:
        // Whether there is a column already depends on the time, so an empty array must not.
        let isEmptyArray = entry.kind == .array && Int(entry.next) == index + 1
        if target.column >= 0, !isEmptyArray || target.isAlwaysCell {
          cells[cellStart + target.column] = Int32(index)
        } else if entry.needsCell(at: index) {
          return false
        }
      }
      index = Int(entry.next)
    }
    return true
  }

  private func target(
    of entry: RecordOutline.Entry, in place: ExportPlan.PlaceID, _ line: JSONLine, group: Int
  ) -> TableLayout.Target {
    if entry.position >= 0, layout.groups[group].place == place {
      return layout.groups[group].declared[Int(entry.position)]
    }
    return layout.groups[group].named[line.outline.name(of: entry)] ?? TableLayout.Target()
  }

  /// A row names its parent: the record, or for an array within an array, `parent/index`.
  private mutating func appendItems(
    of array: Int, of line: JSONLine, _ target: TableLayout.Target
  ) -> Bool {
    let table = target.table
    let columnCount = layout.tables[table].columns.count
    let (cellStart, parentCount) = (cells.count, parent.count)
    var item = array + 1
    var index = 0
    while item < Int(line.outline.entries[array].next) {
      cells.append(contentsOf: repeatElement(-1, count: columnCount))
      parent.append(contentsOf: "/\(index)".utf8)
      guard place(membersOf: item, of: line, group: target.items, cellStart: cellStart) else {
        return false
      }
      let (parent, number) = (parent[..<parentCount], parent[(parentCount + 1)...])
      CSVText.append(parent.span, to: &tables[table].text)
      tables[table].text.append(UInt8(ascii: ","))
      tables[table].text.append(contentsOf: number)
      appendCells(cellStart: cellStart, count: columnCount, line, table: table)
      finishRow(in: table)
      self.parent.removeLast(self.parent.count - parentCount)
      cells.removeLast(cells.count - cellStart)
      item = Int(line.outline.entries[item].next)
      index += 1
    }
    return true
  }

  private mutating func appendCells(cellStart: Int, count: Int, _ line: JSONLine, table: Int) {
    let (nodes, bytes) = (line.outline.document.nodes, line.outline.document.bytes)
    for column in 0..<count {
      let cell = cells[cellStart + column]
      tables[table].text.append(UInt8(ascii: ","))
      guard cell >= 0 else { continue }
      filled.append((table, column, cell))
      let entry = line.outline.entries[Int(cell)]
      switch entry.kind {
      case .null: break
      case .boolean, .number: tables[table].text.append(line.bytes.span.extracting(entry.text))
      case .string:
        let node = nodes[Int(entry.value)]
        CSVText.appendString(
          bytes.span.extracting(Int(node.textStart)..<Int(node.textEnd)), to: &tables[table].text)
      case .array, .object:
        CSVText.append(line.bytes.span.extracting(entry.text), to: &tables[table].text)
      }
    }
  }

  private mutating func finishRow(in table: Int) {
    tables[table].text.append(UInt8(ascii: "\n"))
    tables[table].count += 1
  }
}

extension RecordOutline.Entry {
  /// Whether a value would be lost without a cell; null and an empty array say nothing.
  fileprivate func needsCell(at index: Int) -> Bool {
    kind != .null && !(kind == .array && Int(next) == index + 1)
  }
}
