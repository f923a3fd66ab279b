/// Why there is no response.
///
/// A response with a status such as 404 or 503 is a response, not an error.
public struct WebError: Error, Sendable {
  public enum Reason: Error {
    /// The URL cannot be understood, or carries credentials.
    case badURL(String)
    case noSuchHost(String)
    /// The name could not be looked up for now.
    case lookupFailed(String)
    /// All addresses of the host belong to private or special networks; this is the first of them.
    case privateAddress(String)
    case portRefused(Int)
    case schemeRefused(String)
    /// A redirect leads to this scheme, which is not that of the request.
    case schemeChanged(String)
    case tooManyRedirects(limit: Int)
    case redirectLoop
    case timeout(Phase)
    case connectionRefused
    /// The connection ended before the response did.
    case connectionReset
    /// The host's network cannot be reached.
    case unreachable
    /// The certificate or the handshake is not in order.
    case tls(String)
    case headerTooLarge(limit: Int)
    case bodyTooLarge(limit: Int)
    /// The body ended before its announced length.
    case bodyTooShort
    /// What came is not HTTP, or not what was asked for.
    case badResponse(String)
    /// The host turns requests away for now, and asks for a pause that is too long to wait for.
    case hostBusy(retryAfter: Duration?)
    /// A handler threw.
    case handler(any Error)
    case cancelled
    /// libcurl could not do its work, for example for want of memory or of file descriptors.
    case client(String)
  }

  /// What was going on when the time was up.
  public enum Phase: String, Sendable {
    case connecting
    case waiting
    case body
    /// Too few bytes arrived for too long.
    case stalled
  }

  public let reason: Reason
  /// The URL that failed: the request's own, or where the last redirect led.
  public let url: String
  /// The redirects before.
  public let redirects: [WebRedirect]
  public let attemptCount: Int
  /// How long the last attempt was on the network, without waiting for its turn.
  public let duration: Duration
}

extension WebError: CustomStringConvertible {
  public var description: String { reason.description }
}

extension WebError.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .badURL(let problem): "the URL cannot be asked for: \(problem)"
    case .noSuchHost(let host): "there is no host '\(host)'"
    case .lookupFailed(let host): "the host '\(host)' cannot be looked up for now"
    case .privateAddress(let address): "'\(address)' is an address of a private network"
    case .portRefused(let port): "port \(port) is not one of the allowed ports"
    case .schemeRefused(let scheme): "'\(scheme)' is neither http nor https"
    case .schemeChanged(let scheme): "a redirect leads to \(scheme)"
    case .tooManyRedirects(let limit): "there are more than \(limit) redirects"
    case .redirectLoop: "the redirects lead in a circle"
    case .timeout(.connecting): "no connection was made in time"
    case .timeout(.waiting): "no response came in time"
    case .timeout(.body): "the body did not end in time"
    case .timeout(.stalled): "the transfer stalled"
    case .connectionRefused: "the connection was refused"
    case .connectionReset: "the connection was closed before the response"
    case .unreachable: "the host's network cannot be reached"
    case .tls(let problem): "no secure connection: \(problem)"
    case .headerTooLarge(let limit): "the headers have more than \(limit) bytes"
    case .bodyTooLarge(let limit): "the body has more than \(limit) bytes"
    case .bodyTooShort: "the connection was closed in the middle of the body"
    case .badResponse(let problem): "the response is not valid: \(problem)"
    case .hostBusy(let pause?): "the host asks for a pause of \(pause.components.seconds) s"
    case .hostBusy(nil): "the host turns requests away"
    case .handler(let error): "\(error)"
    case .cancelled: "the request was cancelled"
    case .client(let problem): "libcurl failed: \(problem)"
    }
  }
}
