/// What a YAML scalar without quotes stands for: the core schema of YAML 1.2.2, section 10.3.2.
enum PlainScalar: Equatable {
  case null
  case boolean(Bool)
  /// A number whose spelling is valid JSON.
  case number
  /// A number that JSON spells otherwise.
  case respelledNumber(String)
  case string
  /// A string here that other readers take for something else; `reading` says who and what.
  case ambiguousString(reading: String)
  /// A number here that YAML 1.1 reads as a string.
  case ambiguousNumber(String)
  /// `.inf` or `.nan`, which JSON cannot express.
  case notFinite

  init(_ text: borrowing Span<UInt8>) {
    guard text.count > 0 else {
      self = .null
      return
    }
    switch text[0] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      self = Self.number(text)
    case UInt8(ascii: "~"):
      self = text.count == 1 ? .null : .string
    case UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"),
      UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "y"), UInt8(ascii: "Y"),
      UInt8(ascii: "o"), UInt8(ascii: "O"):
      self = text.count <= 5 ? Self.word(text) : .string
    default:
      self = .string
    }
  }

  private static func word(_ text: borrowing Span<UInt8>) -> Self {
    var letters: UInt64 = 0
    var capitalCount = 0
    for index in text.indices {
      letters = letters << 8 | UInt64(text[index] | 0x20)
      if text[index] & 0x20 == 0 { capitalCount += 1 }
    }
    // `null`, `Null` and `NULL` are words; `nULL` is none.
    guard
      capitalCount == 0 || capitalCount == text.count
        || (capitalCount == 1 && text[0] & 0x20 == 0)
    else { return .string }
    return switch letters {
    case Word.null: .null
    case Word.true: .boolean(true)
    case Word.false: .boolean(false)
    // The type repository of YAML 1.1 lists `y` and `n` too, but neither PyYAML nor Psych reads
    // them so.
    case Word.yes, Word.on: .ambiguousString(reading: "YAML 1.1 reads it as true")
    case Word.no, Word.off: .ambiguousString(reading: "YAML 1.1 reads it as false")
    default: .string
    }
  }

  private static func number(_ text: borrowing Span<UInt8>) -> Self {
    var scanner = NumberScanner(text)
    let isNegative = scanner.skip(UInt8(ascii: "-"))
    let isSigned = isNegative || scanner.skip(UInt8(ascii: "+"))
    let rest = scanner.position

    if !isSigned, text.count > 2, text[0] == UInt8(ascii: "0") {
      switch text[1] {
      case UInt8(ascii: "x"):
        return hexadecimal(text)
      case UInt8(ascii: "o"):
        return octal(text)
      case UInt8(ascii: "b"):
        let isBinary = (2..<text.count).allSatisfy {
          text[$0] == UInt8(ascii: "0") || text[$0] == UInt8(ascii: "1")
        }
        return isBinary
          ? .ambiguousString(reading: "YAML 1.1 reads it as a number in base 2") : .string
      default: break
      }
    }

    let whole = scanner.skipDigits(text)
    if scanner.position == text.count, whole > 0 {
      if whole > 1, text[rest] == UInt8(ascii: "0") {
        return leadingZero(text, digits: rest..<text.count)
      }
      return text[0] == UInt8(ascii: "+")
        ? .respelledNumber(String(text.string.dropFirst())) : .number
    }
    var fraction = 0
    let hasPoint = scanner.skip(UInt8(ascii: "."), in: text)
    if hasPoint { fraction = scanner.skipDigits(text) }
    guard whole + fraction > 0 else { return special(text) }
    var hasExponent = false
    if scanner.position < text.count, text[scanner.position] | 0x20 == UInt8(ascii: "e") {
      scanner.position += 1
      _ = scanner.skip(UInt8(ascii: "-"), in: text) || scanner.skip(UInt8(ascii: "+"), in: text)
      guard scanner.skipDigits(text) > 0 else { return yaml11Number(text) }
      hasExponent = true
    }
    guard scanner.position == text.count else { return yaml11Number(text) }

    // JSON wants a digit on both sides of the point, no leading zero, and no plus sign.
    let leadingZeros = whole > 1 && text[rest] == UInt8(ascii: "0")
    let isJSON =
      text[0] != UInt8(ascii: "+") && whole > 0 && !leadingZeros && (!hasPoint || fraction > 0)
    if hasExponent && !hasPoint {
      return .ambiguousNumber(isJSON ? text.string : respelled(text, isNegative: isNegative))
    }
    return isJSON ? .number : .respelledNumber(respelled(text, isNegative: isNegative))
  }

  /// Digits behind a zero: base 8 in YAML 1.1 where they can be, and base 10 in YAML 1.2.
  private static func leadingZero(
    _ text: borrowing Span<UInt8>, digits: Range<Int>
  ) -> Self {
    let sign = text[0] == UInt8(ascii: "-") ? "-" : ""
    let spelled = text.extracting(digits).string
    guard spelled.utf8.allSatisfy({ $0 < UInt8(ascii: "8") }) else {
      return .ambiguousString(
        reading: "YAML 1.2 reads it as the number \(sign)\(spelled.drop { $0 == "0" })")
    }
    return .ambiguousString(
      reading: Int(spelled, radix: 8).map { "YAML 1.1 reads it as the number \(sign)\($0)" }
        ?? "YAML 1.1 reads it as a number")
  }

  private static func hexadecimal(_ text: borrowing Span<UInt8>) -> Self {
    let digits = text.string.dropFirst(2)
    guard digits.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) else {
      return .string
    }
    // Wider numbers than any reader of YAML agrees on stay text.
    guard let number = UInt64(digits, radix: 16) else { return .string }
    return .respelledNumber(String(number))
  }

  private static func octal(_ text: borrowing Span<UInt8>) -> Self {
    guard let number = UInt64(text.string.dropFirst(2), radix: 8), text[2] != UInt8(ascii: "+")
    else { return .string }
    return .ambiguousNumber(String(number))
  }

  private static func special(_ text: borrowing Span<UInt8>) -> Self {
    switch text.string {
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF", ".nan",
      ".NaN", ".NAN":
      .notFinite
    default: .string
    }
  }

  /// Digits with `_` between them, and groups of two digits with `:` between them (base 60).
  private static func yaml11Number(_ text: borrowing Span<UInt8>) -> Self {
    var start = 0
    if text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-") { start = 1 }
    var digits = 0
    var underscores = 0
    var colons = 0
    var points = 0
    for index in start..<text.count {
      switch text[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "_") where index > start: underscores += 1
      case UInt8(ascii: ":") where index > start && index + 1 < text.count: colons += 1
      case UInt8(ascii: "."): points += 1
      default: return .string
      }
    }
    guard digits > 0, points <= 1 else { return .string }
    if colons > 0 {
      let groups = text.string.dropFirst(start).split(
        separator: ":", omittingEmptySubsequences: false)
      let isBase60 = groups.dropFirst().enumerated().allSatisfy { position, group in
        let isLast = position == groups.count - 2
        let whole = isLast ? group.split(separator: ".").first ?? "" : group
        return whole.count <= 2 && Int(whole).map { $0 < 60 } == true
      }
      return isBase60
        ? .ambiguousString(reading: "YAML 1.1 reads it as a number in base 60") : .string
    }
    return underscores > 0 ? .ambiguousString(reading: "YAML 1.1 reads it as a number") : .string
  }

  private static func respelled(_ text: borrowing Span<UInt8>, isNegative: Bool) -> String {
    var whole = text.string
    if whole.first == "+" || whole.first == "-" { whole.removeFirst() }
    let exponentStart = whole.firstIndex { $0 == "e" || $0 == "E" } ?? whole.endIndex
    let exponent = whole[exponentStart...]
    let parts = whole[..<exponentStart].split(separator: ".", omittingEmptySubsequences: false)
    let integer = parts[0].drop { $0 == "0" }
    let fraction = parts.count > 1 ? parts[1] : ""
    return (isNegative ? "-" : "") + (integer.isEmpty ? "0" : integer)
      + (parts.count > 1 ? "." + (fraction.isEmpty ? "0" : fraction) : "") + exponent
  }
}

/// The bytes of words, as numbers.
private enum Word {
  static let null: UInt64 = 0x6E75_6C6C
  static let `true`: UInt64 = 0x7472_7565
  static let `false`: UInt64 = 0x66_616C_7365
  static let yes: UInt64 = 0x79_6573
  static let no: UInt64 = 0x6E6F
  static let on: UInt64 = 0x6F6E
  static let off: UInt64 = 0x6F_6666
}

/// A position in the spelling of a number.
private struct NumberScanner {
  var position = 0
  private let first: UInt8

  init(_ text: borrowing Span<UInt8>) { first = text[0] }

  /// Skips the sign, which can only come first.
  mutating func skip(_ sign: UInt8) -> Bool {
    guard position == 0, first == sign else { return false }
    position = 1
    return true
  }

  mutating func skip(_ byte: UInt8, in text: borrowing Span<UInt8>) -> Bool {
    guard position < text.count, text[position] == byte else { return false }
    position += 1
    return true
  }

  mutating func skipDigits(_ text: borrowing Span<UInt8>) -> Int {
    let start = position
    while position < text.count, text[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    return position - start
  }
}
