import TestSupport
import Testing
import WebClient

/// Servers that take time, space, or the protocol lightly.
@Suite struct HostileServerTests {
  private let server: ScriptedServer
  private let client: WebClient

  init() throws {
    server = try ScriptedServer()
    client = WebClient(.toward(server))
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let problem: String
    let response: ScriptedResponse
    let limit: Duration

    init(
      _ name: String, _ problem: String, _ response: ScriptedResponse,
      limit: Duration = .seconds(20)
    ) {
      (self.name, self.problem, self.response, self.limit) = (name, problem, response, limit)
    }

    var testDescription: String { name }
  }

  @Test(arguments: [
    Case("silence", "no response came in time", .silence, limit: .seconds(1)),
    Case(
      "a late response", "no response came in time",
      .text("hello").with(\.delay, .seconds(30)), limit: .seconds(1)),
    Case(
      "drops", "the body did not end in time",
      .text(String(repeating: "x", count: 1000)).with(\.pieceByteCount, 20)
        .with(\.delayBetweenPieces, .milliseconds(200)), limit: .seconds(1)),
    Case(
      "a close in the middle", "the connection was closed in the middle of the body",
      .text("hello").with(\.closesAfter, 3)),
    Case(
      "a close in the middle of a chunk", "the connection was closed in the middle of the body",
      .text("hello").with(\.closesAfter, 3).with(\.length, .chunked)),
    Case(
      "a reset in the middle", "the connection was closed before the response",
      .text("hello").with(\.closesAfter, 3).with(\.resets, true)
        .with(\.delayBetweenPieces, .milliseconds(100))),
    Case(
      "a close before the response", "the connection was closed before the response",
      .text("hello").with(\.closesAfter, -1)),
    Case("a reset before the response", "the connection was closed before the response", .reset),
    Case(
      "a length that is too long", "the connection was closed in the middle of the body",
      .text("hello").with(\.length, .claimed(10)).with(\.closes, true)),
    Case("an endless body", "the body has more than 16777216 bytes", .endlessBody),
    Case("an endless header", "the headers have more than 262144 bytes", .endlessHeader),
    Case(
      "an endless line in the header", "the headers have more than 262144 bytes",
      ScriptedResponse().with(\.interim, "HTTP/1.1 200 OK\r\n" + endless(line: 100_000, count: 8))),
    Case(
      "endless interim responses", "the headers have more than 262144 bytes",
      ScriptedResponse().with(
        \.interim, String(repeating: "HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n", count: 10_000))),
    Case("a gzip bomb", "the body has more than 16777216 bytes", .gzipBomb),
    Case(
      "gzip in gzip", "the response is not valid: its body is compressed more than once",
      ScriptedResponse.gzipped([1, 2, 3]).with(\.headers, [("Content-Encoding", "gzip, gzip")])),
    Case(
      "gzip that is none", "the response is not valid: the body is not what its coding says",
      ScriptedResponse.text("hello").with(\.headers, [("Content-Encoding", "gzip")])),
    Case(
      "no HTTP", "the response is not valid: it is not HTTP",
      ScriptedResponse().with(\.interim, "220 mail.test ESMTP\r\n")),
  ])
  func areStopped(_ hostile: Case) async {
    server.route("/") { _ in hostile.response }
    var request = WebRequest(server.url("/"))
    request.limits = WebLimits()
    request.limits?.totalTimeout = hostile.limit
    let result = await timedOutcome(of: request, with: client)
    #expect(result.text == "\(hostile.problem) at \(server.url("/"))")
    #expect(result.duration < hostile.limit + .seconds(1))
  }

  private static func endless(line byteCount: Int, count: Int) -> String {
    String(repeating: "X: \(String(repeating: "x", count: byteCount))\r\n", count: count)
  }

  @Test func aLengthThatIsTooShortEndsTheBody() async {
    server.route("/") { _ in .text("hello").with(\.length, .claimed(3)).with(\.closes, true) }
    #expect(
      await outcome(of: WebRequest(server.url("/")), with: client)
        == "200 with 3 bytes from \(server.url("/"))")
  }

  @Test func stallsEndDownloads() async {
    server.route("/") { _ in
      .text("hello").with(\.pieceByteCount, 1).with(\.delayBetweenPieces, .seconds(60))
    }
    var request = WebRequest.download(server.url("/"))
    request.limits?.stallTimeout = .seconds(1)
    let result = await timedOutcome(of: request, with: client)
    #expect(result.text == "the transfer stalled at \(server.url("/"))")
    #expect(result.duration < .seconds(5))
  }

  @Test func refusedConnectionsAreNoted() async throws {
    server.stop()
    #expect(
      await outcome(of: WebRequest(server.url("/")), with: client)
        == "the connection was refused at \(server.url("/"))")
  }

  @Test func namesThatNobodyHasAreNoted() async {
    #expect(
      await outcome(of: WebRequest("http://nobody.invalid:\(server.port)/"), with: client)
        == "there is no host 'nobody.invalid' at http://nobody.invalid:\(server.port)/")
  }

  @Test func manyAtOnceDoNotHinderOthers() async {
    server.routeOthers { _ in .silence }
    server.route("/fine") { _ in .text("hello") }
    let client = WebClient(.toward(server).with(\.limits, .download))
    await withTaskGroup { group in
      for number in 0..<5 {
        group.addTask { [server] in
          _ = await outcome(of: WebRequest(server.url("/\(number)")), with: client)
        }
      }
      let fine = await timedOutcome(of: WebRequest(server.url("/fine")), with: client)
      #expect(fine.text == "200 from \(server.url("/fine"))")
      #expect(fine.duration < .seconds(5))
      group.cancelAll()
    }
  }
}
