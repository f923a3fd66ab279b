/// Properties of characters that the standard library does not offer and PCRE2 does.
enum UnicodePatterns {
  private static let sources = [
    ("Greek", #"\p{sc:Greek}"#),
    ("Hebrew", #"\p{sc:Hebrew}"#),
    ("Hiragana", #"\p{sc:Hiragana}"#),
    ("Katakana", #"\p{sc:Katakana}"#),
    ("Han", #"\p{sc:Han}"#),
    ("rightToLeft", #"[\p{bc:R}\p{bc:AL}\p{bc:AN}]"#),
    // RFC 5893, section 2: conditions 1 to 4, and 1, 5 and 6.
    (
      "rightToLeftLabel",
      #"^(?!.*\p{bc:EN}.*\p{bc:AN})(?!.*\p{bc:AN}.*\p{bc:EN})(?=[\p{bc:R}\p{bc:AL}])"#
        + #"[\p{bc:R}\p{bc:AL}\p{bc:AN}\p{bc:EN}\p{bc:ES}\p{bc:CS}\p{bc:ET}\p{bc:ON}\p{bc:BN}"#
        + #"\p{bc:NSM}]*(?<=[\p{bc:R}\p{bc:AL}\p{bc:EN}\p{bc:AN}])\p{bc:NSM}*$"#
    ),
    (
      "leftToRightLabel",
      #"^(?=\p{bc:L})[\p{bc:L}\p{bc:EN}\p{bc:ES}\p{bc:CS}\p{bc:ET}\p{bc:ON}\p{bc:BN}"#
        + #"\p{bc:NSM}]*(?<=[\p{bc:L}\p{bc:EN}])\p{bc:NSM}*$"#
    ),
  ]

  private static let table = PatternTable(
    sources.compactMap { try? CompiledPattern(translated: $0.1) })
  private static let numbers = Dictionary(
    uniqueKeysWithValues: sources.enumerated().map { ($0.element.0, $0.offset) })

  static func matches(_ name: String, _ scalar: Unicode.Scalar) -> Bool {
    matches(name, [scalar])
  }

  static func matches(_ name: String, _ scalars: [Unicode.Scalar]) -> Bool {
    guard let number = numbers[name] else { return false }
    let bytes = Array(String(String.UnicodeScalarView(scalars)).utf8)
    var matcher = PatternMatcher()
    return table.match(number, bytes.span, &matcher) == .match
  }
}
