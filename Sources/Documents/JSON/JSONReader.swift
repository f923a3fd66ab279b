/// Reads one JSON text (RFC 8259) into a `DocumentBuilder`.
struct JSONReader {
  private var builder: DocumentBuilder
  private var position: Int
  private let end: Int
  private var decoded: [UInt8] = []

  /// The reading cannot go on; the issue that says why has been reported.
  private struct Stop: Error {}

  private init(builder: DocumentBuilder, range: Range<Int>) {
    self.builder = builder
    position = range.lowerBound
    end = range.upperBound
  }

  static func read(
    _ source: [UInt8], in range: Range<Int>, limits: DocumentLimits, prior issues: [DocumentIssue],
    firstLine: Int = 1
  ) -> ParsedDocument {
    var builder = DocumentBuilder(source: source, limits: limits)
    for issue in issues { builder.report(issue) }
    var reader = JSONReader(builder: builder, range: range)
    let isComplete: Bool
    do {
      try reader.readText(source.span)
      isComplete = true
    } catch {
      isComplete = false
    }
    return reader.finish(isComplete: isComplete, firstLine: firstLine)
  }

  private func finish(isComplete: Bool, firstLine: Int) -> ParsedDocument {
    builder.finish(isComplete: isComplete, firstLine: firstLine)
  }

  private mutating func readText(_ text: Span<UInt8>) throws(Stop) {
    skipWhiteSpace(text)
    try readValue(text, nesting: 0)
    skipWhiteSpace(text)
    if position < end {
      throw stop(
        "expected the end of the text", "one JSON value makes a record; remove what follows")
    }
  }

  private mutating func readValue(_ text: Span<UInt8>, nesting: Int) throws(Stop) {
    guard position < end else { throw stop("expected a value, found the end of the text") }
    let start = position
    switch text[position] {
    case UInt8(ascii: "{"): try readObject(text, nesting: nesting)
    case UInt8(ascii: "["): try readArray(text, nesting: nesting)
    case UInt8(ascii: "\""): try readString(text)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try readNumber(text)
    case UInt8(ascii: "t"): try readWord("true", text)
    case UInt8(ascii: "f"): try readWord("false", text)
    case UInt8(ascii: "n"): try readWord("null", text)
    case UInt8(ascii: "'"):
      throw stop("expected a value, found a single quote", "JSON strings stand in double quotes")
    default:
      position = start
      throw stop("expected a value", "strings stand in double quotes; true, false and null do not")
    }
  }

  private mutating func readWord(_ word: StaticString, _ text: Span<UInt8>) throws(Stop) {
    let bytes = Array("\(word)".utf8)
    guard end - position >= bytes.count,
      text.extracting(position..<position + bytes.count).hasSameBytes(as: bytes.span)
    else {
      throw stop("expected a value", "strings stand in double quotes; true, false and null do not")
    }
    let range = position..<position + bytes.count
    builder.appendScalar(
      bytes.count == 4 && bytes[0] == UInt8(ascii: "n") ? .null : .boolean,
      source: range, text: range)
    position = range.upperBound
  }

  private mutating func readNumber(_ text: Span<UInt8>) throws(Stop) {
    let start = position
    if text[position] == UInt8(ascii: "-") { position += 1 }
    let digitsStart = position
    let digits = skipDigits(text)
    if digits == 0 { throw stop("expected a digit after '-'") }
    if digits > 1, text[digitsStart] == UInt8(ascii: "0") {
      position = digitsStart
      throw stop("a number cannot start with 0", "remove the 0, or put the digits in quotes")
    }
    if position < end, text[position] == UInt8(ascii: ".") {
      position += 1
      if skipDigits(text) == 0 { throw stop("expected a digit after '.'") }
    }
    if position < end, text[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < end, text[position] == UInt8(ascii: "+") || text[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      if skipDigits(text) == 0 { throw stop("expected a digit in the exponent") }
    }
    builder.appendScalar(.number, source: start..<position, text: start..<position)
  }

  private mutating func skipDigits(_ text: Span<UInt8>) -> Int {
    let start = position
    while position < end, text[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    return position - start
  }

  private mutating func readArray(_ text: Span<UInt8>, nesting: Int) throws(Stop) {
    let node = try open(.array, nesting: nesting)
    var count = 0
    while true {
      skipWhiteSpace(text)
      if count == 0, skip(UInt8(ascii: "]"), text) { break }
      try readValue(text, nesting: nesting + 1)
      count += 1
      skipWhiteSpace(text)
      if skip(UInt8(ascii: "]"), text) { break }
      guard skip(UInt8(ascii: ","), text) else { throw stop("expected ',' or ']'") }
    }
    builder.close(node, count: count, sourceEnd: position)
  }

  private mutating func readObject(_ text: Span<UInt8>, nesting: Int) throws(Stop) {
    let node = try open(.object, nesting: nesting)
    var count = 0
    while true {
      skipWhiteSpace(text)
      if count == 0, skip(UInt8(ascii: "}"), text) { break }
      guard position < end, text[position] == UInt8(ascii: "\"") else {
        throw stop("expected a member's name in double quotes")
      }
      try readString(text)
      skipWhiteSpace(text)
      guard skip(UInt8(ascii: ":"), text) else { throw stop("expected ':'") }
      skipWhiteSpace(text)
      try readValue(text, nesting: nesting + 1)
      count += 1
      skipWhiteSpace(text)
      if skip(UInt8(ascii: "}"), text) { break }
      guard skip(UInt8(ascii: ","), text) else { throw stop("expected ',' or '}'") }
    }
    builder.close(node, count: count, sourceEnd: position)
    for (first, second) in builder.duplicateKeys(of: node) {
      builder.report(
        .duplicateKey(
          .jsonDuplicateKey, name: builder.string(of: second),
          first: builder.sourceRange(of: first),
          second: builder.sourceRange(of: second), builder: builder))
    }
  }

  private mutating func open(_ kind: Value.Kind, nesting: Int) throws(Stop) -> Int {
    guard nesting < builder.limits.maximumNesting else {
      let limit = builder.limits.maximumNesting
      builder.report(.nesting(.jsonNesting, at: position..<position, limit: limit))
      throw Stop()
    }
    position += 1
    return builder.open(kind, at: position - 1..<position)
  }

  private mutating func readString(_ text: Span<UInt8>) throws(Stop) {
    let start = position
    position += 1
    while position < end {
      switch text[position] {
      case UInt8(ascii: "\""):
        builder.appendScalar(.string, source: start..<position + 1, text: start + 1..<position)
        position += 1
        return
      case UInt8(ascii: "\\"):
        try readEscapedString(text, start: start)
        return
      case 0..<0x20: throw controlCharacter(text[position])
      default: position += 1
      }
    }
    position = start
    throw stop("this string is not closed", "add the closing quote")
  }

  /// Reads on from the first backslash of a string.
  private mutating func readEscapedString(_ text: Span<UInt8>, start: Int) throws(Stop) {
    decoded.removeAll(keepingCapacity: true)
    for index in start + 1..<position { decoded.append(text[index]) }
    while position < end {
      let byte = text[position]
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        let decoded = decoded
        builder.appendScalar(.string, source: start..<position, decoded: decoded.span)
        return
      case UInt8(ascii: "\\"): try readEscape(text)
      case 0..<0x20: throw controlCharacter(byte)
      default:
        decoded.append(byte)
        position += 1
      }
    }
    position = start
    throw stop("this string is not closed", "add the closing quote")
  }

  private mutating func readEscape(_ text: Span<UInt8>) throws(Stop) {
    guard position + 1 < end else { throw stop("this escape is not finished") }
    let escape = text[position + 1]
    let simple: UInt8
    switch escape {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): simple = escape
    case UInt8(ascii: "b"): simple = 0x08
    case UInt8(ascii: "f"): simple = 0x0C
    case UInt8(ascii: "n"): simple = 0x0A
    case UInt8(ascii: "r"): simple = 0x0D
    case UInt8(ascii: "t"): simple = 0x09
    case UInt8(ascii: "u"):
      try readUnicodeEscape(text)
      return
    default:
      throw stop(
        "'\\\(Character(UnicodeScalar(escape)))' is no escape of JSON",
        "write '\\\\' for a backslash")
    }
    decoded.append(simple)
    position += 2
  }

  /// `\uXXXX`, and a second one after a high surrogate (RFC 8259, section 7).
  private mutating func readUnicodeEscape(_ text: Span<UInt8>) throws(Stop) {
    let start = position
    var code = try readFourDigits(text)
    if (0xD800..<0xDC00).contains(code), position + 1 < end, text[position] == UInt8(ascii: "\\"),
      text[position + 1] == UInt8(ascii: "u")
    {
      let low = try readFourDigits(text)
      if (0xDC00..<0xE000).contains(low) {
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
    }
    guard let scalar = Unicode.Scalar(code) else {
      position = start
      throw stop(
        "this escape is half of a surrogate pair",
        "write both halves, such as \\uD83D\\uDE00, or the character itself")
    }
    decoded.append(contentsOf: Array(String(Character(scalar)).utf8))
  }

  /// Reads the digits of a `\u` escape, whose backslash is at `position`.
  private mutating func readFourDigits(_ text: Span<UInt8>) throws(Stop) -> UInt32 {
    var code: UInt32 = 0
    guard position + 6 <= end else { throw stop("expected four digits after '\\u'") }
    for index in position + 2..<position + 6 {
      guard let digit = Character(UnicodeScalar(text[index])).hexDigitValue else {
        throw stop("expected four digits after '\\u'")
      }
      code = code << 4 + UInt32(digit)
    }
    position += 6
    return code
  }

  private mutating func skipWhiteSpace(_ text: Span<UInt8>) {
    while position < end {
      switch text[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        position += 1
      default: return
      }
    }
  }

  private mutating func skip(_ byte: UInt8, _ text: Span<UInt8>) -> Bool {
    guard position < end, text[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func controlCharacter(_ byte: UInt8) -> Stop {
    stop("a string cannot hold this control character", "write it as an escape, such as '\\n'")
  }

  private mutating func stop(_ message: String, _ help: String? = nil) -> Stop {
    builder.report(
      DocumentIssue(.jsonSyntax, position..<min(position + 1, end), message, help: help))
    return Stop()
  }
}
