internal import Documents

/// Durations as RFC 3339, appendix A, spells them (`P7D`, `PT1H30M`, `P2W`).
enum ISODuration {
  /// The length in seconds, or `nil` where the text is no duration or has years or months, whose
  /// length is not fixed.
  static func seconds(_ text: Span<UInt8>) -> Int? {
    guard isValid(text) else { return nil }
    var total = 0
    var number = 0
    var isTime = false
    for index in 1..<text.count {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        number = min(number * 10 + Int(byte - UInt8(ascii: "0")), 100_000_000)
        continue
      case UInt8(ascii: "T"): isTime = true
      case UInt8(ascii: "W"): total += number * 7 * 86_400
      case UInt8(ascii: "D"): total += number * 86_400
      case UInt8(ascii: "H"): total += number * 3_600
      case UInt8(ascii: "M") where isTime: total += number * 60
      case UInt8(ascii: "S"): total += number
      default: return nil
      }
      number = 0
    }
    return total
  }

  /// Whether the text is a duration.
  ///
  /// Units follow one another without a gap from the first to the last, as the grammar has it.
  static func isValid(_ text: Span<UInt8>) -> Bool {
    guard text.count > 2, text[0] == UInt8(ascii: "P") else { return false }
    var index = 1
    let dateUnits: [UInt8] = Array("YMD".utf8)
    let timeUnits: [UInt8] = Array("HMS".utf8)
    if text[text.count - 1] == UInt8(ascii: "W") {
      for index in 1..<text.count - 1 where !isDigit(text[index]) { return false }
      return true
    }
    if text[index] != UInt8(ascii: "T") {
      guard let end = units(text, from: index, dateUnits) else { return false }
      index = end
    }
    guard index < text.count else { return true }
    guard text[index] == UInt8(ascii: "T"), index + 1 < text.count,
      let end = units(text, from: index + 1, timeUnits)
    else { return false }
    return end == text.count
  }

  /// Reads numbers with units, each the next in the list after the first; returns where they end.
  private static func units(_ text: Span<UInt8>, from start: Int, _ units: [UInt8]) -> Int? {
    var index = start
    var expected: Int?
    while index < text.count, isDigit(text[index]) {
      while index < text.count, isDigit(text[index]) { index += 1 }
      guard index < text.count, let unit = units.firstIndex(of: text[index]) else { return nil }
      if let expected, unit != expected { return nil }
      expected = unit + 1
      index += 1
    }
    return expected == nil ? nil : index
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
