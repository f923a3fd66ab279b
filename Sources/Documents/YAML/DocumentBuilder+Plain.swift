extension DocumentBuilder {
  /// Adds a YAML scalar as what its spelling stands for, and reports a spelling that is read in
  /// more than one way.
  ///
  /// Its text stands at `text`, in the file or behind it.
  mutating func appendPlain(
    _ plain: PlainScalar, source range: Range<Int>, text: Range<Int>, style: Node.Style = .plain
  ) {
    switch plain {
    case .string: appendScalar(.string, source: range, text: text, style: style)
    case .number: appendScalar(.number, source: range, text: text, style: style)
    case .null: appendScalar(.null, source: range, text: range, style: .plain)
    case .boolean(let value): appendBoolean(value, source: range, text: text)
    case .respelledNumber(let number): appendRespelled(number, source: range)
    case .ambiguousNumber(let number):
      appendRespelled(number, source: range)
      report(.ambiguousNumber(number, at: range, spelled: string(ofText: text)))
    case .ambiguousString(let reading):
      appendScalar(.string, source: range, text: text, style: style)
      report(.ambiguousString(string(ofText: text), reading: reading, at: range))
    case .notFinite:
      appendScalar(.string, source: range, text: text, style: style)
      report(.notFinite(at: range, builder: self))
    }
  }

  /// JSON spells truth values in small letters.
  private mutating func appendBoolean(_ value: Bool, source range: Range<Int>, text: Range<Int>) {
    if byte(at: text.lowerBound) == (value ? UInt8(ascii: "t") : UInt8(ascii: "f")) {
      appendScalar(.boolean, source: range, text: text, style: .plain)
    } else {
      appendRespelled(value ? "true" : "false", kind: .boolean, source: range)
    }
  }

  private mutating func appendRespelled(
    _ spelling: String, kind: Value.Kind = .number, source range: Range<Int>
  ) {
    appendScalar(kind, source: range, decoded: Array(spelling.utf8).span, style: .plain)
  }
}
