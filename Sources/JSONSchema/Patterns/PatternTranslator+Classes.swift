/// Character classes.
extension PatternTranslator {
  /// What `\s` matches (ECMA-262, WhiteSpace and LineTerminator).
  static let whiteSpace =
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

  mutating func characterClass() throws(PatternError) {
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
