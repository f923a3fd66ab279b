internal import Documents

/// The line of a file that a finding is about, with the part to underline.
public struct Excerpt: Sendable, Hashable {
  /// The number of the line, from 1.
  public let line: Int
  /// The line, or where it is long, the part of it around the place.
  public let text: String
  /// Where the part to underline starts in `text`, in Unicode scalars from 0.
  public let underlineStart: Int
  /// How many Unicode scalars to underline; at least 1.
  public let underlineCount: Int

  /// What is shown of a line at most, in Unicode scalars.
  static let maximumScalarCount = 100

  init(line: Int, text: String, underlineStart: Int, underlineCount: Int) {
    self.line = line
    self.text = text
    self.underlineStart = underlineStart
    self.underlineCount = underlineCount
  }

  init?(of document: Document, range: Range<Int>, line: Int) {
    let lineRange = document.lineRange(around: range.lowerBound)
    // A line of a hostile file may be long; no more is read than could be shown.
    let reach = Self.maximumScalarCount * 4
    var start = max(lineRange.lowerBound, range.lowerBound - reach)
    while start > lineRange.lowerBound, document.bytes[start] & 0xC0 == 0x80 { start -= 1 }
    let end = min(lineRange.upperBound, max(start, range.lowerBound) + 2 * reach)
    let lead = Array(document.text(in: start..<max(start, range.lowerBound)).unicodeScalars)
    let rest = Array(
      document.text(in: max(start, range.lowerBound)..<max(end, start, range.lowerBound))
        .unicodeScalars)
    let wanted = document.text(
      in: range.lowerBound..<max(range.lowerBound, min(range.upperBound, end))
    ).unicodeScalars.count

    let shownLead = lead.suffix(Self.maximumScalarCount / 2)
    let isCutBefore = shownLead.count < lead.count || start > lineRange.lowerBound
    let shownRest = rest.prefix(Self.maximumScalarCount - shownLead.count)
    let isCutAfter = shownRest.count < rest.count || end < lineRange.upperBound
    var text = String.UnicodeScalarView()
    if isCutBefore { text.append("…") }
    text.append(contentsOf: shownLead)
    let underlineStart = text.count
    text.append(contentsOf: shownRest)
    if isCutAfter { text.append("…") }
    self.line = line
    self.text = String(text)
    self.underlineStart = underlineStart
    self.underlineCount = max(1, min(wanted, shownRest.count))
  }
}
