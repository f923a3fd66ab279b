import Foundation
import Synchronization

/// A web server on loopback that does what each test wants, also what no server should.
///
/// It serves HTTP/1.1 with one thread for each connection, on a port that the kernel chose, and
/// counts everything. Paths without a route are answered with 404.
package final class ScriptedServer: Sendable {
  package typealias Route = @Sendable (ScriptedRequest) -> ScriptedResponse

  package struct Failure: Error {
    package let description: String
  }

  package let port: Int
  private let log = ServerLog()

  /// Starts to serve.
  ///
  /// - Parameters:
  ///   - routes: What is done for each path, without its query.
  ///   - address: Where it listens; of version 4.
  ///   - port: The port, where it must be a certain one.
  /// - Throws: When the system gives no socket.
  package init(_ routes: [String: Route] = [:], address: String = "127.0.0.1", port: Int = 0) throws
  {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(description: "no socket") }
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = UInt16(port).bigEndian
    unsafe inet_pton(AF_INET, address, &place.sin_addr)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = unsafe withUnsafeMutablePointer(to: &place) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe bind(descriptor, address, length) == 0 && listen(descriptor, 1024) == 0
          && getsockname(descriptor, address, &length) == 0
      }
    }
    guard isListening else {
      close(descriptor)
      throw Failure(description: "cannot listen on \(address)")
    }
    self.port = Int(UInt16(bigEndian: place.sin_port))
    log.state.withLock { log in
      log.routes = routes
      log.openDescriptors = [descriptor]
    }
    Thread.detachNewThread { [log] in Self.serve(descriptor, log) }
  }

  deinit {
    stop()
  }

  /// The address of a path here.
  package func url(_ path: String, host: String = "127.0.0.1") -> String {
    "http://\(host):\(port)\(path)"
  }

  /// Says what is done for a path from now on.
  package func route(_ path: String, _ route: @escaping Route) {
    log.state.withLock { $0.routes[path] = route }
  }

  /// Says what is done for all other paths from now on.
  package func routeOthers(_ route: @escaping Route) {
    log.state.withLock { $0.fallback = route }
  }

  /// Closes all connections and takes no more.
  package func stop() {
    log.state.withLock { log in
      log.isStopped = true
      for descriptor in log.openDescriptors { shutdown(descriptor, CInt(SHUT_RDWR)) }
    }
  }

  package var connectionCount: Int { log.state.withLock { $0.connectionCount } }
  /// The most requests that were being answered at the same time.
  package var mostRequestsAtOnce: Int { log.state.withLock { $0.mostAtOnce } }
  package var requestCount: Int {
    log.state.withLock { $0.requests.values.reduce(0) { $0 + $1.count } }
  }

  /// The requests to a path, with its query, in their order.
  package func requests(_ path: String) -> [ScriptedRequest] {
    log.state.withLock { $0.requests[path] ?? [] }
  }

  /// When each request to a path came.
  package func times(_ path: String) -> [ContinuousClock.Instant] {
    log.state.withLock { $0.times[path] ?? [] }
  }

  /// How many bytes of bodies left for a path.
  package func sentByteCount(_ path: String) -> Int {
    log.state.withLock { $0.sentByteCounts[path] ?? 0 }
  }

  private static func serve(_ listener: CInt, _ log: ServerLog) {
    // Closed by its own thread only: elsewhere its number could be another socket's by then.
    defer {
      log.closed(listener)
      close(listener)
    }
    while true {
      let descriptor = accept(listener, nil, nil)
      guard descriptor >= 0 else {
        if errno == EINTR || errno == ECONNABORTED { continue }
        return
      }
      guard log.opened(descriptor) else {
        close(descriptor)
        return
      }
      let thread = Thread {
        ServedConnection(descriptor, log).serve()
        log.closed(descriptor)
        close(descriptor)
      }
      thread.stackSize = 256 << 10
      thread.start()
    }
  }
}
