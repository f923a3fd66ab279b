/// URIs (RFC 3986) and IRIs (RFC 3987), by the grammar in appendix A of the former.
enum URIFormat {
  /// Whether a text is one; `isInternational` allows characters beyond ASCII, as in IRIs, and
  /// `isReference` allows the scheme to be missing.
  static func accepts(_ text: Span<UInt8>, isInternational: Bool, isReference: Bool) -> Bool {
    let parser = Parser(isInternational: isInternational)
    var position = 0
    if let end = schemeEnd(text) {
      position = end + 1
    } else if !isReference {
      return false
    }
    let hasScheme = position > 0
    if position + 1 < text.count, text[position] == UInt8(ascii: "/"),
      text[position + 1] == UInt8(ascii: "/")
    {
      guard let end = parser.authority(text, from: position + 2) else { return false }
      position = end
    } else if !hasScheme, hasColonInFirstSegment(text) {
      // path-noscheme: otherwise the colon would end a scheme.
      return false
    }
    guard let pathEnd = parser.part(text, from: position, Parser.path) else { return false }
    position = pathEnd
    if position < text.count, text[position] == UInt8(ascii: "?") {
      guard let end = parser.part(text, from: position + 1, Parser.query, allowsPrivate: true)
      else { return false }
      position = end
    }
    if position < text.count, text[position] == UInt8(ascii: "#") {
      guard let end = parser.part(text, from: position + 1, Parser.query) else { return false }
      position = end
    }
    return position == text.count
  }

  /// The position of the colon behind a scheme.
  private static func schemeEnd(_ text: Span<UInt8>) -> Int? {
    guard text.count > 0, text[0].isLetter else { return nil }
    let end = text.end(from: 0) { byte in
      byte.isLetter || byte.isDigit || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: ".")
    }
    return end < text.count && text[end] == UInt8(ascii: ":") ? end : nil
  }

  private static func hasColonInFirstSegment(_ text: Span<UInt8>) -> Bool {
    let end = text.end(from: 0) { byte in
      byte != UInt8(ascii: "/") && byte != UInt8(ascii: "?") && byte != UInt8(ascii: "#")
        && byte != UInt8(ascii: ":")
    }
    return end < text.count && text[end] == UInt8(ascii: ":")
  }
}

/// Reads parts of a URI.
private struct Parser {
  let isInternational: Bool

  /// `unreserved` and `sub-delims` (RFC 3986, section 2).
  static let plain = ASCIISet.alphanumeric.union("-._~!$&'()*+,;=")
  static let userInformation = plain.union(":")
  static let path = plain.union("/:@")
  static let query = plain.union("/:@?")

  /// Reads allowed characters and `pct-encoded`; returns where they end, or `nil` where a `%` is
  /// followed by anything but two hexadecimal digits.
  func part(
    _ text: Span<UInt8>, from start: Int, _ allowed: ASCIISet, allowsPrivate: Bool = false
  ) -> Int? {
    var position = start
    while position < text.count {
      let byte = text[position]
      if allowed.contains(byte) {
        position += 1
      } else if byte == UInt8(ascii: "%") {
        guard position + 2 < text.count, text[position + 1].isHexDigit,
          text[position + 2].isHexDigit
        else { return nil }
        position += 3
      } else if byte >= 0x80, isInternational,
        let length = character(text, at: position, allowsPrivate)
      {
        position += length
      } else {
        return position
      }
    }
    return position
  }

  /// The length of a character that RFC 3987, section 2.2, calls `ucschar` (or `iprivate`).
  private func character(_ text: Span<UInt8>, at start: Int, _ allowsPrivate: Bool) -> Int? {
    let lead = text[start]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard start + length <= text.count else { return nil }
    var value = UInt32(lead) & (length == 4 ? 0x07 : length == 3 ? 0x0F : 0x1F)
    for offset in 1..<length { value = value << 6 | UInt32(text[start + offset] & 0x3F) }
    let isPrivate = (0xE000...0xF8FF).contains(value) || value >= 0xF_0000
    // Noncharacters end each plane; U+FDD0 to U+FDEF and U+FFF0 to U+FFFF are not listed either.
    let isListed =
      value >= 0xA0 && !(0xFDD0...0xFDEF).contains(value) && !(0xFFF0...0xFFFF).contains(value)
      && value & 0xFFFE != 0xFFFE && !(0xE_0000..<0xE_1000).contains(value)
    if isPrivate { return allowsPrivate && value & 0xFFFE != 0xFFFE ? length : nil }
    return isListed ? length : nil
  }

  /// Reads `authority`; returns where it ends.
  func authority(_ text: Span<UInt8>, from start: Int) -> Int? {
    let end = text.end(from: start) { byte in
      byte != UInt8(ascii: "/") && byte != UInt8(ascii: "?") && byte != UInt8(ascii: "#")
    }
    var host = start
    var at = start
    while at < end, text[at] != UInt8(ascii: "@") { at += 1 }
    if at < end {
      guard part(text, from: start, Self.userInformation) == at else { return nil }
      host = at + 1
    }
    var position: Int
    if host < end, text[host] == UInt8(ascii: "[") {
      var close = host
      while close < end, text[close] != UInt8(ascii: "]") { close += 1 }
      guard close < end, isLiteral(text.extracting(host + 1..<close)) else { return nil }
      position = close + 1
    } else {
      guard let hostEnd = part(text, from: host, Self.plain) else { return nil }
      position = min(hostEnd, end)
    }
    if position < end, text[position] == UInt8(ascii: ":") {
      position = text.end(from: position + 1) { $0.isDigit }
    }
    return position == end ? end : nil
  }

  /// `IPv6address` or `IPvFuture`.
  private func isLiteral(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0, text[0] | 0x20 == UInt8(ascii: "v") else {
      return AddressFormat.isIPv6(text)
    }
    let dot = text.end(from: 1) { $0.isHexDigit }
    guard dot > 1, dot + 1 < text.count, text[dot] == UInt8(ascii: ".") else { return false }
    for index in dot + 1..<text.count {
      guard Self.plain.contains(text[index]) || text[index] == UInt8(ascii: ":") else {
        return false
      }
    }
    return true
  }
}
