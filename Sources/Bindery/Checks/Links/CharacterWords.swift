/// A character in words that a reader of a message can follow, also where it cannot be seen.
enum CharacterWords {
  static func of(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case " ": return "a space"
    case "\t": return "a tab"
    case "\n", "\r": return "a line break"
    default: break
    }
    let properties = scalar.properties
    if properties.generalCategory == .control {
      return "the control character \(codePoint(scalar))"
    }
    guard VisibleText.isInvisible(scalar) || properties.isWhitespace else {
      return "the character '\(scalar)'"
    }
    let name = properties.name.map { " (\($0.lowercased()))" } ?? ""
    return "the invisible character \(codePoint(scalar))\(name)"
  }

  /// Such as `U+00A0`.
  static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
