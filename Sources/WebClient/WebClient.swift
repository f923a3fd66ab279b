internal import CCurl

/// Asks web servers, politely and within limits.
///
/// All requests of a client run on one thread. They are spread over hosts, paced for each host, and
/// tried again where that may help. Connections are kept and used again; they never outlive the
/// client, so none is used under another policy than the one it was made under.
///
/// A client does not send or keep cookies, and reads no configuration of libcurl or of the user.
public final class WebClient: Sendable {
  private let options: Options
  private let policy: ConnectionPolicy
  /// `nil` where libcurl or the system could not even begin.
  private let inbox: Inbox?

  /// libcurl asks for this before anything else, once.
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// Starts a client.
  public convenience init(_ options: Options = Options()) {
    self.init(options, addresses: options.allowsPrivateAddresses ? .any : .publicInternet)
  }

  /// Starts a client with a policy of its own.
  package init(_ options: Options, addresses: AddressPolicy) {
    self.options = options
    policy = ConnectionPolicy(ports: options.ports, addresses: addresses)
    guard Self.isReady, let inbox = Inbox(), EventLoop.start(options, inbox: inbox) else {
      inbox = nil
      return
    }
    self.inbox = inbox
  }

  deinit {
    inbox?.close()
  }

  /// Sends a request and reads its response, following redirects.
  ///
  /// Handlers run on the client's one thread, so they must be quick. They see the final response
  /// only: none that is followed by a redirect or by another attempt. Cancelling the task cancels
  /// the request.
  ///
  /// - Parameters:
  ///   - request: What to ask for.
  ///   - head: Takes the status and the headers, before the body.
  ///   - body: Takes the next bytes of the body, decompressed where that was asked for; without it
  ///     they are thrown away.
  /// - Returns: The response, with whatever status.
  /// - Throws: Why there is no response, or none within the limits; and what a handler threw.
  public func send(
    _ request: WebRequest, head: (@Sendable (WebResponseHead) throws -> BodyProgress)? = nil,
    body: @escaping @Sendable (Span<UInt8>) throws -> BodyProgress = { _ in .proceed }
  ) async throws(WebError) -> WebResponse {
    let transfer = Transfer(request, client: options, policy: policy, head: head, body: body)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        transfer.whenFinished { continuation.resume(returning: $0) }
        if inbox?.put(.start(transfer)) != true {
          let reason: WebError.Reason =
            inbox == nil ? .client("it could not be started") : .cancelled
          transfer.finish(.failure(transfer.error(reason)))
          transfer.deliver()
        }
      }
    } onCancel: {
      _ = inbox?.put(.cancel(transfer))
    }
    return try result.get()
  }

  /// Cancels what is under way, and each later request at once.
  public func shutDown() {
    inbox?.close()
  }
}
