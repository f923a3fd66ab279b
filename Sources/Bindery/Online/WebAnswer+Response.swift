internal import WebClient

extension WebAnswer {
  /// What the final response to a URL means.
  init(_ head: WebResponseHead, to url: String) {
    self.init(WebOutcome(head, to: url), contentType: head.headers["content-type"]?.mediaType)
  }

  /// What it means that there is none.
  init(_ error: WebError, to url: String) {
    self.init(WebOutcome(error, to: url))
  }
}

extension String {
  /// A media type without its parameters, in lower case (RFC 9110, section 8.3.1).
  fileprivate var mediaType: String? {
    let type = utf8.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: ",") }
      .filter { $0 > UInt8(ascii: " ") }.map(HostName.lower)
    return type.isEmpty || type.count > 127 ? nil : String(decoding: type, as: UTF8.self)
  }
}

extension WebOutcome {
  fileprivate init(_ head: WebResponseHead, to url: String) {
    if (200..<300).contains(head.status) {
      self = Self.afterRedirects(head.redirects, from: url, to: head.url)
      return
    }
    let way = head.redirects.isEmpty ? "" : ", after a redirect to '\(Self.shown(head.url))'"
    let answers = "the server answers \(Self.words(head.status))\(way)"
    switch head.status {
    case 429: self = .busy
    case 404, 410: self = .dead(answers)
    case 408, 425, 500..<600: self = .unreachable(answers)
    case 300..<400: self = .redirects("\(answers), without a new address")
    default: self = .refused(answers)
    }
  }

  private static func afterRedirects(
    _ redirects: [WebRedirect], from url: String, to target: String
  ) -> WebOutcome {
    guard !redirects.isEmpty else { return .reachable }
    if FrontPage.isLikelySoft404(from: url, to: target) { return .frontPage(target) }
    if let step = redirects.first(where: { $0.isDowngrade }) { return .downgrade(to: step.to) }
    // What is permanent is only the way up to the first redirect that is not.
    let permanent = redirects.prefix { $0.isPermanent }
    guard let last = permanent.last, !last.to.isSamePage(as: url) else { return .reachable }
    return .moved(to: last.to)
  }

  fileprivate init(_ error: WebError, to url: String) {
    let way =
      error.redirects.isEmpty ? "" : ", after a redirect to '\(Self.shown(error.url))'"
    let words = "\(error.reason)\(way)"
    self =
      switch error.reason {
      case .noSuchHost: .noSuchHost(words)
      case .badURL: error.redirects.isEmpty ? .noSuchHost(words) : .redirects(words)
      case .privateAddress(let address): .privateAddress("'\(address)'\(way)")
      case .portRefused(let port):
        .port(
          "\(url.names(port: port) ? "the link names" : "a redirect leads to") port \(port), which is not asked"
        )
      case .schemeRefused(let scheme):
        .redirects("a redirect leads to '\(Self.shown(scheme)):', not to http or https")
      case .tooManyRedirects, .redirectLoop: .redirects(words)
      case .tls: .tls(words)
      case .hostBusy: .busy
      default: .unreachable(words)
      }
  }

  /// What was seen of a host that wants fewer requests depends on how many others were under way,
  /// so that it is said in one way.
  private static let busy = refused("the host asks to be left alone for now (429 or Retry-After)")

  private static func shown(_ url: String) -> String {
    VisibleText.shortened(url, maximumScalarCount: 200)
  }

  /// A status with the name that people know it by (RFC 9110, section 15).
  private static func words(_ status: Int) -> String {
    let names = [
      300: "Multiple Choices", 304: "Not Modified", 400: "Bad Request", 401: "Unauthorized",
      402: "Payment Required", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
      406: "Not Acceptable", 408: "Request Timeout", 410: "Gone", 429: "Too Many Requests",
      451: "Unavailable For Legal Reasons", 500: "Internal Server Error", 501: "Not Implemented",
      502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
    ]
    return names[status].map { "\(status) (\($0))" } ?? "\(status)"
  }
}

extension WebRedirect {
  fileprivate var isDowngrade: Bool {
    from.lowercased().hasPrefix("https:") && to.lowercased().hasPrefix("http:")
  }
}

extension String {
  /// Whether a URL in its canonical spelling names a port.
  fileprivate func names(port: Int) -> Bool {
    let bytes = Array(utf8)
    return (try? WebAddress(bytes.span))?.port == port
  }

  /// Whether two URLs differ in their spelling or their fragment only.
  fileprivate func isSamePage(as other: String) -> Bool {
    CanonicalURL.text(of: self) == CanonicalURL.text(of: other)
  }
}
