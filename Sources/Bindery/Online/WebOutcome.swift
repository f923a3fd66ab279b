/// How a question to the network turned out.
package enum WebOutcome: Sendable, Hashable {
  case reachable
  /// The server says that another address is to be used from now on.
  case moved(to: String)
  /// Another page was asked for, and redirects led to the site's front page.
  case frontPage(String)
  /// On the way from https, a redirect led to http.
  case downgrade(to: String)
  /// The server is there, and does not answer programs, or not this one.
  case refused(String)
  case dead(String)
  case noSuchHost(String)
  case tls(String)
  /// Something that may pass.
  case unreachable(String)
  case privateAddress(String)
  /// A port that the configuration does not list.
  case port(String)
  /// Redirects that lead nowhere, or to where links may not lead.
  case redirects(String)

  /// Whether it is good for a day; anything else is asked again by each run.
  package var isSuccess: Bool {
    switch self {
    case .reachable, .moved, .frontPage, .downgrade: true
    default: false
    }
  }

  /// The rule that it breaks, or `nil`.
  package var rule: String? {
    switch self {
    case .reachable: nil
    case .moved: "link/moved"
    case .frontPage: "link/front-page"
    case .downgrade: "link/downgrade"
    case .refused: "link/refused"
    case .dead: "link/dead"
    case .noSuchHost: "link/no-such-host"
    case .tls: "link/tls"
    case .unreachable: "link/unreachable"
    case .privateAddress: "link/private-address"
    case .port: "link/port"
    case .redirects: "link/redirects"
    }
  }

  /// Its name in a summary.
  package var name: String { rule.map { String($0.dropFirst("link/".count)) } ?? "reachable" }

  func severity(after failures: FailureHistory?, at now: Int64) -> Finding.Severity {
    switch self {
    case .reachable, .moved, .frontPage, .downgrade, .refused, .port: .warning
    case .dead, .noSuchHost, .tls, .privateAddress, .redirects: .error
    case .unreachable: failures?.isLasting(at: now) == true ? .error : .warning
    }
  }

  /// Names in the order of a summary: what is good first, what is worst last.
  package static let names = [
    "reachable", "moved", "front-page", "downgrade", "refused", "unreachable", "port",
    "private-address", "redirects", "tls", "no-such-host", "dead",
  ]
}
