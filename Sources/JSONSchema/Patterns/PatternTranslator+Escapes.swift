/// What follows a backslash.
extension PatternTranslator {
  /// An escape outside a class.
  mutating func atomEscape() throws(PatternError) {
    guard let scalar = peek(1) else { throw error("the pattern ends with a backslash") }
    switch scalar {
    case "1"..."9":
      position += 1
      var number = 0
      while let digit = next, ("0"..."9").contains(digit) {
        number = min(number * 10 + Int(digit.value - 48), 100_000)
        position += 1
      }
      guard number <= groupCount else { throw error("'\\\(number)' refers to no group") }
      output += "\\g{\(number)}"
    case "k":
      position += 2
      guard skip("<") else { throw error("'\\k' must be followed by '<' and a group's name") }
      let name = try readName()
      guard let number = groupNames[name] else { throw error("no group is named '\(name)'") }
      output += "\\g{\(number)}"
    case "s":
      position += 2
      output += "[" + Self.whiteSpace + "]"
    case "S":
      position += 2
      output += "[^" + Self.whiteSpace + "]"
    case "d", "D", "w", "W":
      position += 2
      output += "\\\(scalar)"
    case "p", "P":
      output += try propertyEscape()
    default:
      appendLiteral(try characterEscape())
    }
  }

  /// An escape that stands for one character.
  mutating func characterEscape() throws(PatternError) -> Unicode.Scalar {
    guard let scalar = peek(1) else { throw error("the pattern ends with a backslash") }
    position += 2
    switch scalar {
    case "t": return "\t"
    case "n": return "\n"
    case "v": return "\u{B}"
    case "f": return "\u{C}"
    case "r": return "\r"
    case "0":
      if let digit = next, ("0"..."9").contains(digit) {
        throw error("'\\0' cannot be followed by a digit")
      }
      return "\0"
    case "c":
      guard let letter = next, letter.isASCII, letter.properties.isAlphabetic else {
        throw error("'\\c' must be followed by a letter")
      }
      position += 1
      return Unicode.Scalar(UInt8(letter.value % 32))
    case "x":
      guard let value = hexadecimal(digitCount: 2), let result = Unicode.Scalar(value) else {
        throw error("'\\x' must be followed by two hexadecimal digits")
      }
      return result
    case "u": return try unicodeEscape()
    default:
      let isPunctuation =
        scalar.isASCII && !scalar.properties.isAlphabetic && !("0"..."9").contains(scalar)
      guard isPunctuation else {
        position -= 2
        throw error("'\\\(scalar)' is no escape of ECMA-262")
      }
      return scalar
    }
  }

  private mutating func hexadecimal(digitCount: Int) -> UInt32? {
    guard position + digitCount <= scalars.count else { return nil }
    var value: UInt32 = 0
    for scalar in scalars[position..<position + digitCount] {
      guard scalar.isASCII, let digit = Character(scalar).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    position += digitCount
    return value
  }

  /// `\uXXXX`, a pair of them, or `\u{X…}`, from behind the `u`.
  private mutating func unicodeEscape() throws(PatternError) -> Unicode.Scalar {
    if skip("{") {
      var value: UInt32 = 0
      var count = 0
      while let scalar = next, scalar.isASCII, let digit = Character(scalar).hexDigitValue {
        value = min(value << 4 | UInt32(digit), 0x110000)
        count += 1
        position += 1
      }
      guard count > 0, skip("}"), let result = Unicode.Scalar(value) else {
        throw error("'\\u{' must hold a code point")
      }
      return result
    }
    guard var value = hexadecimal(digitCount: 4) else {
      throw error("'\\u' must be followed by four hexadecimal digits")
    }
    if (0xD800..<0xDC00).contains(value), starts(with: #"\u"#) {
      position += 2
      guard let low = hexadecimal(digitCount: 4), (0xDC00..<0xE000).contains(low) else {
        throw error("half of a surrogate pair is no character")
      }
      value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let result = Unicode.Scalar(value) else {
      throw error("half of a surrogate pair is no character")
    }
    return result
  }

  mutating func propertyEscape() throws(PatternError) -> String {
    let isNegated = peek(1) == "P"
    position += 2
    guard skip("{") else { throw error("'\\p' must be followed by '{'") }
    var name = ""
    while let scalar = next, scalar != "}" {
      name.unicodeScalars.append(scalar)
      position += 1
    }
    guard skip("}") else { throw error("'\\p{' is not closed") }
    guard let property = UnicodeProperty.spelling(name) else {
      throw error("'\(name)' is no property of Unicode that is known here")
    }
    return (isNegated ? "\\P{" : "\\p{") + property + "}"
  }
}
