/// JSON pointers (RFC 6901, section 3) and relative JSON pointers
/// (draft-bhutton-relative-json-pointer-00, section 3).
enum PointerFormat {
  static func isPointer(_ text: Span<UInt8>, from start: Int) -> Bool {
    guard start < text.count else { return true }
    guard text[start] == UInt8(ascii: "/") else { return false }
    var index = start
    while index < text.count {
      if text[index] == UInt8(ascii: "~") {
        index += 1
        guard index < text.count,
          text[index] == UInt8(ascii: "0") || text[index] == UInt8(ascii: "1")
        else { return false }
      }
      index += 1
    }
    return true
  }

  static func isRelativePointer(_ text: Span<UInt8>) -> Bool {
    guard var position = number(text, from: 0) else { return false }
    if position < text.count,
      text[position] == UInt8(ascii: "+") || text[position] == UInt8(ascii: "-")
    {
      guard text[position + 1 < text.count ? position + 1 : position] != UInt8(ascii: "0"),
        let end = number(text, from: position + 1)
      else { return false }
      position = end
    }
    if position + 1 == text.count, text[position] == UInt8(ascii: "#") { return true }
    return isPointer(text, from: position)
  }

  /// The end of a number without leading zeros.
  private static func number(_ text: Span<UInt8>, from start: Int) -> Int? {
    let end = text.end(from: start) { $0.isDigit }
    guard end > start, end == start + 1 || text[start] != UInt8(ascii: "0") else { return nil }
    return end
  }
}
