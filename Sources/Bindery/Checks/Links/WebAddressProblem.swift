extension WebAddress.SyntaxError {
  /// What is wrong, and what to do about it, for the URL that this was found in.
  func words(for url: String) -> (message: String, help: String) {
    let part = String(decoding: Array(url.utf8)[range], as: UTF8.self)
    let wholeAddress = "write the whole address, for example https://example.org/page"
    switch problem {
    case .empty:
      return (
        "a URL is expected here, found an empty string", "write the address, or remove the member"
      )
    case .character(let scalar): return words(for: scalar, part, in: url)
    case .percent:
      return (
        "'%' in a URL must be followed by two hexadecimal digits",
        "write '%25' for the character itself"
      )
    case .noScheme: return ("a URL must start with its scheme", wholeAddress)
    case .noHost: return ("the scheme must be followed by '://' and a host", wholeAddress)
    case .ipv6NotClosed: return ("the IPv6 address is not closed", "add ']' behind it")
    case .host: return (HostName.problem(part.lowercased()), "check the spelling of the host name")
    case .internationalHost(let problem):
      return (problem.words, "copy the address again from the page itself")
    case .behindHost: return ("unexpected text behind the host", "remove it")
    case .port:
      return (
        "a port must be a number from 1 to 65535",
        "correct the port, or remove it with the ':' before it"
      )
    case .bracket:
      return ("a URL's path cannot hold '\(part)'", "write '\(percentEncoded(part))' for it")
    case .secondFragment: return ("a URL can hold '#' only once", "write '%23' for the second one")
    }
  }

  private func words(
    for scalar: Unicode.Scalar, _ part: String, in url: String
  ) -> (message: String, help: String) {
    let message = "a URL cannot hold \(CharacterWords.of(scalar))"
    if scalar == " " { return (message, "remove it, or write '%20' for it") }
    if VisibleText.isInvisible(scalar) || scalar.properties.isWhitespace {
      return (message, "remove it")
    }
    guard let host = WebAddress.hostText(in: url), host.range.contains(range.lowerBound) else {
      return (message, "write '\(percentEncoded(part))' for it")
    }
    do throws(InternationalName.Problem) {
      let name = try InternationalName(host.text)
      guard let ascii = name.ascii else { return (message, "correct the host name") }
      return (message, "write the host name as '\(ascii)'")
    } catch {
      return (error.words, "correct the host name, and write it in its xn-- form")
    }
  }

  private func percentEncoded(_ text: String) -> String {
    text.utf8.map { ($0 < 16 ? "%0" : "%") + String($0, radix: 16, uppercase: true) }.joined()
  }
}

extension WebAddress {
  /// The host in a text that may be no URL, with its place in bytes.
  static func hostText(in url: String) -> (text: String, range: Range<Int>)? {
    let bytes = Array(url.utf8)
    guard
      let slash = bytes.indices.first(where: { bytes[$0...].starts(with: "://".utf8) })
    else { return nil }
    var start = slash + 3
    let end = bytes[start...].firstIndex { "/?#\\".utf8.contains($0) } ?? bytes.count
    if let at = bytes[start..<end].lastIndex(of: UInt8(ascii: "@")) { start = at + 1 }
    let colon = bytes[start..<end].firstIndex(of: UInt8(ascii: ":")) ?? end
    return (String(decoding: bytes[start..<colon], as: UTF8.self), start..<colon)
  }
}
