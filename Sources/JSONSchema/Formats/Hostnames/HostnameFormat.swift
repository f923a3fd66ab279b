/// Host names (RFC 1123, section 2.1), whose `xn--` labels must stand for something (RFC 5890).
enum HostnameFormat {
  private static let maximumByteCount = 253
  private static let maximumLabelByteCount = 63

  static func accepts(_ text: Span<UInt8>) -> Bool {
    guard isPlainName(text) else { return false }
    return !hasEncodedLabel(text) || InternationalHostname.acceptsEncodedLabels(text)
  }

  /// Whether the text is labels of letters, digits and hyphens.
  static func isPlainName(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0, text.count <= maximumByteCount else { return false }
    var start = 0
    while true {
      let end = text.end(from: start) { byte in
        byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-")
      }
      guard end > start, end - start <= maximumLabelByteCount,
        text[start] != UInt8(ascii: "-"), text[end - 1] != UInt8(ascii: "-")
      else { return false }
      if end == text.count { return true }
      guard text[end] == UInt8(ascii: ".") else { return false }
      start = end + 1
    }
  }

  /// Whether a label starts with `xn--`, in any case.
  private static func hasEncodedLabel(_ text: Span<UInt8>) -> Bool {
    var start = 0
    while start + 4 <= text.count {
      if text[start] | 0x20 == UInt8(ascii: "x"), text[start + 1] | 0x20 == UInt8(ascii: "n"),
        text[start + 2] == UInt8(ascii: "-"), text[start + 3] == UInt8(ascii: "-")
      {
        return true
      }
      start = text.end(from: start) { $0 != UInt8(ascii: ".") } + 1
    }
    return false
  }
}
