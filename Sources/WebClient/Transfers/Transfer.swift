/// One request on its way: through its redirects, and again where an attempt failed.
///
/// Not isolated, but only the event loop's thread touches what changes once it was submitted.
final class Transfer: @unchecked Sendable {
  typealias HeadHandler = @Sendable (WebResponseHead) throws -> BodyProgress
  typealias BodyHandler = @Sendable (Span<UInt8>) throws -> BodyProgress
  typealias Completion = @Sendable (Result<WebResponse, WebError>) -> Void

  /// What comes after a hop.
  enum Step {
    case finished(Result<WebResponse, WebError>)
    /// Another hop, at once.
    case nextHop
    case tryAgain(after: Duration)
  }

  let request: WebRequest
  let limits: WebLimits
  let head: HeadHandler?
  let body: BodyHandler
  private let retries: WebClient.RetryPolicy
  let policy: ConnectionPolicy
  private var completion: Completion?

  /// Where the next hop goes, or the current one; `nil` until ``start()``.
  private(set) var destination: Destination?
  /// The hop that is under way.
  private(set) var hop: Hop?
  /// Whether the next hop, or the current one, is not to use a connection that is there.
  private(set) var needsNewConnection = false
  private(set) var redirects: [WebRedirect] = []
  private(set) var attemptCount = 1
  private var result: Result<WebResponse, WebError>?
  /// Whether it was cancelled, which may come before it was started.
  var isCancelled = false
  /// Whether a handler was given anything, after which nothing is tried again.
  var isDelivering = false
  private var firstDestination: Destination?
  /// The time of the current attempt on the network, up to its last hop.
  private var elapsed: Duration = .zero
  private var receivedByteCount = 0

  init(
    _ request: WebRequest, client: WebClient.Options, policy: ConnectionPolicy,
    head: HeadHandler?, body: @escaping BodyHandler
  ) {
    self.request = request
    self.policy = policy
    self.head = head
    self.body = body
    limits = request.limits ?? client.limits
    retries = client.retries
  }

  var acceptsCompression: Bool { request.acceptsCompression && request.range == nil }
  /// The time that is left for the attempt.
  var remaining: Duration? { limits.totalTimeout.map { max($0 - elapsed, .zero) } }

  /// The request's own header fields, as lines.
  var headerLines: [String] {
    var lines: [String] = []
    for (name, value) in request.headers {
      let isCredential = ["authorization", "cookie"].contains(name.lowercased())
      if isCredential, destination?.hasOrigin(of: firstDestination) != true { continue }
      lines.append("\(name): \(value)")
    }
    if let range = request.range { lines.append("Range: \(range.headerValue)") }
    return lines
  }

  /// Whether another attempt is due, if the server's wish allows.
  func mayTryAgain(after pause: Duration? = nil) -> Bool {
    request.retries && !isDelivering && attemptCount <= retries.maximumCount
      && pause ?? .zero <= retries.maximumDelay
  }

  /// Reads the request's URL; back to it, when an attempt begins anew.
  func start() throws(WebError.Reason) {
    destination = try Destination(request.url, policy: policy)
    firstDestination = destination
    redirects = []
    elapsed = .zero
  }

  /// Begins the hop to ``destination``.
  func beginHop(
    to destination: Destination, on easy: EasyHandle, at now: Instant
  ) -> Hop {
    let hop = Hop(of: self, to: destination, on: easy, started: now)
    self.hop = hop
    return hop
  }

  /// Gives the current hop up, if there is one.
  func dropHop() -> Hop? { hop.take() }

  /// Ends the current hop and says what comes next.
  func endHop(_ end: Hop.End, receivedByteCount: Int, at now: Instant) -> Step {
    defer { hop = nil }
    self.receivedByteCount += receivedByteCount
    guard let hop else { return failed(.cancelled) }
    elapsed += now - hop.started
    needsNewConnection = false
    switch end {
    case .delivered(let head):
      return .finished(
        .success(
          WebResponse(
            head: head, bodyByteCount: hop.bodyByteCount, receivedByteCount: self.receivedByteCount,
            wasStopped: hop.wasStopped, attemptCount: attemptCount, duration: elapsed)))
    case .redirect(let status, let location):
      do {
        try follow(location, status: status)
        return .nextHop
      } catch {
        return failed(error)
      }
    case .refused(let pause):
      return tryAgain(after: pause)
    case .closedBefore:
      // Most likely it was closing already when the request was sent, which may be sent again
      // without a pause: RFC 9112, section 9.3.1; RFC 9113, section 8.7.
      needsNewConnection = true
      return .nextHop
    case .failed(let reason):
      return reason.mayPass && mayTryAgain() ? tryAgain(after: nil) : failed(reason)
    }
  }

  func failed(_ reason: WebError.Reason) -> Step { .finished(.failure(error(reason))) }

  var isFinished: Bool { result != nil }

  /// Says what to do with the result, before the transfer is submitted.
  func whenFinished(_ completion: @escaping Completion) { self.completion = completion }

  func finish(_ result: Result<WebResponse, WebError>) { self.result = result }

  /// Hands the result over, once.
  func deliver() {
    if let result { completion.take()?(result) }
  }

  func error(_ reason: WebError.Reason) -> WebError {
    WebError(
      reason: reason, url: destination?.text ?? request.url, redirects: redirects,
      attemptCount: attemptCount, duration: elapsed)
  }

  private func tryAgain(after pause: Duration?) -> Step {
    let delay = retries.delay(afterFailure: attemptCount)
    attemptCount += 1
    do {
      try start()
    } catch {
      return failed(error)
    }
    return .tryAgain(after: max(delay, pause ?? .zero))
  }

  private func follow(_ location: String, status: Int) throws(WebError.Reason) {
    guard let origin = destination else { return }
    guard redirects.count < limits.maximumRedirectCount else {
      throw .tooManyRedirects(limit: limits.maximumRedirectCount)
    }
    let target = try origin.following(location, policy: policy)
    guard request.mayChangeScheme || target.scheme == origin.scheme else {
      throw .schemeChanged(target.scheme)
    }
    redirects.append(WebRedirect(from: origin.text, to: target.text, status: status))
    destination = target
    guard !redirects.contains(where: { $0.from == target.text }) else { throw .redirectLoop }
  }
}
