/// Where one hop goes: a URL whose scheme, port and host are in order as far as its text shows.
struct Destination {
  let url: ParsedURL
  let text: String
  let host: String
  let port: Int
  let scheme: String

  /// What is connected to.
  var place: String { "\(host):\(port)" }
  /// What credentials belong to: RFC 9110, section 4.3.1.
  var origin: String { "\(scheme)://\(place)" }

  /// Reads the URL of a request.
  init(_ text: String, policy: ConnectionPolicy) throws(WebError.Reason) {
    try Self.checkScheme(of: text)
    do {
      url = try ParsedURL(text)
    } catch {
      throw .badURL(error.description)
    }
    (self.text, host, port, scheme) = (url.text, url.host, url.port, url.scheme)
    try check(policy)
  }

  private init(_ url: ParsedURL) {
    self.url = url
    (text, host, port, scheme) = (url.text, url.host, url.port, url.scheme)
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
    let scheme = text[..<colon]
    guard scheme.first?.isASCIILetter == true,
      scheme.allSatisfy({ $0.isASCIILetter || "0123456789+-.".contains($0) })
    else { return }
    let name = scheme.lowercased()
    guard name == "http" || name == "https" else { throw .schemeRefused(name) }
  }
}

/// What the text of a URL and the address behind it must agree with.
struct ConnectionPolicy: Sendable {
  let ports: Set<Int>
  let addresses: AddressPolicy
}

extension Character {
  fileprivate var isASCIILetter: Bool { isASCII && isLetter }
}
