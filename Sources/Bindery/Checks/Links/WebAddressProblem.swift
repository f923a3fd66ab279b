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
    case .whiteSpace:
      return ("a URL cannot hold white space", "remove it, or write a space as '%20'")
    case .character:
      let shown = VisibleText.escape(part)
      return (
        "a URL cannot hold the character '\(shown)'",
        "write '\(percentEncoded(part))' for it, or in a host name its xn-- form"
      )
    case .percent:
      return (
        "'%' in a URL must be followed by two hexadecimal digits",
        "write '%25' for the character itself"
      )
    case .noScheme: return ("a URL must start with its scheme", wholeAddress)
    case .noHost: return ("the scheme must be followed by '://' and a host", wholeAddress)
    case .ipv6NotClosed: return ("the IPv6 address is not closed", "add ']' behind it")
    case .host: return (HostName.problem(part.lowercased()), "check the spelling of the host name")
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

  private func percentEncoded(_ text: String) -> String {
    text.utf8.map { ($0 < 16 ? "%0" : "%") + String($0, radix: 16, uppercase: true) }.joined()
  }
}
