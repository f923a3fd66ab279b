import TestSupport
import Testing
import WebClient

/// Redirects are followed by us, hop by hop.
@Suite struct RedirectTests {
  private let server: ScriptedServer
  private let client: WebClient

  init() throws {
    server = try ScriptedServer(["/end": { _ in .text("hello") }])
    client = WebClient(.toward(server))
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func areFollowedWhereverTheyLead(_ status: Int) async throws {
    let target = server.url("/end", host: "b.test")
    server.route("/start") { _ in .redirect(to: target, status: status) }
    let response = try await client.send(
      WebRequest(server.url("/start", host: "a.test"), method: .head))
    #expect(response.head.status == 200)
    #expect(response.head.url == target)
    #expect(
      response.head.redirects == [
        WebRedirect(from: server.url("/start", host: "a.test"), to: target, status: status)
      ])
    #expect(response.head.redirects[0].isPermanent == [301, 308].contains(status))
    #expect(server.requests("/end").map(\.method) == ["HEAD"])
  }

  struct Reference: Sendable, CustomTestStringConvertible {
    let location: String
    let target: String

    var testDescription: String { location }
  }

  @Test(arguments: [
    Reference(location: "/end", target: "/end"),
    Reference(location: "end", target: "/folder/end"),
    Reference(location: "../end", target: "/end"),
    Reference(location: "?page=2", target: "/folder/start?page=2"),
    Reference(location: "/end#there", target: "/end#there"),
    Reference(location: "/a b/\u{e9}", target: "/a%20b/%C3%A9"),
  ])
  func areResolved(_ reference: Reference) async throws {
    server.routeOthers { _ in .text("hello") }
    server.route("/folder/start") { request in
      request.path.contains("?") ? .text("hello") : .redirect(to: reference.location)
    }
    let response = try await client.send(WebRequest(server.url("/folder/start")))
    #expect(response.head.url == server.url(reference.target))
  }

  @Test func carryTheFragmentAlong() async throws {
    server.route("/start") { _ in .redirect(to: "/end") }
    let response = try await client.send(WebRequest(server.url("/start#here")))
    #expect(response.head.url == server.url("/end#here"))
  }

  @Test func doNotCarryCredentialsToAnotherOrigin() async throws {
    let target = server.url("/end", host: "b.test")
    server.route("/start") { _ in .redirect(to: "/next") }
    server.route("/next") { _ in .redirect(to: target) }
    var request = WebRequest(server.url("/start", host: "a.test"))
    request.headers = [("authorization", "secret"), ("X-Other", "1")]
    _ = try await client.send(request)
    #expect(server.requests("/next").first?["Authorization"] == "secret")
    #expect(server.requests("/end").first?["Authorization"] == nil)
    #expect(server.requests("/end").first?["X-Other"] == "1")
  }

  @Test func withoutAnAddressAreResponses() async {
    server.route("/start") { _ in ScriptedResponse(status: 302) }
    server.route("/300") { _ in .redirect(to: "/end", status: 300) }
    #expect(
      await outcome(of: WebRequest(server.url("/start")), with: client)
        == "302 with 0 bytes from \(server.url("/start"))")
    #expect(
      await outcome(of: WebRequest(server.url("/300")), with: client)
        == "300 with 0 bytes from \(server.url("/300"))")
  }

  @Test func areLimited() async {
    server.routeOthers { request in
      .redirect(to: "/\((Int(request.path.dropFirst()) ?? 0) + 1)")
    }
    #expect(
      await outcome(of: WebRequest(server.url("/0")), with: client)
        == "there are more than 10 redirects at \(server.url("/10"))")
    #expect(server.requestCount == 11)
  }

  @Test func thatLeadInACircleEnd() async {
    server.route("/a") { _ in .redirect(to: "/b") }
    server.route("/b") { _ in .redirect(to: "/a") }
    server.route("/self") { _ in .redirect(to: "/self") }
    #expect(
      await outcome(of: WebRequest(server.url("/a")), with: client)
        == "the redirects lead in a circle at \(server.url("/a"))")
    #expect(
      await outcome(of: WebRequest(server.url("/self")), with: client)
        == "the redirects lead in a circle at \(server.url("/self"))")
    #expect(server.requestCount == 3)
  }

  @Test func doNotWaitForALongBody() async throws {
    server.route("/start") { _ in
      ScriptedResponse.endlessBody.with(\.status, 302).with(\.headers, [("Location", "/end")])
    }
    let response = try await client.send(WebRequest(server.url("/start")))
    #expect(response.head.status == 200)
    #expect(response.bodyByteCount == 5)
  }
}
