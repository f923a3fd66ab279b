/// Where one hop goes: a URL whose scheme, port and host are in order as far as its text shows.
final class Destination {
  let url: ParsedURL
  let text: String
  let scheme: String
  let host: String
  let port: Int
  /// What is connected to.
  let place: String

  /// Reads the URL of a request.
  convenience init(_ text: String, policy: ConnectionPolicy) throws(WebError.Reason) {
    try Self.checkScheme(of: text)
    do {
      try self.init(ParsedURL(text))
    } catch {
      throw .badURL(error.description)
    }
    try check(policy)
  }

  private init(_ url: ParsedURL) {
    self.url = url
    (text, scheme, host, port) = (url.text, url.scheme, url.host, url.port)
    place = "\(host):\(port)"
  }

  /// Whether credentials for the one belong to the other too: RFC 9110, section 4.3.1.
  func hasOrigin(of other: Destination?) -> Bool {
    place == other?.place && scheme == other?.scheme
  }

  /// Where a response from here with this `Location` leads.
  func following(
    _ location: String, policy: ConnectionPolicy
  ) throws(WebError.Reason) -> Destination {
    try Self.checkScheme(of: location)
    let target: Destination
    do {
      target = try Destination(url.resolving(location))
    } catch {
      throw .badURL(error.description)
    }
    try target.check(policy)
    return target
  }

  private func check(_ policy: ConnectionPolicy) throws(WebError.Reason) {
    guard scheme == "http" || scheme == "https" else { throw .schemeRefused(scheme) }
    guard !host.isEmpty else { throw .badURL("it has no host") }
    guard !url.hasCredentials else { throw .badURL("it holds credentials") }
    guard policy.ports.contains(port) else { throw .portRefused(port) }
    // Vetted again when it is connected to; here no connection is needed to say so, and a proxy is
    // not asked either.
    if let address = IPAddress(host), !policy.addresses.allows(address) {
      throw .privateAddress(address.description)
    }
  }

  /// Finds other schemes by the text itself: libcurl takes some for paths or for bad syntax.
  private static func checkScheme(of text: String) throws(WebError.Reason) {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return }
    let scheme = text.utf8[..<colon]
    guard scheme.first?.isLetter == true, scheme.allSatisfy(\.isPartOfScheme) else { return }
    let name = String(decoding: scheme, as: UTF8.self).lowercased()
    guard name == "http" || name == "https" else { throw .schemeRefused(name) }
  }
}

/// What the text of a URL and the address behind it must agree with.
final class ConnectionPolicy: Sendable {
  let ports: Set<Int>
  let addresses: AddressPolicy

  init(ports: Set<Int>, addresses: AddressPolicy) {
    self.ports = ports
    self.addresses = addresses
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }

  /// RFC 3986, section 3.1.
  fileprivate var isPartOfScheme: Bool {
    isLetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
      || self == UInt8(ascii: "+") || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
  }
}
