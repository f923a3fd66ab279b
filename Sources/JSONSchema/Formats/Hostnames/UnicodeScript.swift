/// The scripts that names of hosts are written in: those in wide use today
/// (UAX #31, table 5, "Recommended Scripts").
package enum UnicodeScript: String, Sendable, CaseIterable {
  case arabic = "Arabic"
  case armenian = "Armenian"
  case bengali = "Bengali"
  case bopomofo = "Bopomofo"
  case cyrillic = "Cyrillic"
  case devanagari = "Devanagari"
  case ethiopic = "Ethiopic"
  case georgian = "Georgian"
  case greek = "Greek"
  case gujarati = "Gujarati"
  case gurmukhi = "Gurmukhi"
  case han = "Han"
  case hangul = "Hangul"
  case hebrew = "Hebrew"
  case hiragana = "Hiragana"
  case kannada = "Kannada"
  case katakana = "Katakana"
  case khmer = "Khmer"
  case lao = "Lao"
  case latin = "Latin"
  case malayalam = "Malayalam"
  case myanmar = "Myanmar"
  case oriya = "Oriya"
  case sinhala = "Sinhala"
  case tamil = "Tamil"
  case telugu = "Telugu"
  case thaana = "Thaana"
  case thai = "Thai"
  case tibetan = "Tibetan"
  /// Any other script.
  case other = "Unknown"

  /// The script of a character (UAX #24), or `nil` for one that all scripts share, such as a digit.
  package static func of(_ scalar: Unicode.Scalar) -> UnicodeScript? {
    if scalar.isASCII { return scalar.properties.isAlphabetic ? .latin : nil }
    if matches(common, scalar) { return nil }
    return named.first { matches($0.offset, scalar) }?.element ?? .other
  }

  private static let named =
    allCases.dropLast().enumerated().map { ($0.offset, $0.element) }
    as [(offset: Int, element: UnicodeScript)]
  private static let common = named.count
  private static let table = PatternTable(
    (named.map { #"\p{sc:\#($0.element.rawValue)}"# } + [#"[\p{sc:Common}\p{sc:Inherited}]"#])
      .compactMap { try? CompiledPattern(translated: $0) })

  private static func matches(_ pattern: Int, _ scalar: Unicode.Scalar) -> Bool {
    let bytes = Array(String(scalar).utf8)
    var matcher = PatternMatcher()
    return table.match(pattern, bytes.span, &matcher) == .match
  }
}
