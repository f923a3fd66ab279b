import TestSupport
import Testing
import WebClient

/// Connections as they are on the web: shared by requests, closed in between, or never made.
@Suite struct ConnectionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let isSecure: Bool
    let protocolName: String
    var requestsPerConnection: Int?
  }

  private static let fileByteCount = 300_000

  /// Small and large responses, side by side, from a server that also closes connections.
  @Test(
    .enabled(if: RealServer.Kind.nginx.isInstalled, "nginx is not installed"),
    arguments: [
      Case(testDescription: "HTTP/1.1", isSecure: false, protocolName: "HTTP/1.1"),
      Case(
        testDescription: "HTTP/1.1, closed after 7", isSecure: false, protocolName: "HTTP/1.1",
        requestsPerConnection: 7),
      Case(testDescription: "HTTP/1.1 over TLS", isSecure: true, protocolName: "HTTP/1.1"),
      Case(testDescription: "HTTP/2", isSecure: true, protocolName: "HTTP/2.0"),
      Case(
        testDescription: "HTTP/2, closed after 7", isSecure: true, protocolName: "HTTP/2.0",
        requestsPerConnection: 7),
    ])
  func carryManyRequests(_ example: Case) async throws {
    let folder = try TemporaryFolder()
    try folder.write(String(repeating: "a", count: Self.fileByteCount), to: "file")
    let certificate = try TestCertificate(names: ["a.test"])
    var setting = RealServer.Setting()
    setting.requestsPerConnection = example.requestsPerConnection
    setting.certificate = example.isSecure ? certificate : nil
    setting.speaksHTTP2 = example.protocolName == "HTTP/2.0"
    let server = try RealServer(.nginx, root: folder.path, setting)
    var options = WebClient.Options.toward()
    options.ports = [server.port]
    options.certificateAuthorities = certificate.path
    let client = WebClient(options)
    let url = "\(example.isSecure ? "https" : "http")://a.test:\(server.port)/file"

    let requestCount = 150
    let outcomes = await withTaskGroup(of: String.self) { group in
      for number in 0..<requestCount {
        let request = WebRequest(url, method: number.isMultiple(of: 3) ? .get : .head)
        group.addTask { await outcome(of: request, with: client) }
      }
      return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
    #expect(
      outcomes == [
        "200 with \(Self.fileByteCount) bytes from \(url)": requestCount / 3,
        "200 with 0 bytes from \(url)": requestCount - requestCount / 3,
      ])
    var lines: [[Substring]] = []
    for _ in 0..<100 where lines.count < requestCount {
      lines = server.words.split(separator: "\n").map { $0.split(separator: " ") }
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(lines.allSatisfy { $0[3] == example.protocolName })
    // As many at once as go to one host; each goes on being used.
    let connectionCount = Set(lines.compactMap(\.last)).count
    let fewest = example.requestsPerConnection.map { requestCount / $0 } ?? 1
    #expect((fewest...fewest + 2 * options.perHostConcurrency).contains(connectionCount))
  }

  /// Where the first of two addresses does not answer, the second is tried before the time is up.
  @Test func fallBackToTheOtherAddress() async throws {
    let server = try ScriptedServer(["/": { _ in .text("hello") }])
    let blackHole = try #require(BlackHole(port: server.port))
    let options = WebClient.Options.toward(server).with(
      \.resolve, ["two.test": ["[::1]", "127.0.0.1"], "one.test": ["[::1]"]])
    let found = await timedOutcome(
      of: WebRequest(server.url("/", host: "two.test")), with: WebClient(options))
    #expect(found.text == "200 from \(server.url("/", host: "two.test"))")
    #expect(found.duration < .seconds(2))

    var hasty = options
    hasty.limits.connectTimeout = .milliseconds(300)
    let lost = await timedOutcome(
      of: WebRequest(server.url("/", host: "one.test")), with: WebClient(hasty))
    #expect(lost.text == "no connection was made in time at \(server.url("/", host: "one.test"))")
    #expect(lost.duration < .seconds(2))
    withExtendedLifetime(blackHole) {}
  }
}
