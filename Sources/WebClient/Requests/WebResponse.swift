/// What a server answered, up to the body.
public struct WebResponseHead: Sendable {
  public let status: Int
  /// The URL that answered: the request's own, or where the last redirect led.
  public let url: String
  public let headers: WebHeaders
  /// The redirects on the way, in their order.
  public let redirects: [WebRedirect]
}

/// One redirect that was followed.
public struct WebRedirect: Sendable, Equatable {
  public let from: String
  public let to: String
  public let status: Int

  /// Describes a redirect.
  public init(from: String, to: String, status: Int) {
    self.from = from
    self.to = to
    self.status = status
  }

  /// Whether the server says that the new address is to be used from now on: RFC 9110, section 15.4.
  public var isPermanent: Bool { status == 301 || status == 308 }
}

/// A response that was read to its end, or as far as its handlers wanted.
public struct WebResponse: Sendable {
  public let head: WebResponseHead
  /// How many bytes the body's handler was given.
  public let bodyByteCount: Int
  /// How many bytes of headers and bodies came off the network, for all hops and attempts.
  public let receivedByteCount: Int
  /// Whether a handler said that it had seen enough.
  public let wasStopped: Bool
  /// How often the request was sent: one more than it was tried again.
  public let attemptCount: Int
  /// How long the last attempt was on the network, without waiting for its turn.
  public let duration: Duration
}

/// What a handler wants next.
public enum BodyProgress: Sendable {
  case proceed
  /// Enough was seen: the connection is closed, and the response is a success.
  case stop
}
