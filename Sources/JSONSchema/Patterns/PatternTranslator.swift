/// Rewrites a regular expression of ECMA-262 in the syntax of PCRE2.
///
/// The meaning is that of the `u` flag, as JSON Schema asks (2020-12 core, section 6.4). As in the
/// standard's annex B, `{`, `}` and `]` that mean nothing else stand for themselves, and any
/// punctuation may be escaped, since patterns like `^{.*}$` are common.
///
/// Specification: <https://262.ecma-international.org/15.0/#sec-patterns>
struct PatternTranslator {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var output = ""
  private var nesting = 0
  /// The names of groups, in order; each is renamed, since PCRE2 allows fewer characters.
  private var groupNames: [String: Int] = [:]
  private var groupCount = 0
  private var names: [String] = []

  private static let maximumNesting = 200

  init(_ pattern: String) {
    scalars = Array(pattern.unicodeScalars)
  }

  mutating func translate() throws(PatternError) -> String {
    countGroups()
    try disjunction()
    if position < scalars.count { throw error("')' closes no group") }
    return output
  }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private func peek(_ offset: Int) -> Unicode.Scalar? {
    position + offset < scalars.count ? scalars[position + offset] : nil
  }

  private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  private func starts(with text: String) -> Bool {
    var offset = position
    for scalar in text.unicodeScalars {
      guard offset < scalars.count, scalars[offset] == scalar else { return false }
      offset += 1
    }
    return true
  }

  private func error(_ message: String) -> PatternError {
    PatternError(message: message, offset: position)
  }

  /// Numbers the groups in advance, since references may come before them.
  private mutating func countGroups() {
    var index = 0
    var isInClass = false
    while index < scalars.count {
      switch scalars[index] {
      case "\\": index += 1
      case "[": isInClass = true
      case "]": isInClass = false
      case "(" where !isInClass:
        let rest = scalars[(index + 1)...]
        if rest.first != "?" {
          groupCount += 1
        } else if rest.count > 2, rest[index + 2] == "<", rest[index + 3] != "=",
          rest[index + 3] != "!"
        {
          groupCount += 1
          let name = rest[(index + 3)...].prefix { $0 != ">" }
          groupNames[String(String.UnicodeScalarView(name))] = groupCount
        }
      default: break
      }
      index += 1
    }
  }

  private mutating func disjunction() throws(PatternError) {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Self.maximumNesting else { throw error("groups are nested too deep") }
    while let scalar = next, scalar != ")" {
      if scalar == "|" {
        position += 1
        output += "|"
      } else {
        try term()
      }
    }
  }

  private mutating func term() throws(PatternError) {
    guard let scalar = next else { return }
    switch scalar {
    case "^", "$":
      position += 1
      output.unicodeScalars.append(scalar)
      try refuseQuantifier("a quantifier cannot follow '\(scalar)'")
    case "(":
      try group()
    case ".":
      position += 1
      output += #"[^\n\r\x{2028}\x{2029}]"#
      try quantifier()
    case "[":
      try characterClass()
      try quantifier()
    case "\\":
      if peek(1) == "b" || peek(1) == "B" {
        output += peek(1) == "b" ? #"\b"# : #"\B"#
        position += 2
        try refuseQuantifier("a quantifier cannot follow a word boundary")
        return
      }
      try atomEscape()
      try quantifier()
    case "*", "+", "?":
      throw error("'\(scalar)' has nothing to repeat")
    default:
      if scalar == "{", quantifierLength() != nil { throw error("'{' has nothing to repeat") }
      position += 1
      appendLiteral(scalar)
      try quantifier()
    }
  }

  private func refusal(_ message: String) -> PatternError { error(message) }

  private mutating func refuseQuantifier(_ message: String) throws(PatternError) {
    if let scalar = next, scalar == "*" || scalar == "+" || scalar == "?" { throw error(message) }
    if quantifierLength() != nil { throw error(message) }
  }

  private mutating func group() throws(PatternError) {
    position += 1
    var isAssertion = false
    if starts(with: "?:") {
      position += 2
      output += "(?:"
    } else if starts(with: "?=") || starts(with: "?!") {
      output += peek(1) == "=" ? "(?=" : "(?!"
      position += 2
      isAssertion = true
    } else if starts(with: "?<=") || starts(with: "?<!") {
      output += peek(2) == "=" ? "(?<=" : "(?<!"
      position += 3
      isAssertion = true
    } else if starts(with: "?<") {
      position += 2
      try groupName()
      output += "("
    } else if next == "?" {
      throw error("'(?' starts no group of ECMA-262")
    } else {
      output += "("
    }
    try disjunction()
    guard skip(")") else { throw error("a group is not closed") }
    output += ")"
    if isAssertion {
      try refuseQuantifier("a quantifier cannot follow an assertion")
    } else {
      try quantifier()
    }
  }

  private mutating func groupName() throws(PatternError) {
    let name = try readName()
    guard !names.contains(name) else { throw error("two groups are named '\(name)'") }
    names.append(name)
  }

  /// Reads up to the closing `>`.
  private mutating func readName() throws(PatternError) -> String {
    var name = ""
    while let scalar = next, scalar != ">" {
      let isFirst = name.isEmpty
      guard
        scalar == "$" || scalar == "_" || scalar.properties.isIDStart
          || (!isFirst && scalar.properties.isIDContinue)
      else { throw error("a group's name has letters, digits, '$' and '_'") }
      name.unicodeScalars.append(scalar)
      position += 1
    }
    guard !name.isEmpty, skip(">") else { throw error("a group's name is not finished") }
    return name
  }

  private mutating func appendLiteral(_ scalar: Unicode.Scalar) {
    if scalar.isASCII, !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar) {
      output += "\\x{" + String(scalar.value, radix: 16) + "}"
    } else {
      output.unicodeScalars.append(scalar)
    }
  }
}

// MARK: Quantifiers

extension PatternTranslator {
  /// The number of scalars of `{n}`, `{n,}` or `{n,m}` here, or `nil`.
  private func quantifierLength() -> Int? {
    guard next == "{" else { return nil }
    var index = position + 1
    let digitsStart = index
    while index < scalars.count, ("0"..."9").contains(scalars[index]) { index += 1 }
    guard index > digitsStart else { return nil }
    if index < scalars.count, scalars[index] == "," {
      index += 1
      while index < scalars.count, ("0"..."9").contains(scalars[index]) { index += 1 }
    }
    guard index < scalars.count, scalars[index] == "}" else { return nil }
    return index + 1 - position
  }

  private mutating func quantifier() throws(PatternError) {
    guard let scalar = next else { return }
    switch scalar {
    case "*", "+", "?":
      position += 1
      output.unicodeScalars.append(scalar)
    case "{":
      guard let length = quantifierLength() else { return }
      let text = scalars[(position + 1)..<(position + length - 1)]
      let bounds = text.split(separator: ",", omittingEmptySubsequences: false).map {
        Int(String(String.UnicodeScalarView($0)))
      }
      if bounds.count == 2, let least = bounds[0], let most = bounds[1], least > most {
        throw error("the bounds of a quantifier are out of order")
      }
      // PCRE2 counts to 65535; no text that is read here needs a larger bound told apart.
      if bounds.contains(where: { ($0 ?? 0) > 65_535 }) {
        throw error("a quantifier counts beyond 65535")
      }
      position += length
      output += "{" + String(String.UnicodeScalarView(text)) + "}"
    default: return
    }
    if skip("?") { output += "?" }
    try refuseQuantifier("two quantifiers follow one another")
  }
}

// MARK: Escapes

extension PatternTranslator {
  /// An escape outside a class.
  private mutating func atomEscape() throws(PatternError) {
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
  private mutating func characterEscape() throws(PatternError) -> Unicode.Scalar {
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

  private mutating func propertyEscape() throws(PatternError) -> String {
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

// MARK: Classes

extension PatternTranslator {
  /// What `\s` matches (ECMA-262, WhiteSpace and LineTerminator).
  fileprivate static let whiteSpace =
    #"\x{9}-\x{d}\x{20}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"#
    + #"\x{feff}"#

  /// Everything else, for `\S` inside a class.
  private static let notWhiteSpace =
    #"\x{0}-\x{8}\x{e}-\x{1f}\x{21}-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}"#
    + #"\x{202a}-\x{202e}\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff}"#

  private enum ClassAtom {
    case scalar(Unicode.Scalar)
    case set(String)
  }

  private mutating func characterClass() throws(PatternError) {
    position += 1
    let isNegated = skip("^")
    var content = ""
    while let scalar = next, scalar != "]" {
      let first = try classAtom()
      if next == "-", let after = peek(1), after != "]" {
        position += 1
        let second = try classAtom()
        guard case .scalar(let low) = first, case .scalar(let high) = second else {
          throw error("a range in a class goes from one character to another")
        }
        guard low <= high else { throw error("a range in a class is out of order") }
        content += Self.spelling(low) + "-" + Self.spelling(high)
      } else {
        switch first {
        case .scalar(let scalar): content += Self.spelling(scalar)
        case .set(let set): content += set
        }
      }
    }
    guard skip("]") else { throw error("a character class is not closed") }
    output += (isNegated ? "[^" : "[") + content + "]"
  }

  private mutating func classAtom() throws(PatternError) -> ClassAtom {
    guard let scalar = next else { throw error("a character class is not closed") }
    guard scalar == "\\" else {
      position += 1
      return .scalar(scalar)
    }
    switch peek(1) {
    case "d", "D", "w", "W":
      let letter = scalars[position + 1]
      position += 2
      return .set("\\\(letter)")
    case "s":
      position += 2
      return .set(Self.whiteSpace)
    case "S":
      position += 2
      return .set(Self.notWhiteSpace)
    case "b":
      position += 2
      return .scalar("\u{8}")
    case "p", "P": return .set(try propertyEscape())
    default: return .scalar(try characterEscape())
    }
  }

  private static func spelling(_ scalar: Unicode.Scalar) -> String {
    "\\x{" + String(scalar.value, radix: 16) + "}"
  }
}
