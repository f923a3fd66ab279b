import Synchronization
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
    #expect(response.head.url == server.url("/page"))
    #expect(response.head.headers["content-TYPE"] == "text/html")
    #expect(response.bodyByteCount == 5)
    #expect(response.receivedByteCount > 5)
    #expect(response.attemptCount == 1)
    #expect(!response.wasStopped)
  }

  @Test func sendsWhatIsAskedForAndNoMore() async throws {
    server.routeOthers { _ in ScriptedResponse(headers: [("Set-Cookie", "a=b")]) }
    var request = WebRequest(server.url("/a?b=c#d", host: "a.test"))
    request.headers = [("Accept", "text/html")]
    _ = try await client.send(request)
    _ = try await client.send(request)
    let sent = try #require(server.requests("/a?b=c").last)
    #expect(
      sent.headers.map { "\($0.name): \($0.value)" }.sorted() == [
        "Accept-Encoding: gzip", "Accept: text/html", "Host: a.test:\(server.port)",
        "User-Agent: bindery",
      ])
  }

  @Test func asksForAHeadAlone() async throws {
    server.route("/page") { _ in .text("hello") }
    let response = try await client.send(WebRequest(server.url("/page"), method: .head))
    #expect(response.head.headers["Content-Length"] == "5")
    #expect(response.bodyByteCount == 0)
    #expect(server.requests("/page").map(\.method) == ["HEAD"])
  }

  @Test func aRefusedHeadIsAResponse() async {
    server.route("/page") { $0.method == "HEAD" ? .status(405) : .text("hello") }
    let (head, get) = (
      WebRequest(server.url("/page"), method: .head), WebRequest(server.url("/page"))
    )
    #expect(
      await outcome(of: head, with: client) == "405 with 0 bytes from \(server.url("/page"))")
    #expect(await outcome(of: get, with: client) == "200 with 5 bytes from \(server.url("/page"))")
  }

  @Test func decompresses() async throws {
    server.route("/page") { _ in .gzipped([UInt8](repeating: 7, count: 100_000)) }
    let response = try await client.send(WebRequest(server.url("/page")))
    #expect(response.bodyByteCount == 100_000)
    #expect(response.receivedByteCount < 2000)
  }

  @Test func doesNotDecompressFiles() async throws {
    server.route("/file") { _ in .gzipped([UInt8](repeating: 7, count: 100_000)) }
    let response = try await client.send(.download(server.url("/file")))
    #expect(response.bodyByteCount < 2000)
    #expect(server.requests("/file").first?["Accept-Encoding"] == nil)
  }

  @Test(arguments: [
    (ByteRange.from(4), "bytes=4-", "456789"), (ByteRange.bytes(2..<5), "bytes=2-4", "234"),
  ])
  func asksForARange(_ range: ByteRange, _ sent: String, _ expected: String) async throws {
    server.route("/file") { .file(Array("0123456789".utf8), for: $0) }
    var request = WebRequest(server.url("/file"))
    request.range = range
    let body = Mutex<[UInt8]>([])
    let response = try await client.send(
      request,
      body: { bytes in
        body.withLock { body in for index in bytes.indices { body.append(bytes[index]) } }
        return .proceed
      })
    #expect(response.head.status == 206)
    #expect(server.requests("/file").first?["Range"] == sent)
    #expect(server.requests("/file").first?["Accept-Encoding"] == nil)
    #expect(String(decoding: body.withLock { $0 }, as: UTF8.self) == expected)
  }

  @Test func closesTheConnectionWhenEnoughWasSeen() async throws {
    server.route("/endless") { _ in .endlessBody }
    let seen = Mutex(0)
    let stopped = try await client.send(
      WebRequest(server.url("/endless")),
      body: { bytes in
        seen.withLock { $0 += bytes.count }
        return .stop
      })
    #expect(stopped.wasStopped)
    #expect(stopped.bodyByteCount == seen.withLock { $0 })

    let headOnly = try await client.send(
      WebRequest(server.url("/endless")), head: { $0.status == 200 ? .stop : .proceed })
    #expect(headOnly.wasStopped)
    #expect(headOnly.bodyByteCount == 0)
  }

  @Test func throwsWhatAHandlerThrows() async {
    struct Refusal: Error, CustomStringConvertible {
      let description = "that is not what I want"
    }
    server.route("/page") { _ in .text("hello") }
    await #expect(throws: WebError.self) {
      try await client.send(
        WebRequest(server.url("/page")), head: { _ in throw Refusal() })
    }
    do {
      _ = try await client.send(
        WebRequest(server.url("/page")), body: { _ in throw Refusal() })
      Issue.record("the handler's error is lost")
    } catch {
      #expect("\(error)" == "that is not what I want")
    }
  }

  @Test func usesConnectionsAgain() async throws {
    server.routeOthers { _ in .text("hello") }
    for number in 0..<20 { _ = try await client.send(WebRequest(server.url("/\(number)"))) }
    #expect(server.connectionCount == 1)
    #expect(server.requestCount == 20)
  }

  @Test func readsInterimResponsesFoldedFieldsAndTrailers() async throws {
    server.route("/page") { _ in
      ScriptedResponse.text("hello").with(\.length, .chunked)
        .with(\.interim, "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n")
        .with(\.headers, [("X-Folded", "a\r\n  b"), ("X-Twice", "1"), ("x-twice", "2")])
        .with(\.trailer, "X-Late: 1\r\n")
    }
    let response = try await client.send(WebRequest(server.url("/page")))
    #expect(response.head.status == 200)
    #expect(response.bodyByteCount == 5)
    #expect(response.head.headers["Link"] == nil)
    #expect(response.head.headers["X-Folded"] == "a  b")
    #expect(response.head.headers.values("X-Twice") == ["1", "2"])
    #expect(response.head.headers["X-Late"] == nil)
  }

  @Test func endsWhenItsTaskIsCancelled() async throws {
    server.route("/silence") { _ in .silence }
    let client = WebClient(.toward(server).with(\.limits, .download))
    let task = Task { await outcome(of: WebRequest(server.url("/silence")), with: client) }
    while server.requestCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    #expect(await task.value == "the request was cancelled at \(server.url("/silence"))")

    let early = Task {
      try? await Task.sleep(for: .seconds(60))
      return await outcome(of: WebRequest(server.url("/silence")), with: client)
    }
    early.cancel()
    #expect(await early.value == "the request was cancelled at \(server.url("/silence"))")
    #expect(server.requestCount == 1)
  }

  @Test func endsWhenItIsShutDown() async throws {
    server.route("/silence") { _ in .silence }
    let client = WebClient(.toward(server).with(\.limits, .download))
    let task = Task { await outcome(of: WebRequest(server.url("/silence")), with: client) }
    while server.requestCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
    client.shutDown()
    #expect(await task.value == "the request was cancelled at \(server.url("/silence"))")
    #expect(
      await outcome(of: WebRequest(server.url("/silence")), with: client)
        == "the request was cancelled at \(server.url("/silence"))")
  }
}
