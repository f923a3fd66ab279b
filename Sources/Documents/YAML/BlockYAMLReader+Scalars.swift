extension BlockYAMLReader {
  /// Reads a scalar and the rest of its line; or only the key at the start of a line, up to its ':',
  /// whose place is returned.
  mutating func readScalarOrKey(_ text: Span<UInt8>) throws(Unsure) -> Range<Int>? {
    let start = position
    switch text[start] {
    case UInt8(ascii: "\""): try readDoubleQuoted(text)
    case UInt8(ascii: "'"): try readSingleQuoted(text)
    case UInt8(ascii: "["): try readEmptyCollection(.array, endingWith: UInt8(ascii: "]"), text)
    case UInt8(ascii: "{"): try readEmptyCollection(.object, endingWith: UInt8(ascii: "}"), text)
    case UInt8(ascii: "-") where text.isDash(at: position): throw Unsure()
    case UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "]"),
      UInt8(ascii: "}"), UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "*"),
      UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "%"),
      UInt8(ascii: "@"), UInt8(ascii: "`"):
      throw Unsure()
    default:
      let isKey = try skipPlain(text)
      let range = start..<textEnd
      if isKey { return range }
      builder.appendPlain(PlainScalar(text.extracting(range)), source: range, text: range)
    }
    skipSpaces(text)
    guard try skipLineBreak(text) else { throw Unsure() }
    return nil
  }

  /// Skips a scalar without quotes, and the ':' behind it if there is one.
  ///
  /// - Returns: Whether there is a ':', so that this is a key.
  private mutating func skipPlain(_ text: Span<UInt8>) throws(Unsure) -> Bool {
    var index = position
    var isKey = false
    scan: while true {
      index = try text.firstStop(from: index, or: UInt8(ascii: ":"), or: UInt8(ascii: "#"))
      guard index < text.count else { break }
      switch text[index] {
      case UInt8(ascii: ":"):
        isKey = text.isBlank(at: index + 1)
        if isKey { break scan }
      case UInt8(ascii: "#"):
        // Behind a space it starts a comment.
        guard text[index - 1] != UInt8(ascii: " ") else { throw Unsure() }
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): break scan
      default: throw Unsure()
      }
      index += 1
    }
    textEnd = index
    while text[textEnd - 1] == UInt8(ascii: " ") { textEnd -= 1 }
    position = isKey ? index + 1 : index
    return isKey
  }

  private mutating func readSingleQuoted(_ text: Span<UInt8>) throws(Unsure) {
    let quote = UInt8(ascii: "'")
    let start = position
    var index = start
    var pending = start + 1
    let decodedStart = builder.textEnd
    while true {
      index = try text.firstStop(from: index + 1, or: quote, or: quote)
      guard index < text.count, text[index] == quote else { throw Unsure() }
      guard index + 1 < text.count, text[index + 1] == quote else { break }
      // Two quotes stand for one.
      index += 1
      builder.appendDecoded(text.extracting(pending..<index))
      pending = index + 1
    }
    appendQuoted(text, start..<index + 1, pending: pending..<index, decodedStart: decodedStart)
  }

  private mutating func readDoubleQuoted(_ text: Span<UInt8>) throws(Unsure) {
    let start = position
    var index = start + 1
    var pending = index
    let decodedStart = builder.textEnd
    while true {
      index = try text.firstStop(from: index, or: UInt8(ascii: "\""), or: UInt8(ascii: "\\"))
      guard index < text.count else { throw Unsure() }
      if text[index] == UInt8(ascii: "\"") { break }
      guard text[index] == UInt8(ascii: "\\") else { throw Unsure() }
      builder.appendDecoded(text.extracting(pending..<index))
      index = try appendEscape(text, at: index)
      pending = index
    }
    appendQuoted(text, start..<index + 1, pending: pending..<index, decodedStart: decodedStart)
  }

  /// Adds a string whose text stands in the file, or of which all but `pending` has been decoded.
  private mutating func appendQuoted(
    _ text: Span<UInt8>, _ range: Range<Int>, pending: Range<Int>, decodedStart: Int
  ) {
    position = range.upperBound
    textEnd = range.upperBound
    if pending.lowerBound == range.lowerBound + 1 {
      builder.appendScalar(.string, source: range, text: pending)
    } else {
      builder.appendDecoded(text.extracting(pending))
      builder.appendScalar(.string, source: range, text: decodedStart..<builder.textEnd)
    }
  }

  /// Adds what an escape in double quotes stands for, and returns where the escape ends.
  ///
  /// Specification: YAML 1.2.2, section 5.7
  private mutating func appendEscape(_ text: Span<UInt8>, at start: Int) throws(Unsure) -> Int {
    guard start + 1 < text.count else { throw Unsure() }
    let byte: UInt8
    switch text[start + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: " "):
      byte = text[start + 1]
    case UInt8(ascii: "0"): byte = 0x00
    case UInt8(ascii: "a"): byte = 0x07
    case UInt8(ascii: "b"): byte = 0x08
    case UInt8(ascii: "t"): byte = 0x09
    case UInt8(ascii: "n"): byte = 0x0A
    case UInt8(ascii: "v"): byte = 0x0B
    case UInt8(ascii: "f"): byte = 0x0C
    case UInt8(ascii: "r"): byte = 0x0D
    case UInt8(ascii: "e"): byte = 0x1B
    case UInt8(ascii: "x"): return try appendCharacter(text, digits: start + 2..<start + 4)
    case UInt8(ascii: "u"): return try appendCharacter(text, digits: start + 2..<start + 6)
    case UInt8(ascii: "U"): return try appendCharacter(text, digits: start + 2..<start + 10)
    default: throw Unsure()
    }
    builder.appendDecoded(byte)
    return start + 2
  }

  private mutating func appendCharacter(
    _ text: Span<UInt8>, digits: Range<Int>
  ) throws(Unsure) -> Int {
    guard digits.upperBound <= text.count else { throw Unsure() }
    var code: UInt32 = 0
    for index in digits {
      guard let digit = Character(UnicodeScalar(text[index])).hexDigitValue else { throw Unsure() }
      code = code << 4 | UInt32(digit)
    }
    guard let scalar = UnicodeScalar(code) else { throw Unsure() }
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
      builder.appendDecoded(byte)
    }
    return digits.upperBound
  }
}
