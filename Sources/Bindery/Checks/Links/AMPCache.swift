internal import Crypto
internal import Documents
internal import JSONSchema

/// The address at which the AMP cache serves a page.
///
/// Specification: <https://amp.dev/documentation/guides-and-tutorials/learn/amp-caches-and-cors/amp-cache-urls>
enum AMPCache {
  /// The cache address of a document, or `nil` where it is not at an http or https address.
  static func address(of page: Span<UInt8>) -> [UInt8]? {
    guard let address = try? WebAddress(page) else { return nil }
    let scheme = page.extracting(address.scheme).string.lowercased()
    guard scheme == "https" || scheme == "http" else { return nil }
    let host = page.extracting(address.host).string.lowercased()
    var text = Array("https://\(subdomain(of: host)).cdn.ampproject.org/c/".utf8)
    text += (scheme == "https" ? "s/" : "").utf8
    text += host.utf8
    if let port = address.port { text += ":\(port)".utf8 }
    for index in address.path { text.append(page[index]) }
    if let query = address.query {
      text.append(UInt8(ascii: "?"))
      for index in query { text.append(page[index]) }
    }
    return text
  }

  /// The name that stands for a host in the cache's domain.
  static func subdomain(of host: String) -> String { readable(host) ?? hashed(host) }

  /// The host with its dots written as `-` and its `-` doubled, where that is a valid name.
  private static func readable(_ host: String) -> String? {
    guard host.utf8.contains(UInt8(ascii: ".")), !hasReservedHyphens(host) else { return nil }
    // A name without encoded parts stands for itself.
    let isPlain = !host.contains("xn--")
    guard let unicode = isPlain ? host : IDN.unicode(host), isPlain || !mixesDirections(unicode)
    else { return nil }
    let doubled = unicode.split(separator: "-", omittingEmptySubsequences: false)
      .joined(separator: "--")
    let joined = doubled.split(separator: ".", omittingEmptySubsequences: false)
      .joined(separator: "-")
    guard var name = isPlain ? joined : IDN.ascii(joined) else { return nil }
    if hasReservedHyphens(name), !name.hasPrefix("xn--") { name = "0-\(name)-0" }
    return name.utf8.count <= 63 ? name : nil
  }

  /// Whether the third and fourth character are `-`, which names keep for encodings (RFC 5890).
  private static func hasReservedHyphens(_ host: String) -> Bool {
    !host.hasPrefix("xn--") && host.dropFirst(2).hasPrefix("--")
  }

  /// Whether a name holds letters of both writing directions.
  private static func mixesDirections(_ name: String) -> Bool {
    var hasLeftToRight = false
    var hasRightToLeft = false
    for scalar in name.unicodeScalars where scalar.properties.isAlphabetic {
      switch scalar.value {
      case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
        hasRightToLeft = true
      default: hasLeftToRight = true
      }
    }
    return hasLeftToRight && hasRightToLeft
  }

  /// Base32 in lower case without padding of the host's SHA-256 digest (RFC 4648, section 6).
  private static func hashed(_ host: String) -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567")
    var text = ""
    var buffer = 0
    var bits = 0
    for byte in SHA256.hash(data: Array(host.utf8)) {
      buffer = (buffer << 8 | Int(byte)) & 0xFFFF
      bits += 8
      while bits >= 5 {
        bits -= 5
        text.append(alphabet[buffer >> bits & 31])
      }
    }
    if bits > 0 { text.append(alphabet[buffer << (5 - bits) & 31]) }
    return text
  }
}

/// Internationalized domain names, RFC 5891, as far as spelling goes.
///
/// Names that the RFC does not allow, such as those of emoji, have cache addresses all the same.
private enum IDN {
  private static let prefix = "xn--"

  /// The name with each encoded part decoded, or `nil` where one cannot be.
  static func unicode(_ host: String) -> String? {
    var labels: [String] = []
    for label in host.split(separator: ".", omittingEmptySubsequences: false) {
      guard label.hasPrefix(prefix) else {
        labels.append(String(label))
        continue
      }
      guard let scalars = Punycode.decode(Array(label.utf8.dropFirst(prefix.utf8.count))) else {
        return nil
      }
      labels.append(String(String.UnicodeScalarView(scalars)))
    }
    return labels.joined(separator: ".")
  }

  /// A name of one part, encoded where it is not ASCII.
  static func ascii(_ label: String) -> String? {
    let scalars = Array(label.unicodeScalars)
    if scalars.allSatisfy(\.isASCII) { return label }
    return Punycode.encode(scalars).map { prefix + String(decoding: $0, as: UTF8.self) }
  }
}
