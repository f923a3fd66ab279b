/// UUIDs (RFC 4122, section 3): 32 hexadecimal digits with hyphens at fixed places.
enum UUIDFormat {
  static func accepts(_ text: Span<UInt8>) -> Bool {
    guard text.count == 36 else { return false }
    for index in text.indices {
      switch index {
      case 8, 13, 18, 23: if text[index] != UInt8(ascii: "-") { return false }
      default: if !text[index].isHexDigit { return false }
      }
    }
    return true
  }
}
