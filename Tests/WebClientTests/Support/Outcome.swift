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

/// What came of a request, and how long it was on the network.
///
/// The client's own thread takes the time: the tasks of tests may wait long for one another.
func timedOutcome(
  of request: WebRequest, with client: WebClient
) async -> (text: String, duration: Duration) {
  do {
    let response = try await client.send(request)
    return ("\(response.head.status) from \(response.head.url)", response.duration)
  } catch {
    return ("\(error) at \(error.url)", error.duration)
  }
}
