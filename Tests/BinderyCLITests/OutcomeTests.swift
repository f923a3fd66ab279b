import Bindery
import Foundation
import TestSupport
import Testing

/// What each answer of a server is taken for, with the exact finding.
struct OutcomeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let routes: [String: ScriptedServer.Route]
    let path: String
    var links = "timeout: 5s, interval: 0ms"
    var testDescription: String { name }

    init(_ name: String, _ path: String = "/page", route: @escaping ScriptedServer.Route) {
      self.init(name, path, routes: [path: route])
    }

    init(_ name: String, _ path: String = "/page", routes: [String: ScriptedServer.Route]) {
      self.name = name
      self.routes = routes
      self.path = path
    }

    func within(_ links: String) -> Self {
      var copy = self
      copy.links = links
      return copy
    }
  }

  private static let page: ScriptedServer.Route = { _ in .text("page", type: "text/html") }

  private static func redirect(to location: String, _ status: Int = 302) -> ScriptedServer.Route {
    { _ in .redirect(to: location, status: status) }
  }

  /// Answers HEAD in one way and GET with the page.
  private static func head(_ response: ScriptedResponse) -> ScriptedServer.Route {
    { $0.method == "HEAD" ? response : .text("page") }
  }

  static let cases: [Case] = [
    Case("reachable", route: page),
    Case("head-405", route: head(.status(405))),
    Case("head-403", route: head(.status(403))),
    Case("head-501", route: head(.status(501))),
    Case("head-404", route: head(.status(404))),
    Case("head-closed", route: head(.reset)),
    Case("endless-body") { _ in .endlessBody },
    Case("gzip-bomb") { _ in .gzipBomb },
    Case("wrong-length") { _ in .text("page").with(\.length, .claimed(1000)) },
    Case("closed-in-the-middle") { _ in
      .text("page and more").with(\.closesAfter, 4)
    },
    Case("slow") { _ in
      .text("page").with(\.delay, .milliseconds(200))
        .with(\.delayBetweenPieces, .milliseconds(100)).with(\.pieceByteCount, 1)
    },
    Case("moved", routes: ["/page": redirect(to: "/new", 301), "/new": page]),
    Case("moved-308", routes: ["/page": redirect(to: "/new", 308), "/new": page]),
    Case(
      "moved-twice",
      routes: [
        "/page": redirect(to: "/new", 301), "/new": redirect(to: "/newer?a=1#b", 301),
        "/newer": page,
      ]),
    Case(
      "moved-then-temporary",
      routes: [
        "/page": redirect(to: "/new", 301), "/new": redirect(to: "/today"), "/today": page,
      ]),
    Case("temporary", routes: ["/page": redirect(to: "/today", 307), "/today": page]),
    Case(
      "temporary-then-moved",
      routes: [
        "/page": redirect(to: "/today"), "/today": redirect(to: "/new", 301), "/new": page,
      ]),
    Case("front-page", routes: ["/page": redirect(to: "/", 301), "/": page]),
    Case("front-page-of-a-language", routes: ["/page": redirect(to: "/en/"), "/en/": page]),
    Case("refused-401") { _ in .status(401) },
    Case("refused-403") { _ in .status(403) },
    Case("refused-429") { _ in .status(429) },
    Case("refused-429-for-long") { _ in .status(429, headers: [("Retry-After", "7200")]) },
    Case("refused-999") { _ in .status(999) },
    Case("refused-then-fine") { request in
      request.number <= 2 ? .status(429, headers: [("Retry-After", "0")]) : .text("page")
    },
    Case("dead-404") { _ in .status(404) },
    Case("dead-410") { _ in .status(410) },
    Case("dead-after-redirect", routes: ["/page": redirect(to: "/gone")]),
    Case("unreachable-503") { _ in .status(503) },
    Case("unreachable-500-then-fine") { $0.number < 4 ? .status(500) : .text("page") },
    Case("unreachable-reset") { _ in .reset },
    Case("unreachable-silent") { _ in .silence }.within("timeout: 200ms, interval: 0ms"),
    Case("unreachable-endless-header") { _ in .endlessHeader },
    Case("redirects-too-many") { _ in .status(500) }.forever(),
    Case("redirects-loop", routes: ["/page": redirect(to: "/b"), "/b": redirect(to: "/page")]),
    Case("redirects-file", route: redirect(to: "file:///etc/passwd")),
    Case("redirects-gopher", route: redirect(to: "gopher://a.test:70/")),
    Case("redirects-nowhere") { _ in .status(302) },
    Case("port-on-the-way", route: redirect(to: "http://a.test:1/")),
  ]

  @Test(arguments: cases)
  func outcome(_ sample: Case) async throws {
    let dataset = try OnlineDataset()
    dataset.links = sample.links
    for (path, route) in sample.routes { dataset.server.route(path, route) }
    try dataset.write([dataset.url(sample.path)])
    let run = await dataset.run()
    try Golden.expect(dataset.transcript(run), equals: "online-\(sample.name)")
  }

  /// Names that exist nowhere, where the machine can say so.
  @Test(.enabled(if: NameService.isWorking, "no name service says that a name does not exist"))
  func noSuchHost() async throws {
    let dataset = try OnlineDataset()
    try dataset.write(["http://nowhere.invalid/page"])
    let run = await dataset.run()
    try Golden.expect(dataset.transcript(run), equals: "online-no-such-host")
  }

  @Test func connectionRefused() async throws {
    let dataset = try OnlineDataset()
    let closed = try ScriptedServer()
    closed.stop()
    dataset.ports = [(closed.port, "CLOSED")]
    try dataset.write([closed.url("/page", host: "a.test")])
    let run = await dataset.run()
    try Golden.expect(dataset.transcript(run), equals: "online-unreachable-refused")
  }

  /// Another site's front page is where short links lead.
  @Test func frontPageOfAnotherSite() async throws {
    let dataset = try OnlineDataset()
    let target = dataset.url("/", host: "b.example")
    dataset.network.resolve["b.example"] = ["127.0.0.1"]
    dataset.server.route("/short") { _ in .redirect(to: target) }
    dataset.server.route("/") { _ in .text("front") }
    try dataset.write([dataset.url("/short")])
    let run = await dataset.run()
    #expect(run.status == 0 && run.standardOutput.isEmpty, "\(run.standardOutput)")
  }

  @Test(arguments: [
    ("right", "application/pdf", "application/pdf"), ("kind", "image/*", "image/png"),
    ("with-parameters", "text/html", "Text/HTML; charset=utf-8"),
    ("unknown", "application/pdf", "application/octet-stream"),
    ("wrong", "application/pdf", "text/html; charset=utf-8"),
    ("wrong-kind", "image/*", "text/html"),
  ])
  func contentType(name: String, wanted: String, found: String) async throws {
    let dataset = try OnlineDataset()
    dataset.beside = ", \"contentMediaType\": \"\(wanted)\""
    dataset.server.route("/file") { _ in .text("file", type: found) }
    try dataset.write([dataset.url("/file")])
    let run = await dataset.run()
    try Golden.expect(dataset.transcript(run), equals: "online-content-type-\(name)")
  }
}

extension OutcomeTests.Case {
  /// A redirect that leads to another one, and so on.
  fileprivate func forever() -> Self {
    var routes: [String: ScriptedServer.Route] = [:]
    for number in 0..<30 {
      let next = "/\(number + 1)"
      routes[number == 0 ? "/page" : "/\(number)"] = { _ in .redirect(to: next) }
    }
    return Self(name, routes: routes)
  }
}

/// What the name service of this machine can do.
enum NameService {
  static let isWorking: Bool = {
    var list: UnsafeMutablePointer<addrinfo>?
    let result = unsafe getaddrinfo("nowhere.invalid", "80", nil, &list)
    unsafe freeaddrinfo(list)
    return result == EAI_NONAME
  }()
}
