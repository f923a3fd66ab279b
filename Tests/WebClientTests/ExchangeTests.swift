import TestSupport
import Testing
import WebClient

/// What a client and a server say to each other when both behave.
@Suite struct ExchangeTests {
  private let server: ScriptedServer
  private let client: WebClient

  init() throws {
    server = try ScriptedServer()
    client = WebClient(.toward(server))
  }

  @Test func readsAResponse() async throws {
    server.route("/page") { _ in .text("hello", type: "text/html") }
    let response = try await client.send(WebRequest(server.url("/page")))
    #expect(response.head.status == 200)
    #expect(response.head.headers["content-TYPE"] == "text/html")
    #expect(response.bodyByteCount == 5)
    #expect(!response.wasStopped)
    #expect(server.requests("/page").map(\.method) == ["GET"])
  }
}

extension WebClient.Options {
  /// A client that may talk to the server, by names under `.test` too, and does not wait long.
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
}
