extension Rule {
  static let text = [
    Rule(
      "text/byte-order-mark", "A file does not start with a byte order mark.", severity: .warning,
      meaning: """
        UTF-8 needs no byte order mark (U+FEFF), and some readers take it for a part of the first \
        member's name, or do not see the front matter behind it.
        """,
      fix: "Save the file as \"UTF-8\", not as \"UTF-8 with BOM\".",
      examples: .records(failing: "\u{FEFF}species: Tilia", passing: "species: Tilia")),
    Rule(
      "text/control-character", "YAML holds no control characters.",
      meaning: "YAML allows tab and line breaks, and no other control characters.",
      fix: "Remove the character, or write it as an escape in double quotes, such as `\"\\x1B\"`.",
      examples: .records(failing: "species: Ti\u{7}lia", passing: "species: \"Ti\\x07lia\"")),
    Rule(
      "text/encoding", "A file is UTF-8.",
      meaning: "Text in another encoding cannot be told from text with errors.",
      fix: "Save the file as UTF-8.",
      examples: .datasets(
        failing: [
          ExampleFile(
            "Records/a.yml",
            .bytes(
              Array("place: Z".utf8) + [0xFC] + Array("rich\n".utf8),
              shown: "place: Z(the byte FC, which is ü in Latin-1)rich"))
        ],
        passing: [ExampleFile("Records/a.yml", "place: Zürich")])),
    Rule(
      "text/invisible-character", "A file holds no characters that nobody sees.",
      severity: .warning,
      meaning: """
        Zero-width characters, bidirectional controls, soft hyphens, fillers and tags come along when \
        text is copied from a page, or are put there to hide a text or to make it look other than it \
        is. Two values that look alike then differ. Characters that a script or an emoji needs are \
        left alone: joiners in Arabic or Devanagari words and between emoji, marks of direction in \
        lines with Hebrew or Arabic letters, flags.
        """,
      fix: """
        Remove the character. Where it is meant, write it as an escape in double quotes, such as \
        `"\\u200B"`, so that everyone sees it.
        """,
      examples: .records(
        failing: "species: Ti\u{200B}lia", passing: "species: Tilia\nhidden: \"Ti\\u200Blia\"")),
    Rule(
      "text/nul", "A file holds no NUL character.",
      meaning: "No text holds it: the file is damaged, binary, or UTF-16.",
      fix: "Remove it; save a file in UTF-16 as UTF-8.",
      examples: .records(failing: "species: Ti\0lia", passing: "species: Tilia")),
  ]
}
