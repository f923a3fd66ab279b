/// Mailboxes (RFC 5321, section 4.1.2) and their international form (RFC 6531, section 3.3).
enum EmailFormat {
  private static let maximumLocalByteCount = 64
  private static let maximumDomainByteCount = 255

  static func accepts(_ text: Span<UInt8>, isInternational: Bool) -> Bool {
    guard let at = localEnd(text, isInternational), at <= maximumLocalByteCount,
      at < text.count, text[at] == UInt8(ascii: "@")
    else { return false }
    let domain = text.extracting(at + 1..<text.count)
    guard domain.count > 0, domain.count <= maximumDomainByteCount else { return false }
    if domain[0] == UInt8(ascii: "[") { return isLiteral(domain) }
    return isInternational ? isInternationalDomain(domain) : HostnameFormat.isPlainName(domain)
  }

  /// Where the local part ends, or `nil`.
  private static func localEnd(_ text: Span<UInt8>, _ isInternational: Bool) -> Int? {
    guard text.count > 0 else { return nil }
    if text[0] == UInt8(ascii: "\"") { return quotedEnd(text, isInternational) }
    var position = 0
    while true {
      let end = text.end(from: position) { isAtom($0) || (isInternational && $0 >= 0x80) }
      guard end > position else { return nil }
      guard end < text.count, text[end] == UInt8(ascii: ".") else { return end }
      position = end + 1
    }
  }

  private static func quotedEnd(_ text: Span<UInt8>, _ isInternational: Bool) -> Int? {
    var position = 1
    while position < text.count {
      let byte = text[position]
      if byte == UInt8(ascii: "\"") { return position + 1 }
      if byte == UInt8(ascii: "\\") { position += 1 }
      guard position < text.count, text[position] >= 0x20, text[position] != 0x7F,
        text[position] < 0x80 || isInternational
      else { return nil }
      position += 1
    }
    return nil
  }

  /// `atext` (RFC 5322, section 3.2.3).
  private static func isAtom(_ byte: UInt8) -> Bool {
    if byte.isLetter || byte.isDigit { return true }
    switch byte {
    case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"),
      UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"),
      UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "?"),
      UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "{"),
      UInt8(ascii: "|"), UInt8(ascii: "}"), UInt8(ascii: "~"):
      return true
    default: return false
    }
  }

  /// `[192.0.2.1]` or `[IPv6:2001:db8::1]`.
  private static func isLiteral(_ domain: Span<UInt8>) -> Bool {
    guard domain.count > 2, domain[domain.count - 1] == UInt8(ascii: "]") else { return false }
    let tag = Array("ipv6:".utf8)
    let isTagged =
      domain.count > 7 && tag.indices.allSatisfy { domain[$0 + 1] | 0x20 == tag[$0] | 0x20 }
    let start = isTagged ? 6 : 1
    let address = domain.extracting(start..<domain.count - 1)
    return isTagged ? AddressFormat.isIPv6(address) : AddressFormat.isIPv4(address)
  }

  /// Labels of letters, digits and hyphens, or with any characters beyond ASCII.
  private static func isInternationalDomain(_ domain: Span<UInt8>) -> Bool {
    var start = 0
    while true {
      let end = domain.end(from: start) { byte in
        byte >= 0x80 || byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-")
      }
      guard end > start, domain[start] != UInt8(ascii: "-"), domain[end - 1] != UInt8(ascii: "-")
      else { return false }
      if end == domain.count { return true }
      guard domain[end] == UInt8(ascii: ".") else { return false }
      start = end + 1
    }
  }
}
