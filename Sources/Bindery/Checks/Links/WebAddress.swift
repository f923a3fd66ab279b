/// The parts of a URL, as RFC 3986 divides it; ranges are in bytes of the text.
struct WebAddress: Sendable, Equatable {
  let text: String
  /// Lower case.
  let scheme: String
  let userInfo: Range<Int>?
  /// Lower case; an IPv6 address without its brackets.
  let host: String
  let hostRange: Range<Int>
  let port: Int?
  /// From the `/` behind the host on, without query and fragment.
  let path: String
  let query: String?
  let fragment: String?

  /// What keeps a text from being a URL, and at which byte.
  struct SyntaxError: Error, Equatable {
    let range: Range<Int>
    let message: String
    let help: String
  }

  init(_ text: String) throws(SyntaxError) {
    var scanner = try Scanner(text)
    self.text = text
    scheme = try scanner.scheme()
    try scanner.slashes(after: scheme)
    userInfo = scanner.userInfo()
    (host, hostRange) = try scanner.host()
    port = try scanner.port()
    path = try scanner.path()
    query = try scanner.part(after: UInt8(ascii: "?"), until: UInt8(ascii: "#"))
    fragment = try scanner.part(after: UInt8(ascii: "#"), until: nil)
  }

  /// Whether the host is a domain, or lies below it.
  func isWithin(domain: String) -> Bool {
    let domain = domain.lowercased()
    return host == domain || host.hasSuffix("." + domain)
  }
}

/// A position in the text of a URL.
private struct Scanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) throws(WebAddress.SyntaxError) {
    bytes = Array(text.utf8)
    if bytes.isEmpty {
      throw .init(range: 0..<0, message: "a URL is expected here, found an empty string", help: "write the address, or remove the member")
    }
    var offset = 0
    for scalar in text.unicodeScalars {
      let count = UTF8.width(scalar)
      try Self.check(scalar, at: offset..<offset + count)
      offset += count
    }
    for index in bytes.indices where bytes[index] == UInt8(ascii: "%") {
      let digits = bytes[index...].dropFirst().prefix(2)
      guard digits.count == 2, digits.allSatisfy(Self.isHexDigit) else {
        throw .init(
          range: index..<index + 1, message: "'%' in a URL must be followed by two hexadecimal digits",
          help: "write '%25' for the character itself")
      }
    }
  }

  /// The characters of RFC 3986, section 2; all others must be percent-encoded.
  private static func check(
    _ scalar: Unicode.Scalar, at range: Range<Int>
  ) throws(WebAddress.SyntaxError) {
    let encoded = Array(String(scalar).utf8).map { byte in
      "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~", ":", "/", "?", "#", "[", "]", "@",
      "!", "$", "&", "'", "(", ")", "*", "+", ",", ";", "=", "%":
      return
    case " ", "\t", "\n", "\r":
      throw .init(
        range: range, message: "a URL cannot hold white space",
        help: "remove it, or write a space as '%20'")
    default:
      let shown =
        VisibleText.isInvisible(scalar) ? VisibleText.escapeSequence(scalar) : String(scalar)
      throw .init(
        range: range, message: "a URL cannot hold the character '\(shown)'",
        help: "write '\(encoded)' for it, or in a host name its xn-- form")
    }
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    Character(UnicodeScalar(byte)).isHexDigit
  }

  mutating func scheme() throws(WebAddress.SyntaxError) -> String {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0,
      bytes[..<colon].enumerated().allSatisfy({ position, byte in
        let scalar = UnicodeScalar(byte)
        return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
          || (position > 0 && (("0"..."9").contains(scalar) || "+-.".unicodeScalars.contains(scalar)))
      })
    else {
      throw .init(
        range: 0..<bytes.count, message: "a URL must start with its scheme",
        help: "write the whole address, for example https://example.org/page")
    }
    position = colon + 1
    return String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
  }

  mutating func slashes(after scheme: String) throws(WebAddress.SyntaxError) {
    guard bytes[position...].starts(with: "//".utf8) else {
      throw .init(
        range: position..<min(position + 1, bytes.count), message: "'\(scheme):' must be followed by '//' and a host",
        help: "write the whole address, for example https://example.org/page")
    }
    position += 2
  }

  private var authorityEnd: Int {
    bytes[position...].firstIndex { "/?#".utf8.contains($0) } ?? bytes.count
  }

  mutating func userInfo() -> Range<Int>? {
    guard let at = bytes[position..<authorityEnd].lastIndex(of: UInt8(ascii: "@")) else { return nil }
    defer { position = at + 1 }
    return position..<at
  }

  mutating func host() throws(WebAddress.SyntaxError) -> (String, Range<Int>) {
    let end = authorityEnd
    if position < end, bytes[position] == UInt8(ascii: "[") {
      guard let close = bytes[position..<end].firstIndex(of: UInt8(ascii: "]")) else {
        throw .init(
          range: position..<end, message: "the IPv6 address is not closed", help: "add ']' behind it")
      }
      let range = position + 1..<close
      position = close + 1
      return (String(decoding: bytes[range], as: UTF8.self).lowercased(), range)
    }
    let hostEnd = bytes[position..<end].firstIndex(of: UInt8(ascii: ":")) ?? end
    let range = position..<hostEnd
    let host = String(decoding: bytes[range], as: UTF8.self).lowercased()
    if let message = HostName.problem(host) {
      throw .init(range: range, message: message, help: "check the spelling of the host name")
    }
    position = hostEnd
    return (host, range)
  }

  mutating func port() throws(WebAddress.SyntaxError) -> Int? {
    let end = authorityEnd
    guard position < end else { return nil }
    let digits = position + 1..<end
    guard bytes[position] == UInt8(ascii: ":") else {
      throw .init(
        range: position..<end, message: "unexpected text behind the host", help: "remove it")
    }
    defer { position = end }
    if digits.isEmpty { return nil }
    guard let port = Int(String(decoding: bytes[digits], as: UTF8.self)), (1...65535).contains(port)
    else {
      throw .init(
        range: digits, message: "a port must be a number from 1 to 65535",
        help: "correct the port, or remove it with the ':' before it")
    }
    return port
  }

  mutating func path() throws(WebAddress.SyntaxError) -> String {
    let end = bytes[position...].firstIndex { "?#".utf8.contains($0) } ?? bytes.count
    defer { position = end }
    try refuseBrackets(position..<end)
    return String(decoding: bytes[position..<end], as: UTF8.self)
  }

  mutating func part(
    after mark: UInt8, until endMark: UInt8?
  ) throws(WebAddress.SyntaxError) -> String? {
    guard position < bytes.count, bytes[position] == mark else { return nil }
    let start = position + 1
    let end = endMark.flatMap { bytes[start...].firstIndex(of: $0) } ?? bytes.count
    defer { position = end }
    if endMark == nil, let extra = bytes[start..<end].firstIndex(of: UInt8(ascii: "#")) {
      throw .init(
        range: extra..<extra + 1, message: "a URL can hold '#' only once",
        help: "write '%23' for the second one")
    }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// Brackets stand only around an IPv6 address. Queries of the web hold them all the same.
  private func refuseBrackets(_ range: Range<Int>) throws(WebAddress.SyntaxError) {
    guard let index = bytes[range].firstIndex(where: { "[]".utf8.contains($0) }) else { return }
    let encoded = bytes[index] == UInt8(ascii: "[") ? "%5B" : "%5D"
    throw .init(
      range: index..<index + 1, message: "a URL's path cannot hold '\(UnicodeScalar(bytes[index]))'",
      help: "write '\(encoded)' for it")
  }
}
