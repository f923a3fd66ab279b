/// Makes texts that are nearly right, the same ones for the same seed.
struct YAMLMutation {
  private var generator: SplitMix
  private static let pieces: [[UInt8]] =
    [
      "-", ":", "#", "'", "\"", "\\", " ", "\n", "\t", "[", "]", "{", "}", "&", "*", "!", "|", ">",
      "?", "%", "@", ",", "e", "0", "x", ".", "_", "a", "n", "T", "-", ":", " ", "\n", " ", "\n",
      "  ", "- ", ": ", " #", "\r", "\r\n", "\n\n", "''", "\\n", "\\u00e9", "\\x4", "[]", "{}",
      "---", "...", "<<", "~", "null", "yes", "012", "1", "+", "=", "`", "é", "’", "😀", "\u{85}",
      "\u{2028}", "\u{FEFF}", "\u{A0}", "\u{7F}", "\u{1}", "a: ", "\n- ", "\n  ", "\n  - ", "\nb:",
    ].map { Array($0.utf8) }

  init(seed: UInt64) { generator = SplitMix(state: seed) }

  /// One of the texts with one to three changes; of a long one, only some of its lines.
  mutating func next(of texts: [[UInt8]]) -> [UInt8] {
    var text = texts[number(below: texts.count)]
    if text.count > 400 { text = Array(excerpt(of: text)) }
    for _ in 0...number(below: 3) { change(&text) }
    return text
  }

  private mutating func excerpt(of text: [UInt8]) -> ArraySlice<UInt8> {
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let first = number(below: lines.count)
    let last = min(first + 1 + number(below: 12), lines.count - 1)
    return text[lines[first].startIndex..<lines[last].endIndex]
  }

  private mutating func change(_ text: inout [UInt8]) {
    let offset = number(below: text.count + 1)
    let piece = Self.pieces[number(below: Self.pieces.count)]
    switch number(below: 8) {
    case 0, 1: text.insert(contentsOf: piece, at: offset)
    case 2 where offset < text.count: text.remove(at: offset)
    case 3 where offset < text.count: text.replaceSubrange(offset..<offset + 1, with: piece)
    case 4:
      let length = min(number(below: 12), text.count - offset)
      text.removeSubrange(offset..<offset + length)
    default: changeLines(&text)
    }
  }

  private mutating func changeLines(_ text: inout [UInt8]) {
    var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map(Array.init)
    let line = number(below: lines.count)
    switch number(below: 6) {
    case 0: lines.remove(at: line)
    case 1: lines.insert(lines[number(below: lines.count)], at: line)
    case 2: lines[line].insert(contentsOf: repeatElement(UInt8(ascii: " "), count: 2), at: 0)
    case 3: lines[line].insert(UInt8(ascii: " "), at: 0)
    case 4: lines[line].removeFirst(min(lines[line].count, 1 + number(below: 2)))
    default:
      let piece = Self.pieces[number(below: Self.pieces.count)]
      let indentation = lines[line].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }
      lines[line].insert(contentsOf: piece, at: indentation.count)
    }
    text = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  private mutating func number(below limit: Int) -> Int {
    Int.random(in: 0..<limit, using: &generator)
  }
}

/// The generator SplitMix64.
///
/// Specification: <https://prng.di.unimi.it/splitmix64.c>
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
