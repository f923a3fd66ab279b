package import Documents

/// How links are asked for on the network: `links` in `bindery.yml`.
package struct LinkConfiguration: Sendable {
  /// How long one request may take, redirects included.
  package var timeout = Duration.seconds(20)
  /// How many requests run at once.
  package var concurrency = 128
  /// How many requests to one host run at once.
  package var perHost = 10
  /// The time between the starts of two requests to one host.
  package var interval = Duration.milliseconds(50)
  /// The ports that links may name.
  package var ports: Set<Int> = [80, 443]
  /// Whether the proxy that the environment names is used.
  package var allowsProxy = false
  package var suppressions: [Suppression] = []

  /// Links whose failures are known, and accepted until a day.
  package struct Suppression: Sendable {
    /// What the links begin with.
    package let prefix: String
    package let reason: String
    /// The last day, such as `2027-06-30`, in UTC.
    package let until: String
    /// The place of the prefix, for findings about the suppression itself.
    package let place: Value

    /// Whether the last day is over.
    package func isExpired(at now: Int64) -> Bool { Timestamp.day(now) > until }
  }

  init() {}

  /// Reads what the configuration's schema has accepted.
  init(_ links: Value?) {
    guard let links else { return }
    timeout = links["timeout"].flatMap(Self.duration) ?? timeout
    concurrency = links["concurrency"]?.integer ?? concurrency
    perHost = links["perHost"]?.integer ?? perHost
    interval = links["interval"].flatMap(Self.duration) ?? interval
    if let ports = links["ports"] { self.ports = Set(ports.elements.compactMap(\.integer)) }
    allowsProxy = links["allowProxy"]?.boolean ?? allowsProxy
    suppressions = (links["suppress"]?.elements).map { $0.compactMap(Suppression.init) } ?? []
  }

  /// A whole number with `ms`, `s` or `m`.
  private static func duration(_ value: Value) -> Duration? {
    let text = value.string ?? ""
    guard let number = Int(text.prefix { $0.isNumber }) else { return nil }
    switch text.drop(while: \.isNumber) {
    case "ms": return .milliseconds(number)
    case "s": return .seconds(number)
    default: return .seconds(number * 60)
    }
  }
}

extension LinkConfiguration.Suppression {
  fileprivate init?(_ value: Value) {
    guard let place = value["prefix"], let prefix = place.string, let until = value["until"]?.string
    else { return nil }
    self.init(
      prefix: prefix, reason: value["reason"]?.string ?? "", until: until, place: place)
  }
}
