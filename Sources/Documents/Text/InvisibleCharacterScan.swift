/// Finds characters that hide in a text: what a reviewer cannot see, and what makes a text look
/// other than it is ("Trojan Source", CVE-2021-42574).
///
/// What a script or an emoji needs is left alone: joiners in words of scripts that have them and
/// between emoji, marks of direction in lines with letters from right to left, zero width spaces in
/// scripts without spaces, variation selectors behind what they select, flags.
struct InvisibleCharacterScan {
  private let bytes: [UInt8]
  /// The first place of each kind of character, and how many there are, in the order of the file.
  private var found: [(scalar: Unicode.Scalar, first: Range<Int>, count: Int)] = []
  /// The line that was last asked about, and whether it has letters from right to left.
  private var line: (range: Range<Int>, isRightToLeft: Bool)?

  /// One issue for each kind of character: a thousand of them are one mistake.
  ///
  /// `bytes` must be UTF-8.
  static func issues(in bytes: [UInt8], from start: Int) -> [DocumentIssue] {
    var scan = InvisibleCharacterScan(bytes: bytes)
    scan.run(from: start)
    return scan.found.map { .invisibleCharacter($0.scalar, at: $0.first, count: $0.count) }
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func run(from start: Int) {
    let bytes = bytes
    let text = bytes.span
    var index = start
    while index < text.count {
      if index + 8 <= text.count, text.word(at: index).isASCII {
        index += 8
        continue
      }
      switch text[index] {
      case 0..<0x80: index += 1
      // The first bytes of the characters that are looked for.
      case 0xC2, 0xD8, 0xE1, 0xE2, 0xE3, 0xEF, 0xF3: index = look(at: index)
      case 0xC0..<0xE0: index += 2
      case 0xE0..<0xF0: index += 3
      default: index += 4
      }
    }
  }

  /// Looks at one character, or at a row of tags; returns where it ends.
  private mutating func look(at index: Int) -> Int {
    let scalar = scalar(at: index)
    var end = index + UTF8.width(scalar)
    switch scalar.value {
    case 0xE0000...0xE007F:
      let flag = flagEnd(from: index)
      while end < bytes.count, (0xE0000...0xE007F).contains(self.scalar(at: end).value) { end += 4 }
      if flag != end { note(scalar, index..<end) }
    case 0xFE00...0xFE0F:
      if isVariationSelector(before(index)) { note(scalar, index..<end) }
    default:
      if InvisibleCharacter.contains(scalar), !isNeeded(scalar, at: index, end: end) {
        note(scalar, index..<end)
      }
    }
    return end
  }

  private mutating func note(_ scalar: Unicode.Scalar, _ range: Range<Int>) {
    // All tags are of one kind, and all variation selectors: their numbers are what they hide.
    let kind = scalar.value >> 12 == 0xE0 || scalar.value >> 4 == 0xFE0 ? 8 : 0
    if let known = found.firstIndex(where: { $0.scalar.value >> kind == scalar.value >> kind }) {
      found[known].count += 1
    } else {
      found.append((scalar, range, 1))
    }
  }

  /// Whether the character does what it is there for.
  private mutating func isNeeded(_ scalar: Unicode.Scalar, at index: Int, end: Int) -> Bool {
    let previous = before(index)
    switch scalar.value {
    case 0x200B: return previous.map(Script.takesZeroWidthSpaces) ?? false
    case 0x200C: return previous.map(Script.takesJoiners) ?? false
    case 0x200D:
      return (previous.map(Script.takesJoiners) ?? false) || joinsEmoji(at: index, end: end)
    case 0x200E, 0x200F, 0x061C: return isInRightToLeftLine(index)
    case 0xE0100...0xE01EF: return previous?.properties.isIdeographic ?? false
    default: return false
    }
  }

  private func joinsEmoji(at index: Int, end: Int) -> Bool {
    var start = index
    var previous = before(start)
    // A skin tone or a variation selector may stand behind the first of the two.
    while let scalar = previous,
      scalar.value == 0xFE0F || (0x1F3FB...0x1F3FF).contains(scalar.value)
    {
      start -= UTF8.width(scalar)
      previous = before(start)
      guard index - start <= 16 else { return false }
    }
    guard let previous, end < bytes.count else { return false }
    return isEmoji(previous) && isEmoji(scalar(at: end))
  }

  /// Digits and the like are emoji too, by the letter of the standard.
  private func isEmoji(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0xFF && scalar.properties.isEmoji
  }

  private func isVariationSelector(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return (0xFE00...0xFE0F).contains(scalar.value) || (0xE0100...0xE01EF).contains(scalar.value)
  }

  /// Where a flag of a region ends whose tags start here, or `nil` where it is no flag
  /// (UTS 51, annex C).
  private func flagEnd(from start: Int) -> Int? {
    guard before(start)?.value == 0x1F3F4 else { return nil }
    var index = start
    while index < bytes.count, index - start <= 6 * 4 {
      let value = scalar(at: index).value
      index += 4
      if value == 0xE007F { return index }
      guard (0xE0030...0xE0039).contains(value) || (0xE0061...0xE007A).contains(value) else {
        return nil
      }
    }
    return nil
  }

  private mutating func isInRightToLeftLine(_ index: Int) -> Bool {
    if let line, line.range.contains(index) { return line.isRightToLeft }
    let newline = UInt8(ascii: "\n")
    let start = bytes[..<index].lastIndex(of: newline).map { $0 + 1 } ?? 0
    let end = bytes[index...].firstIndex(of: newline) ?? bytes.count
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    let isRightToLeft = text.unicodeScalars.contains(where: Script.isRightToLeft)
    line = (start..<end, isRightToLeft)
    return isRightToLeft
  }

  private func before(_ index: Int) -> Unicode.Scalar? {
    guard index > 0 else { return nil }
    var start = index - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return scalar(at: start)
  }

  /// The character that starts here; the text is known to be UTF-8.
  private func scalar(at index: Int) -> Unicode.Scalar {
    let first = UInt32(bytes[index])
    func next(_ offset: Int) -> UInt32 { UInt32(bytes[index + offset] & 0x3F) }
    let value =
      switch first {
      case 0..<0x80: first
      case 0..<0xE0: (first & 0x1F) << 6 | next(1)
      case 0..<0xF0: (first & 0x0F) << 12 | next(1) << 6 | next(2)
      default: (first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3)
      }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}

extension DocumentIssue {
  fileprivate static func invisibleCharacter(
    _ scalar: Unicode.Scalar, at range: Range<Int>, count: Int
  ) -> Self {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let zeros = String(repeating: "0", count: max(0, (digits.count > 4 ? 8 : 4) - digits.count))
    let escape = "\"\\\(digits.count > 4 ? "U" : "u")\(zeros)\(digits)\""
    return Self(
      .invisibleCharacter, range,
      "here stands \(InvisibleCharacter.name(scalar)), which nobody sees"
        + (count > 1 ? "; it occurs \(count) times in this file" : ""),
      help: "remove it; where it is meant, write \(escape) in YAML")
  }
}
