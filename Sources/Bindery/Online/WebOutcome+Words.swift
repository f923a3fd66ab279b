extension WebOutcome {
  /// What is wrong, for a finding.
  var message: String {
    switch self {
    case .reachable: "the page is there"
    case .moved(let url): "the page has moved for good to '\(Self.shown(url))'"
    case .frontPage(let url):
      "redirects lead to the site's front page '\(Self.shown(url))'; the page itself is probably gone"
    case .downgrade(let url): "a redirect leads from https to http, to '\(Self.shown(url))'"
    case .refused(let problem), .dead(let problem), .noSuchHost(let problem), .tls(let problem),
      .unreachable(let problem), .redirects(let problem), .port(let problem):
      problem
    case .privateAddress(let address):
      "the link leads into a private network, to the address \(Self.shown(address))"
    }
  }

  var help: String {
    switch self {
    case .reachable: ""
    case .moved(let url): "write \(Self.shown(url))"
    case .frontPage: "look for the page's new address, or for a copy in a web archive"
    case .downgrade: "look for an address that stays with https"
    case .refused:
      "look with a browser; if the page is there, suppress it under 'links' in bindery.yml, with the reason"
    case .dead: "look for the page's new address, or for a copy in a web archive"
    case .noSuchHost: "check the spelling; the site may be gone"
    case .tls: "look with a browser; the site's owner has to renew or correct its certificate"
    case .unreachable:
      "it may pass; where it stays, look with a browser, and for a copy in a web archive"
    case .privateAddress: "link to an address that everybody can reach"
    case .port: "list the port under 'links' in bindery.yml if it is right"
    case .redirects: "look with a browser for the address where the page really is"
    }
  }

  /// What servers say is shown like what strangers write.
  private static func shown(_ text: String) -> String {
    VisibleText.shortened(text, maximumScalarCount: 2048)
  }
}
