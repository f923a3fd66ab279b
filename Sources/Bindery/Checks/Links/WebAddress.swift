internal import Documents

/// The parts of a URL, as RFC 3986 divides it: ranges of bytes of its text.
///
/// Nothing is copied: most URLs are looked at once and are fine.
struct WebAddress: Sendable, Equatable {
  let scheme: Range<Int>
  let userInfo: Range<Int>?
  /// Without the brackets of an IPv6 address.
  let host: Range<Int>
  let port: Int?
  /// From the `/` behind the host on, without query and fragment.
  let path: Range<Int>
  let query: Range<Int>?
  let fragment: Range<Int>?

  /// What keeps a text from being a URL, and at which bytes.
  struct SyntaxError: Error, Equatable {
    let problem: Problem
    let range: Range<Int>
  }

  enum Problem: Equatable {
    case empty
    case character(Unicode.Scalar)
    case percent
    case noScheme
    case noHost
    case ipv6NotClosed
    case host
    case internationalHost(InternationalName.Problem)
    case behindHost
    case port
    case bracket
    case secondFragment
  }

  init(_ text: Span<UInt8>) throws(SyntaxError) {
    guard text.count > 0 else { throw SyntaxError(problem: .empty, range: 0..<0) }
    try Self.checkCharacters(text)
    guard let colon = Self.schemeEnd(text) else {
      throw SyntaxError(problem: .noScheme, range: 0..<text.count)
    }
    guard colon + 2 < text.count, text[colon + 1] == UInt8(ascii: "/"),
      text[colon + 2] == UInt8(ascii: "/")
    else { throw SyntaxError(problem: .noHost, range: colon..<min(colon + 1, text.count)) }
    scheme = 0..<colon

    var position = colon + 3
    var authorityEnd = position
    var at: Int?
    while authorityEnd < text.count, !Self.endsAuthority(text[authorityEnd]) {
      if text[authorityEnd] == UInt8(ascii: "@") { at = authorityEnd }
      authorityEnd += 1
    }
    userInfo = at.map { position..<$0 }
    if let at { position = at + 1 }
    host = try Self.host(text, position..<authorityEnd)
    position = host.upperBound
    if position < authorityEnd, text[position] == UInt8(ascii: "]") { position += 1 }
    port = try Self.port(text, position..<authorityEnd)

    var end = authorityEnd
    while end < text.count, text[end] != UInt8(ascii: "?"), text[end] != UInt8(ascii: "#") {
      // Brackets stand only around an IPv6 address; queries of the web hold them all the same.
      if text[end] == UInt8(ascii: "[") || text[end] == UInt8(ascii: "]") {
        throw SyntaxError(problem: .bracket, range: end..<end + 1)
      }
      end += 1
    }
    path = authorityEnd..<end
    var query: Range<Int>?
    if end < text.count, text[end] == UInt8(ascii: "?") {
      let start = end + 1
      end = text.firstIndex(of: UInt8(ascii: "#"), from: start) ?? text.count
      query = start..<end
    }
    self.query = query
    fragment = end < text.count ? end + 1..<text.count : nil
    if let fragment, let extra = text.firstIndex(of: UInt8(ascii: "#"), from: fragment.lowerBound) {
      throw SyntaxError(problem: .secondFragment, range: extra..<extra + 1)
    }
  }

  /// Only the characters of RFC 3986, section 2; all others must be percent-encoded.
  private static func checkCharacters(_ text: Span<UInt8>) throws(SyntaxError) {
    let allowed = URLCharacters.all
    var index = 0
    while index < text.count {
      let byte = text[index]
      guard allowed.contains(byte) else {
        var end = index + 1
        while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
        let scalar = text.extracting(index..<end).string.unicodeScalars.first ?? "\u{FFFD}"
        throw SyntaxError(problem: .character(scalar), range: index..<end)
      }
      if byte == UInt8(ascii: "%") {
        guard index + 2 < text.count, URLCharacters.hexadecimal.contains(text[index + 1]),
          URLCharacters.hexadecimal.contains(text[index + 2])
        else { throw SyntaxError(problem: .percent, range: index..<index + 1) }
      }
      index += 1
    }
  }

  /// The colon behind the scheme: a letter, then letters, digits, `+`, `-` and `.` (section 3.1).
  private static func schemeEnd(_ text: Span<UInt8>) -> Int? {
    guard URLCharacters.letters.contains(text[0]) else { return nil }
    var index = 1
    while index < text.count {
      if text[index] == UInt8(ascii: ":") { return index }
      guard URLCharacters.scheme.contains(text[index]) else { return nil }
      index += 1
    }
    return nil
  }

  private static func endsAuthority(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
  }

  private static func host(
    _ text: Span<UInt8>, _ range: Range<Int>
  ) throws(SyntaxError) -> Range<Int> {
    var end = range.lowerBound
    if end < range.upperBound, text[end] == UInt8(ascii: "[") {
      while end < range.upperBound, text[end] != UInt8(ascii: "]") { end += 1 }
      guard end < range.upperBound else { throw SyntaxError(problem: .ipv6NotClosed, range: range) }
      return range.lowerBound + 1..<end
    }
    while end < range.upperBound, text[end] != UInt8(ascii: ":") { end += 1 }
    let host = range.lowerBound..<end
    guard HostName.isValid(text.extracting(host)) else {
      throw SyntaxError(problem: .host, range: host)
    }
    if InternationalName.isEncoded(text.extracting(host)) {
      do {
        _ = try InternationalName(text.extracting(host).string)
      } catch {
        throw SyntaxError(problem: .internationalHost(error), range: host)
      }
    }
    return host
  }

  private static func port(_ text: Span<UInt8>, _ range: Range<Int>) throws(SyntaxError) -> Int? {
    guard !range.isEmpty else { return nil }
    guard text[range.lowerBound] == UInt8(ascii: ":") else {
      throw SyntaxError(problem: .behindHost, range: range)
    }
    let digits = range.lowerBound + 1..<range.upperBound
    if digits.isEmpty { return nil }
    var port = 0
    for index in digits {
      port = port * 10 + Int(text[index] &- UInt8(ascii: "0"))
      guard text[index] &- UInt8(ascii: "0") < 10, port <= 65_535 else {
        throw SyntaxError(problem: .port, range: digits)
      }
    }
    guard port > 0 else { throw SyntaxError(problem: .port, range: digits) }
    return port
  }
}

/// Sets of ASCII characters, one bit for each.
struct URLCharacters: Sendable {
  private let low: UInt64
  private let high: UInt64

  private init(_ characters: String) {
    var (low, high): (UInt64, UInt64) = (0, 0)
    for byte in characters.utf8 {
      if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
    }
    self.low = low
    self.high = high
  }

  func contains(_ byte: UInt8) -> Bool {
    if byte < 64 { return low >> UInt64(byte) & 1 == 1 }
    return byte < 128 && high >> UInt64(byte - 64) & 1 == 1
  }

  private static let letterText = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
  static let letters = URLCharacters(letterText)
  static let scheme = URLCharacters(letterText + "0123456789+-.")
  static let hexadecimal = URLCharacters("0123456789abcdefABCDEF")
  /// RFC 3986, section 2.3.
  static let unreserved = URLCharacters(letterText + "0123456789-._~")
  static let all = URLCharacters(letterText + "0123456789-._~:/?#[]@!$&'()*+,;=%")
}
