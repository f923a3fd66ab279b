internal import Documents

/// The one spelling of a URL among those that ask a server for the same (RFC 3986, section 6.2.2
/// and 6.2.3).
///
/// Scheme and host in lower case, no default port, an empty path as `/`, unreserved characters
/// plain and other encodings in capitals, without fragment.
enum CanonicalURL {
  static func text(of address: WebAddress, in url: Span<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(url.count + 1)
    for index in address.scheme { text.append(HostName.lower(url[index])) }
    let isSecure = address.scheme.count == 5
    text += "://".utf8
    let isBracketed = url[address.host.lowerBound - 1] == UInt8(ascii: "[")
    if isBracketed { text.append(UInt8(ascii: "[")) }
    for index in address.host { text.append(HostName.lower(url[index])) }
    if isBracketed { text.append(UInt8(ascii: "]")) }
    if let port = address.port, port != (isSecure ? 443 : 80) { text += ":\(port)".utf8 }
    if address.path.isEmpty { text.append(UInt8(ascii: "/")) }
    append(url.extracting(address.path), to: &text)
    if let query = address.query {
      text.append(UInt8(ascii: "?"))
      append(url.extracting(query), to: &text)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The spelling of a URL, or the text itself where it is none.
  static func text(of url: String) -> String {
    let bytes = Array(url.utf8)
    guard let address = try? WebAddress(bytes.span) else { return url }
    return text(of: address, in: bytes.span)
  }

  /// Percent-encodings stand whole here: the syntax was checked.
  private static func append(_ part: Span<UInt8>, to text: inout [UInt8]) {
    var index = 0
    while index < part.count {
      guard part[index] == UInt8(ascii: "%"), index + 2 < part.count,
        let byte = UInt8(part.extracting(index + 1..<index + 3).string, radix: 16)
      else {
        text.append(part[index])
        index += 1
        continue
      }
      index += 3
      if URLCharacters.unreserved.contains(byte) {
        text.append(byte)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        text += (byte < 16 ? "%0" : "%").utf8
        text += digits.utf8
      }
    }
  }
}
