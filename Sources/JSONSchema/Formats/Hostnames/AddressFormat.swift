/// IP addresses: dotted quads (RFC 2673, section 3.2) and IPv6 (RFC 4291, section 2.2).
enum AddressFormat {
  static func isIPv4(_ text: Span<UInt8>) -> Bool {
    var position = 0
    for part in 0..<4 {
      if part > 0 {
        guard position < text.count, text[position] == UInt8(ascii: ".") else { return false }
        position += 1
      }
      let start = position
      var value = 0
      while position < text.count, position - start < 4, text[position].isDigit {
        value = value * 10 + Int(text[position] - UInt8(ascii: "0"))
        position += 1
      }
      guard position > start, value < 256,
        position == start + 1 || text[start] != UInt8(ascii: "0")
      else { return false }
    }
    return position == text.count
  }

  static func isIPv6(_ text: Span<UInt8>) -> Bool {
    guard text.count >= 2, text.count <= 45 else { return false }
    var groupCount = 0
    var hasGap = false
    var position = 0
    if text[0] == UInt8(ascii: ":") {
      guard text[1] == UInt8(ascii: ":") else { return false }
      hasGap = true
      position = 2
    }
    while position < text.count {
      let start = position
      position = text.end(from: start) { $0.isHexDigit }
      if position < text.count, text[position] == UInt8(ascii: ".") {
        // The last two groups may be written as an IPv4 address.
        guard isIPv4(text.extracting(start..<text.count)) else { return false }
        groupCount += 2
        position = text.count
        break
      }
      guard position > start, position - start <= 4 else { return false }
      groupCount += 1
      guard position < text.count else { break }
      guard text[position] == UInt8(ascii: ":"), position + 1 < text.count else { return false }
      position += 1
      if text[position] == UInt8(ascii: ":") {
        guard !hasGap else { return false }
        hasGap = true
        position += 1
      }
    }
    return hasGap ? groupCount < 8 : groupCount == 8
  }
}
