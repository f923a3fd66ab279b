internal import Documents

/// Redirects that hide that a page is gone.
///
/// Many sites answer an address that they no longer know with a redirect to their front page, which
/// people take for a mistake of their own.
enum FrontPage {
  /// Whether a page was asked for and the front page of the same site came instead.
  ///
  /// Another site's front page is where short links and changes of owner lead with good reason.
  static func isLikelySoft404(from url: String, to target: String) -> Bool {
    guard let asked = Parts(url), let found = Parts(target) else { return false }
    return !asked.isFrontPage && found.isFrontPage && found.query == nil
      && isSameSite(asked.host, found.host)
  }

  private struct Parts {
    let host: String
    let path: String
    let query: String?

    init?(_ url: String) {
      let bytes = Array(url.utf8)
      let span = bytes.span
      guard let address = try? WebAddress(span) else { return nil }
      host = span.extracting(address.host).string.lowercased()
      path = span.extracting(address.path).string
      query = address.query.map { span.extracting($0).string }
    }

    /// `/`, or the front page of one language, such as `/en/` or `/pt-br`.
    var isFrontPage: Bool {
      path.wholeMatch(of: /\/?(?:[a-zA-Z]{2}(?:[\-_][a-zA-Z]{2})?\/?)?(?:index\.html?)?/) != nil
    }
  }

  /// Whether hosts are one, but for what stands before their last two labels.
  private static func isSameSite(_ left: String, _ right: String) -> Bool {
    func site(_ host: String) -> ArraySlice<Substring> {
      host.split(separator: ".").suffix(2)
    }
    return left == right || (site(left) == site(right) && site(left).count == 2)
  }
}
