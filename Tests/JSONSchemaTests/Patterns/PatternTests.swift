import Testing

@testable import JSONSchema

@Suite("Patterns")
struct PatternTests {
  private func matches(_ pattern: String, _ text: String) throws -> PatternTable.Outcome {
    let table = PatternTable([try CompiledPattern(pattern)])
    var matcher = PatternMatcher()
    let bytes = Array(text.utf8)
    return table.match(0, bytes.span, &matcher)
  }

  /// Where ECMA-262 and PCRE2 differ, ECMA-262 is meant.
  @Test(
    "The meaning of ECMA-262",
    arguments: [
      ("^a$", "a\n", false), (".", "\u{2028}", false), (".", "\r", false), ("^.$", "🐲", true),
      ("\\d", "৪", false), ("\\w", "é", false), ("^\\s$", "\u{FEFF}", true),
      ("^[\\S]$", "\u{A0}", false), ("^[^\\S]$", "\u{A0}", true), ("^\\u00e9$", "é", true),
      ("^\\ud83d\\udc32$", "🐲", true), ("^\\u{1F432}$", "🐲", true), ("^\\x41$", "A", true),
      ("^\\cA$", "\u{1}", true), ("^\\0$", "\0", true), ("[]", "a", false), ("^[^]$", "\n", true),
      ("^[\\b]$", "\u{8}", true), ("^(?<$a>x)\\k<$a>$", "xx", true), ("^(a)?\\1b$", "b", true),
      ("^\\1(a)$", "a", true), ("^[[:alpha:]]$", "a]", true), ("^{a}$", "{a}", true),
      ("^a{1,}b{2}$", "aabb", true), ("^\\p{Lu}\\p{Letter}$", "ÉÉ", true),
      ("^\\p{Script=Greek}+$", "αβ", true), ("^\\P{L}$", "1", true), ("^\\-\\/\\@$", "-/@", true),
      ("^a#b c$", "a#b c", true), ("^(?:a|b)+?$", "ab", true), ("(?<=a)b", "ab", true),
      ("(?<!a)b", "ab", false), ("^[\\w-]+$", "a-b", true), ("\\Bb", "ab", true),
      ("^$", "", true), ("^[a\\]]$", "]", true), ("^\\\\E$", "\\E", true),
    ])
  func meaning(_ pattern: String, _ text: String, _ expected: Bool) throws {
    #expect(try matches(pattern, text) == (expected ? .match : .noMatch))
  }

  @Test(
    "What is no pattern of ECMA-262",
    arguments: [
      ("(", "a group is not closed"), (")", "')' closes no group"),
      ("[a", "a character class is not closed"), ("*a", "'*' has nothing to repeat"),
      ("a++", "two quantifiers follow one another"), ("a**", "two quantifiers follow one another"),
      ("(?P<n>a)", "'(?' starts no group of ECMA-262"),
      ("(?i)a", "'(?' starts no group of ECMA-262"),
      ("(?>a)", "'(?' starts no group of ECMA-262"), ("(?#a)", "'(?' starts no group of ECMA-262"),
      ("(*FAIL)", "'*' has nothing to repeat"), ("\\a", "'\\a' is no escape of ECMA-262"),
      ("\\Qa\\E", "'\\Q' is no escape of ECMA-262"), ("\\A", "'\\A' is no escape of ECMA-262"),
      ("\\1", "'\\1' refers to no group"), ("\\k<a>", "no group is named 'a'"),
      ("[b-a]", "a range in a class is out of order"),
      ("[\\d-z]", "a range in a class goes from one character to another"),
      ("a{2,1}", "the bounds of a quantifier are out of order"),
      ("\\p{Greek}", "'Greek' is no property of Unicode that is known here"),
      ("\\ud83d", "half of a surrogate pair is no character"),
      ("\\u12", "'\\u' must be followed by four hexadecimal digits"),
      ("a\\", "the pattern ends with a backslash"), ("(?<n>a)(?<n>b)", "two groups are named 'n'"),
    ])
  func refusals(_ pattern: String, _ message: String) throws {
    let error = try #require(throws: PatternError.self) { try CompiledPattern(pattern) }
    #expect(error.message == message)
  }

  @Test("Every property that is promised is one of PCRE2")
  func properties() throws {
    for name in UnicodeProperty.allNames {
      #expect(throws: Never.self) { try CompiledPattern("\\p{\(name)}") }
    }
  }

  @Test(
    "A hostile pattern is stopped",
    arguments: [
      ("^(a+)+$", String(repeating: "a", count: 40) + "!"),
      ("^(a|aa)+$", String(repeating: "a", count: 200) + "!"),
      ("^(([a-z])+.)+[A-Z]([a-z])+$", String(repeating: "a", count: 100)),
      ("^(.*?,){20}[P-Q]", String(repeating: "1,", count: 60)),
    ])
  func hostile(_ pattern: String, _ text: String) throws {
    let table = PatternTable([try CompiledPattern(pattern)])
    var matcher = PatternMatcher()
    let bytes = Array(text.utf8)
    let start = ContinuousClock.now
    let outcome = table.match(0, bytes.span, &matcher)
    let elapsed = ContinuousClock.now - start
    #expect(outcome == .limit)
    // The goal is 50 ms; a busy machine may take a few times as long.
    #expect(elapsed < .milliseconds(250))
  }

  @Test("A long text needs no recursion")
  func longText() throws {
    #expect(try matches("^(?:a|b)*$", String(repeating: "ab", count: 500_000)) == .match)
  }
}
