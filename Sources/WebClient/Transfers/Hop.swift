/// One request to one server, and its response.
final class Hop {
  /// How a hop ended.
  enum End {
    case delivered(WebResponseHead)
    case redirect(status: Int, location: String)
    /// The server refuses for now; how long it asks to wait, where it says so.
    case refused(pause: Duration?)
    /// The server closed a connection that earlier requests had used, before it answered.
    case closedBefore
    case failed(WebError.Reason)
  }

  /// A longer body that nobody wants is not worth keeping the connection for.
  private static let maximumUnwantedByteCount = 64 << 10

  let destination: Destination
  let easy: EasyHandle
  let started: Instant
  private(set) var bodyByteCount = 0
  private(set) var wasStopped = false
  private(set) var refusedAddress: IPAddress?
  private(set) var hasAllowedAddress = false
  private(set) var failure: WebError.Reason?
  private unowned let transfer: Transfer
  private var reader: ResponseHeadReader
  private var unwantedByteCount = 0
  /// What the headers decided; `nil` until they are complete.
  private var end: End?

  init(
    of transfer: Transfer, to destination: Destination, on easy: EasyHandle, started: Instant
  ) {
    self.transfer = transfer
    self.easy = easy
    self.destination = destination
    self.started = started
    reader = ResponseHeadReader(maximumByteCount: transfer.limits.maximumHeaderByteCount)
  }

  var hasHead: Bool { end != nil }
  /// The server's wish to be left alone for a while, if it has one.
  private(set) var retryAfter: RetryAfter?

  func mayConnect(to address: IPAddress) -> Bool {
    guard transfer.policy.addresses.allows(address) else {
      if refusedAddress == nil { refusedAddress = address }
      return false
    }
    hasAllowedAddress = true
    return true
  }

  /// Takes a line of the headers.
  ///
  /// - Returns: Whether more is wanted; otherwise the connection is closed.
  func receive(line: Span<UInt8>) -> Bool {
    switch reader.take(line: line) {
    case .goOn: true
    case .complete: headIsComplete()
    case .tooLarge: fail(.headerTooLarge(limit: transfer.limits.maximumHeaderByteCount))
    case .malformed: fail(.badResponse("its first line has no status"))
    }
  }

  /// Takes bytes of the body, decompressed.
  ///
  /// - Returns: Whether more is wanted; otherwise the connection is closed.
  func receive(body bytes: Span<UInt8>) -> Bool {
    guard case .delivered = end else {
      unwantedByteCount += bytes.count
      return unwantedByteCount <= Self.maximumUnwantedByteCount
    }
    if let limit = transfer.limits.maximumBodyByteCount, bytes.count > limit - bodyByteCount {
      return fail(.bodyTooLarge(limit: limit))
    }
    bodyByteCount += bytes.count
    transfer.isDelivering = true
    do {
      wasStopped = try transfer.body(bytes) == .stop
    } catch {
      return fail(.handler(error))
    }
    return !wasStopped
  }

  /// How the hop ended, when libcurl says that it did; `problem` is what it could not do.
  func ended(_ problem: @autoclosure () -> WebError.Reason?) -> End {
    if let failure { return .failed(failure) }
    if let end {
      guard case .delivered = end, !wasStopped, let problem = problem() else { return end }
      return .failed(problem)
    }
    let problem = problem() ?? .badResponse("it has no headers")
    if case .connectionReset = problem, !easy.madeConnection { return .closedBefore }
    return .failed(problem)
  }

  private func headIsComplete() -> Bool {
    let (status, headers) = (reader.status, reader.headers)
    // Each layer may multiply the bytes of the one before by a thousand, and nobody needs two.
    if transfer.acceptsCompression, headers.contentCodingCount > 1 {
      return fail(.badResponse("its body is compressed more than once"))
    }
    if [301, 302, 303, 307, 308].contains(status), let location = headers.location {
      end = .redirect(status: status, location: location)
      return isWorthDraining(headers)
    }
    retryAfter = RetryAfter(status, headers)
    if transfer.mayTryAgain(after: retryAfter?.pause), RetryAfter.mayPass(status) {
      end = .refused(pause: retryAfter?.pause)
      return isWorthDraining(headers)
    }
    let head = WebResponseHead(
      status: status, url: destination.text, headers: headers, redirects: transfer.redirects)
    end = .delivered(head)
    guard let handler = transfer.head else { return true }
    transfer.isDelivering = true
    do {
      wasStopped = try handler(head) == .stop
    } catch {
      return fail(.handler(error))
    }
    return !wasStopped
  }

  private func isWorthDraining(_ headers: WebHeaders) -> Bool {
    guard transfer.request.method == .get, let length = headers["content-length"] else {
      return true
    }
    return Int(length).map { $0 <= Self.maximumUnwantedByteCount } ?? false
  }

  private func fail(_ reason: WebError.Reason) -> Bool {
    failure = reason
    return false
  }
}
