internal import WebClient

/// Asks whether a page is there: with HEAD, and where that does not bring a good answer, with GET.
///
/// Servers refuse HEAD in many ways (405, 501, 403, even 404 or a closed connection), so only what
/// GET brings counts against a link. GET ends with the headers of the response.
struct LinkInquiry: Sendable {
  let client: WebClient

  /// - Throws: `CancellationError` where the run is told to stop.
  func answer(_ url: String) async throws -> WebAnswer {
    var head = WebRequest(url, method: .head)
    head.retries = false
    do throws(WebError) {
      let response = try await client.send(head)
      if (200..<300).contains(response.head.status) { return WebAnswer(response.head, to: url) }
    } catch {
      if error.isCancelled { throw CancellationError() }
      if error.isFinal { return WebAnswer(error, to: url) }
    }
    do throws(WebError) {
      let response = try await client.send(
        WebRequest(url), head: { _ in .stop }, body: { _ in .stop })
      return WebAnswer(response.head, to: url)
    } catch {
      if error.isCancelled { throw CancellationError() }
      return WebAnswer(error, to: url)
    }
  }
}

extension WebError {
  var isCancelled: Bool { if case .cancelled = reason { true } else { false } }

  /// Whether another method would meet the same.
  fileprivate var isFinal: Bool {
    switch reason {
    case .badURL, .noSuchHost, .lookupFailed, .privateAddress, .portRefused, .tls,
      .connectionRefused, .hostBusy, .unreachable:
      true
    default: false
    }
  }
}
