internal import Documents

/// A value that its cell does not show: a reader of the table alone would take it for another.
///
/// Such are null, which is an empty cell like a member that is missing; an empty object, and an
/// empty list that has no cell; and a string that looks like a list. They are rows of a table of
/// their own: the record's key, a JSON pointer (RFC 6901), and the value as JSON.
enum CellException {
  /// Behind the collection's name in the name of the table; no member's name gives it.
  static let fileSuffix = "~values"
  static let columnNames = ["_id", "pointer", "value"]

  static func isNeeded(for index: Int, in line: JSONLine, hasCell: Bool) -> Bool {
    let entry = line.outline.entries[index]
    let isEmpty = Int(entry.next) == index + 1
    switch entry.kind {
    case .null: return true
    case .object: return isEmpty
    case .array: return isEmpty && !hasCell
    case .boolean, .number: return false
    case .string:
      let bytes = line.outline.document.bytes
      let text = bytes[line.outline.textRange(of: entry.value)]
      return text.first == UInt8(ascii: "[") && text.last == UInt8(ascii: "]")
    }
  }

  static func append(_ index: Int, in line: JSONLine, to rows: inout RowEncoder.Rows) {
    CSVText.append(line.key.span, to: &rows.text)
    rows.text.append(UInt8(ascii: ","))
    CSVText.append(Array(pointer(to: index, in: line.outline).utf8).span, to: &rows.text)
    rows.text.append(UInt8(ascii: ","))
    // Always in quotes: the cell is JSON, whatever it looks like.
    CSVText.appendQuoted(
      line.bytes.span.extracting(line.outline.entries[index].text), to: &rows.text)
    rows.text.append(UInt8(ascii: "\n"))
    rows.count += 1
  }

  private static func pointer(to target: Int, in outline: RecordOutline) -> String {
    var pointer = ""
    var current = 0
    while current != target {
      var child = current + 1
      var position = 0
      while Int(outline.entries[child].next) <= target {
        child = Int(outline.entries[child].next)
        position += 1
      }
      let entry = outline.entries[child]
      pointer +=
        "/" + (entry.name < 0 ? "\(position)" : JSONPointer.escape(outline.name(of: entry)))
      current = child
    }
    return pointer
  }
}
