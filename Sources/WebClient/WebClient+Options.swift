extension WebClient {
  /// How a client behaves towards servers, and what it protects its own network from.
  public struct Options: Sendable {
    /// For each request that does not bring its own.
    public var limits = WebLimits()
    public var retries = RetryPolicy()
    /// How many requests are under way at once.
    public var concurrency = 128
    /// How many requests are under way at once to one host.
    public var perHostConcurrency = 10
    /// The least time between the starts of two requests to one host.
    public var perHostInterval: Duration = .milliseconds(50)
    /// The ports that are connected to.
    public var ports: Set<Int> = [80, 443]
    /// Whether addresses of private and special networks may be connected to.
    public var allowsPrivateAddresses = false
    /// Whether the environment's proxy variables are honoured.
    ///
    /// A proxy makes the connections by itself, so only the proxy's own address can be vetted then,
    /// and hosts that are written as addresses.
    public var allowsProxy = false
    public var userAgent = "bindery"
    /// A file of certificates in PEM form that are trusted in place of the system's.
    public var certificateAuthorities: String?
    /// Names that are not looked up, with their addresses, which are vetted like any others.
    public var resolve: [String: [String]] = [:]

    /// The defaults: polite to servers, and closed to private networks.
    public init() {}
  }

  /// When and how often a request is tried again.
  public struct RetryPolicy: Sendable {
    /// How often a request is tried again after a timeout, a reset, or a status that may pass.
    public var maximumCount = 3
    /// The pause before a request is tried again; each further one is twice as long.
    public var firstDelay: Duration = .seconds(1)
    /// The pause for a host that answers 429 without saying for how long; each further one is twice
    /// as long.
    public var firstHostDelay: Duration = .milliseconds(500)
    /// No pause is longer, nor any that a server asks for with `Retry-After`.
    public var maximumDelay: Duration = .seconds(30)

    /// The defaults of well-known link checkers.
    public init() {}
  }
}
