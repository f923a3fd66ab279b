import Documents
import Testing

/// Which characters that nobody sees are reported, and which a script or an emoji needs.
struct InvisibleCharacterTests {
  static let cases: [(text: String, found: [String])] = [
    ("plain", []), ("Zürich, Καλημέρα, 東京, 🌳", []), ("no\u{A0}break", []),
    ("Ti\u{200B}lia", ["U+200B (zero width space)"]),
    ("Ti\u{AD}lia \u{AD}", ["U+00AD (soft hyphen)"]),
    (
      "a\u{202E}b\u{202C}",
      ["U+202E (right-to-left override)", "U+202C (pop directional formatting)"]
    ),
    ("a\u{2066}b\u{2069}", ["U+2066 (left-to-right isolate)", "U+2069 (pop directional isolate)"]),
    ("a\u{FEFF}b", ["U+FEFF (zero width no-break space)"]),
    ("a\u{2060}b", ["U+2060 (word joiner)"]), ("a\u{3164}", ["U+3164 (hangul filler)"]),
    ("a\u{2028}b", ["U+2028 (line separator)"]),
    // Joiners: in words of scripts that have them, and between emoji.
    ("می\u{200C}خواهم", []), ("ه\u{200D}", []), ("क्\u{200D}ष", []), ("ക്\u{200D}", []),
    ("a\u{200D}b", ["U+200D (zero width joiner)"]),
    ("a\u{200C}b", ["U+200C (zero width non-joiner)"]),
    ("می \u{200C}خواهم", ["U+200C (zero width non-joiner)"]),
    ("👩\u{200D}💻 👨🏽\u{200D}🌾 🏳\u{FE0F}\u{200D}🌈 🏴\u{200D}☠\u{FE0F}", []),
    ("👩\u{200D}", ["U+200D (zero width joiner)"]), ("1\u{200D}2", ["U+200D (zero width joiner)"]),
    ("👩\u{200D}\u{200D}💻", ["U+200D (zero width joiner)"]),
    // Marks of direction: in lines with letters from right to left.
    ("שלום (C++)\u{200E}!", []), ("مرحبا\u{200F}!", []),
    ("\u{200E}C:\\a", ["U+200E (left-to-right mark)"]),
    ("שלום\n\u{200F}b", ["U+200F (right-to-left mark)"]),
    // Line breaks in scripts without spaces.
    ("ภาษา\u{200B}ไทย", []), ("ខ្មែរ\u{200B}ខ្មែរ", []),
    // Variation selectors and tags: behind what they select, not as a text of their own.
    ("❤\u{FE0F}", []), ("葛\u{E0100}", []), ("a\u{E0100}", ["U+E0100 (variation selector-17)"]),
    ("😀\u{FE00}\u{FE01}\u{FE02}", ["U+FE01 (variation selector-2)"]),
    ("🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}", []),
    ("🏴\u{E0067}\u{E0062}", ["U+E0067 (tag latin small letter g)"]),
    ("hi\u{E0068}\u{E0069} ho\u{E0068}", ["U+E0068 (tag latin small letter h)"]),
  ]

  @Test(arguments: cases)
  func found(text: String, found: [String]) {
    let bytes = Array("a: \"\(text.replacing("\\", with: "\\\\"))\"\n".utf8)
    let issues = DocumentReader.read(bytes, as: .yaml).issues.filter {
      $0.code == .invisibleCharacter
    }
    #expect(
      issues.map { $0.message.replacing(/^here stands |, which nobody sees.*$/, with: "") } == found
    )
  }

  @Test func everyPlaceInAWord() {
    for length in 0..<20 {
      let text =
        String(repeating: "a", count: length) + "\u{200B}"
        + String(repeating: "b", count: 20 - length)
      let issues = DocumentReader.read(Array("{\"a\":\"\(text)\"}".utf8), as: .json).issues
      #expect(issues.map(\.range) == [length + 6..<length + 9])
    }
  }

  /// A file made to be slow is not.
  @Test(.timeLimit(.minutes(1)))
  func manyMarks() {
    let text = "a: \"" + String(repeating: "x\u{200F}\u{200D}", count: 100_000) + "\"\n"
    let issues = DocumentReader.read(Array(text.utf8), as: .yaml).issues
    #expect(issues.count == 2)
    #expect(issues.first?.message.contains("100000 times") == true)
  }
}
