import TestSupport
import WebClient

/// What came of a request, as a text that tests compare.
func outcome(of request: WebRequest, with client: WebClient) async -> String {
  do {
    let response = try await client.send(request)
    return "\(response.head.status) with \(response.bodyByteCount) bytes from \(response.head.url)"
  } catch {
    return "\(error) at \(error.url)"
  }
}

extension WebClient.Options {
  /// A client that may talk to the servers, by names under `.test` too, and does not wait long.
  static func toward(_ servers: ScriptedServer...) -> Self {
    var options = Self()
    options.ports = Set(servers.map(\.port))
    options.allowsPrivateAddresses = true
    options.perHostInterval = .zero
    options.retries.maximumCount = 0
    options.limits.totalTimeout = .seconds(10)
    options.resolve = ["a.test": ["127.0.0.1"], "b.test": ["127.0.0.1"]]
    return options
  }

  /// The same with one thing changed.
  func with<Value>(_ member: WritableKeyPath<Self, Value>, _ value: Value) -> Self {
    var copy = self
    copy[keyPath: member] = value
    return copy
  }
}

/// How long something took.
func duration(of body: () async throws -> Void) async rethrows -> Duration {
  let start = ContinuousClock.now
  try await body()
  return .now - start
}
