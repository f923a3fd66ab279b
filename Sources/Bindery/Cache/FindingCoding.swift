internal import Documents

/// A finding as bytes, so that it is replayed exactly.
extension [UInt8] {
  mutating func append(_ finding: Finding) {
    append(text: finding.rule)
    append(text: finding.severity.rawValue)
    append(finding.location)
    append(text: finding.message)
    append(optional: finding.help)
  }

  private mutating func append(_ location: Location) {
    append(text: location.path)
    append(location.start)
    append(location.end)
    append(optional: location.pointer)
    append(optional: location.schema)
    append(location.excerpt == nil ? 0 : 1)
    guard let excerpt = location.excerpt else { return }
    append(number: UInt64(excerpt.line))
    append(text: excerpt.text)
    append(number: UInt32(excerpt.underlineStart))
    append(number: UInt32(excerpt.underlineCount))
  }

  private mutating func append(_ position: SourcePosition) {
    append(number: UInt64(position.line))
    append(number: UInt64(position.column))
  }
}

extension ByteReader {
  mutating func finding() throws(Damaged) -> Finding {
    let rule = try text()
    guard let severity = Finding.Severity(rawValue: try text()) else { throw Damaged() }
    return Finding(
      rule: rule, severity: severity, location: try location(), message: try text(),
      help: try optionalText())
  }

  private mutating func location() throws(Damaged) -> Location {
    Location(
      path: try text(), start: try sourcePosition(), end: try sourcePosition(),
      pointer: try optionalText(), schema: try optionalText(), excerpt: try excerpt())
  }

  private mutating func excerpt() throws(Damaged) -> Excerpt? {
    guard try number(UInt8.self) != 0 else { return nil }
    return Excerpt(
      line: Int(try number(UInt64.self)), text: try text(),
      underlineStart: Int(try number(UInt32.self)), underlineCount: Int(try number(UInt32.self)))
  }

  private mutating func sourcePosition() throws(Damaged) -> SourcePosition {
    SourcePosition(line: Int(try number(UInt64.self)), column: Int(try number(UInt64.self)))
  }
}
