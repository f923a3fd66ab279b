/// Repetitions.
extension PatternTranslator {
  /// The number of scalars of `{n}`, `{n,}` or `{n,m}` here, or `nil`.
  func quantifierLength() -> Int? {
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

  mutating func quantifier() throws(PatternError) {
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
