internal import Documents

/// Writes cells of CSV, RFC 4180.
enum CSVText {
  /// Appends a cell, in quotes where its text could be taken for more than one, or for none.
  static func append(_ text: Span<UInt8>, to line: inout [UInt8]) {
    guard text.isEmpty || text.needsQuotesInCSV else {
      line.append(text)
      return
    }
    appendQuoted(text, to: &line)
  }

  /// Appends a string, in quotes also where it could be taken for a number or a truth value.
  static func appendString(_ text: Span<UInt8>, to line: inout [UInt8]) {
    if text.looksLikeLiteral { appendQuoted(text, to: &line) } else { append(text, to: &line) }
  }

  /// Appends a cell in quotes.
  static func appendQuoted(_ text: Span<UInt8>, to line: inout [UInt8]) {
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

extension Span<UInt8> {
  /// Whether no reader of CSV takes this for a number, a truth value or nothing.
  ///
  /// They know a number with one letter, and words such as `NaN`; a text of more letters than the
  /// longest of these is safe, or with two letters and a character that none of them has.
  var isWord: Bool {
    var letterCount = 0
    var hasOther = false
    for index in indices {
      let byte = self[index]
      // As in `1.#QNAN`.
      if byte == UInt8(ascii: "#") { return false }
      switch byte | 0x20 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): letterCount += 1
      default:
        // A dash within is no sign.
        let isSeparator = byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        hasOther =
          hasOther || byte >= 0x80 || byte == UInt8(ascii: "_") || index > 0 && isSeparator
      }
    }
    return letterCount > 8 || letterCount >= 2 && hasOther
  }

  /// Whether this is spelled as a number, or as `true`, `false` or `null` (RFC 8259).
  var looksLikeLiteral: Bool {
    guard let first = isEmpty ? nil : self[0] else { return false }
    switch first {
    case UInt8(ascii: "t"): return hasSameBytes(as: Array("true".utf8).span)
    case UInt8(ascii: "f"): return hasSameBytes(as: Array("false".utf8).span)
    case UInt8(ascii: "n"): return hasSameBytes(as: Array("null".utf8).span)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return isNumber
    default: return false
    }
  }

  private var isNumber: Bool {
    var position = self[0] == UInt8(ascii: "-") ? 1 : 0
    let start = position
    skipDigits(&position)
    guard position > start, self[start] != UInt8(ascii: "0") || position == start + 1 else {
      return false
    }
    if position < count, self[position] == UInt8(ascii: ".") {
      let point = position
      position += 1
      skipDigits(&position)
      if position == point + 1 { return false }
    }
    if position < count, self[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < count,
        self[position] == UInt8(ascii: "+") || self[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      let exponent = position
      skipDigits(&position)
      if position == exponent { return false }
    }
    return position == count
  }

  private func skipDigits(_ position: inout Int) {
    while position < count, self[position] &- UInt8(ascii: "0") < 10 { position += 1 }
  }
}
