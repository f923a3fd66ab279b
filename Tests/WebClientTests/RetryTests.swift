import Synchronization
import TestSupport
import Testing
import WebClient

/// What may pass is tried again, as often and as late as is polite.
@Suite struct RetryTests {
  private let server: ScriptedServer
  private let options: WebClient.Options

  init() throws {
    server = try ScriptedServer()
    var options = WebClient.Options.toward(server)
    options.retries.maximumCount = 3
    options.retries.firstDelay = .milliseconds(40)
    options.retries.firstHostDelay = .milliseconds(40)
    options.retries.maximumDelay = .seconds(600)
    self.options = options
  }

  private func url(_ path: String) -> String { server.url(path, host: "a.test") }

  @Test(arguments: [408, 429, 500, 502, 503, 504, 520])
  func statusesThatMayPass(_ status: Int) async throws {
    server.route("/") { $0.number < 3 ? .status(status) : .text("hello") }
    let response = try await WebClient(options).send(WebRequest(url("/")))
    #expect(response.head.status == 200)
    #expect(response.attemptCount == 3)
    #expect(response.bodyByteCount == 5)
    let times = server.times("/")
    #expect(times[1] - times[0] >= .milliseconds(40))
    #expect(times[2] - times[1] >= .milliseconds(80))
  }

  @Test(arguments: [400, 401, 403, 404, 405, 410, 418, 501, 505, 999])
  func statusesThatStay(_ status: Int) async throws {
    server.route("/") { _ in .status(status) }
    let response = try await WebClient(options).send(WebRequest(url("/")))
    #expect(response.head.status == status)
    #expect(server.requestCount == 1)
  }

  @Test func endWithTheLastResponse() async throws {
    server.route("/") { _ in .status(503) }
    let response = try await WebClient(options).send(WebRequest(url("/")))
    #expect(response.head.status == 503)
    #expect(response.attemptCount == 4)
    #expect(server.requestCount == 4)
  }

  @Test func resetsAndTimeouts() async throws {
    server.route("/reset") { $0.number < 3 ? .reset : .text("hello") }
    server.route("/silence") { $0.number < 2 ? .silence : .text("hello") }
    #expect(try await WebClient(options).send(WebRequest(url("/reset"))).attemptCount == 3)
    var request = WebRequest(url("/silence"))
    request.limits = WebLimits()
    request.limits?.totalTimeout = .seconds(1)
    #expect(try await WebClient(options).send(request).attemptCount == 2)
  }

  @Test func notWhereTheRequestDoesNotWantIt() async throws {
    server.route("/") { _ in .status(503) }
    var request = WebRequest(url("/"))
    request.retries = false
    #expect(try await WebClient(options).send(request).attemptCount == 1)
    #expect(server.requestCount == 1)
  }

  @Test func notOnceAHandlerHasSeenSomething() async throws {
    server.route("/") { _ in .text("hello").with(\.closesAfter, 3) }
    let seen = Mutex(0)
    await #expect(throws: WebError.self) {
      try await WebClient(options).send(
        WebRequest(url("/")),
        body: { bytes in
          seen.withLock { $0 += bytes.count }
          return .proceed
        })
    }
    #expect(seen.withLock { $0 } == 3)
    #expect(server.requestCount == 1)
  }

  @Test func notForRefusedConnections() async throws {
    server.stop()
    do {
      _ = try await WebClient(options).send(WebRequest(url("/")))
      Issue.record("who answered?")
    } catch {
      #expect(error.attemptCount == 1)
    }
  }

  @Test func startAtTheFirstAddressAgain() async throws {
    server.route("/start") { _ in .redirect(to: "/end") }
    server.route("/end") { $0.number < 2 ? .status(502) : .text("hello") }
    let response = try await WebClient(options).send(WebRequest(url("/start")))
    #expect(response.head.redirects.count == 1)
    #expect(server.requests("/start").count == 2)
  }

  @Test func retryAfterIsHonoured() async throws {
    server.route("/") { request in
      request.number < 2 ? .status(429, headers: [("Retry-After", "1")]) : .text("hello")
    }
    #expect(try await WebClient(options).send(WebRequest(url("/"))).attemptCount == 2)
    let times = server.times("/")
    #expect(times[1] - times[0] >= .seconds(1))
  }

  @Test func aPauseIsForTheWholeHostAndNoOther() async throws {
    server.routeOthers { _ in .text("hello") }
    server.route("/") { _ in .status(429, headers: [("Retry-After", "500")]) }
    let client = WebClient(options.with(\.perHostConcurrency, 1))
    // The second waits for the first, which the pause holds.
    let (first, second) = (
      Task { await outcome(of: WebRequest(url("/")), with: client) },
      Task { [url = url("/other")] in
        while server.times("/").isEmpty { try? await Task.sleep(for: .milliseconds(5)) }
        return await outcome(of: WebRequest(url), with: client)
      }
    )
    while server.times("/").isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    let elsewhere = server.url("/elsewhere", host: "b.test")
    #expect(
      await outcome(of: WebRequest(elsewhere), with: client) == "200 with 5 bytes from \(elsewhere)"
    )
    first.cancel()
    second.cancel()
    _ = await (first.value, second.value)
    #expect(server.times("/").count == 1)
    #expect(server.times("/other").isEmpty)
  }

  @Test func retryAfterMayBeADate() async throws {
    // A date that has passed is no reason to wait.
    server.route("/") { request in
      request.number < 2
        ? .status(503, headers: [("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT")])
        : .text("hello")
    }
    #expect(try await WebClient(options).send(WebRequest(url("/"))).attemptCount == 2)
    let times = server.times("/")
    #expect(times[1] - times[0] < .seconds(15))
  }

  @Test func tooLongAPauseIsNotWaitedFor() async throws {
    server.routeOthers { _ in .status(429, headers: [("Retry-After", "3600")]) }
    let client = WebClient(options)
    let response = try await client.send(WebRequest(url("/1")))
    #expect(response.head.status == 429)
    #expect(response.attemptCount == 1)
    #expect(
      await outcome(of: WebRequest(url("/2")), with: client)
        == "the host asks for a pause of 3600 s at \(url("/2"))")
    #expect(server.requestCount == 1)
  }

  @Test func aHostThatGoesOnRefusingIsLeftAlone() async {
    server.routeOthers { _ in .status(429) }
    let client = WebClient(options)
    let results = await withTaskGroup { group in
      for number in 0..<200 {
        group.addTask { await outcome(of: WebRequest(url("/\(number)")), with: client) }
      }
      return await group.reduce(into: [:]) { counts, result in
        counts[result.hasPrefix("429") ? "429" : String(result.prefix(27)), default: 0] += 1
      }
    }
    #expect(results["the host turns requests awa", default: 0] > 150, "\(results)")
    #expect(results.values.reduce(0, +) == 200)
    #expect(server.requestCount < 30)
  }

  @Test func aHostThatRecoversIsAskedAgain() async {
    server.routeOthers { _ in .text("hello").with(\.delay, .milliseconds(5)) }
    server.route("/0") { $0.number < 2 ? .status(429) : .text("hello") }
    let client = WebClient(options)
    await withTaskGroup { group in
      for number in 0..<40 {
        group.addTask {
          let result = await outcome(of: WebRequest(url("/\(number)")), with: client)
          #expect(result.hasPrefix("200"))
        }
      }
    }
    #expect(server.requestCount == 41)
  }
}
