import Synchronization

/// What the threads of a scripted server share.
final class ServerLog: Sendable {
  struct State {
    var routes: [String: ScriptedServer.Route] = [:]
    var fallback: ScriptedServer.Route = { _ in .status(404) }
    var requests: [String: [ScriptedRequest]] = [:]
    var times: [String: [ContinuousClock.Instant]] = [:]
    var sentByteCounts: [String: Int] = [:]
    var connectionCount = 0
    var currentCount = 0
    var mostAtOnce = 0
    /// The listening socket and those of connections.
    var openDescriptors: Set<CInt> = []
    var isStopped = false
  }

  let state = Mutex(State())

  /// Takes note of a connection.
  ///
  /// - Returns: Whether the server still serves.
  func opened(_ descriptor: CInt) -> Bool {
    state.withLock { state in
      guard !state.isStopped else { return false }
      state.connectionCount += 1
      state.openDescriptors.insert(descriptor)
      return true
    }
  }

  func closed(_ descriptor: CInt) {
    state.withLock { _ = $0.openDescriptors.remove(descriptor) }
  }

  func sent(_ byteCount: Int, for path: String) {
    state.withLock { $0.sentByteCounts[path, default: 0] += byteCount }
  }

  /// Takes note of how many requests are being answered.
  func answering(_ change: Int) {
    state.withLock { state in
      state.currentCount += change
      state.mostAtOnce = max(state.mostAtOnce, state.currentCount)
    }
  }

  /// Takes note of a request and asks its route.
  func response(
    to method: String, _ path: String, _ headers: [(name: String, value: String)]
  ) -> ScriptedResponse {
    let (request, route) = state.withLock { state in
      let request = ScriptedRequest(
        method: method, path: path, headers: headers,
        number: state.requests[path, default: []].count + 1)
      state.requests[path, default: []].append(request)
      state.times[path, default: []].append(.now)
      let name = path.split(separator: "?", maxSplits: 1).first.map(String.init) ?? path
      return (request, state.routes[name] ?? state.fallback)
    }
    return route(request)
  }
}
