import Testing

@testable import JSONSchema

/// The official suite has the many cases; these are the ones it leaves out.
@Suite("Formats")
struct FormatTests {
  @Test("The example in each message has the format", arguments: Format.allCases)
  func examples(_ format: Format) {
    #expect(accepts(format, format.example))
    let acceptsEmpty: Set<Format> = [
      .uriReference, .iriReference, .uriTemplate, .jsonPointer, .regex,
    ]
    #expect(accepts(format, "") == acceptsEmpty.contains(format))
  }

  private func accepts(_ format: Format, _ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return format.accepts(bytes.span)
  }

  @Test(
    "Moments",
    arguments: [
      ("1970-01-01", 0, 0), ("1970-01-02T00:00:00Z", 86_400, 0),
      ("2000-02-29T12:00:00.5+01:00", 951_822_000, 500_000_000),
      ("1969-12-31T23:59:59-00:00", -1, 0), ("0001-01-01", -62_135_596_800, 0),
    ])
  func moments(_ text: String, _ seconds: Int, _ nanoseconds: Int) {
    let bytes = Array(text.utf8)
    let moment = Timestamp.moment(bytes.span)
    #expect(moment == Moment(seconds: seconds, nanoseconds: nanoseconds))
  }

  @Test(
    "Lengths of durations",
    arguments: [
      ("P7D", 604_800), ("PT1H30M", 5_400), ("P2W", 1_209_600), ("P1DT1S", 86_401), ("P1M", nil),
      ("P1Y", nil), ("7D", nil), ("P", nil),
    ] as [(String, Int?)])
  func durations(_ text: String, _ seconds: Int?) {
    let bytes = Array(text.utf8)
    let length = ISODuration.seconds(bytes.span)
    #expect(length == seconds)
  }

  @Test("Every property of characters is known to PCRE2")
  func unicodePatterns() {
    #expect(UnicodePatterns.matches("Han", "丈"))
    #expect(UnicodePatterns.matches("rightToLeftLabel", ["\u{5D0}"]))
    #expect(UnicodePatterns.matches("leftToRightLabel", ["a"]))
    #expect(!UnicodePatterns.matches("rightToLeft", ["a"]))
  }
}
