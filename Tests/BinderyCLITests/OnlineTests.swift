import Bindery
import Foundation
import Synchronization
import TestSupport
import Testing

/// What is asked, where it is reported, and what people see of it.
struct OnlineTests {
  /// Spellings that ask the same are asked once, and each place gets the finding.
  @Test func equalSpellingsAreAskedOnce() async throws {
    let dataset = try OnlineDataset()
    let port = dataset.server.port
    try dataset.write([
      dataset.url("/gone~"), dataset.url("/gone~#part"), "HTTP://A.Test:\(port)/gone~",
      dataset.url("/gone%7e"), dataset.url("/gone%7E#other"),
    ])
    try dataset.folder.write("urls: [\(dataset.url("/gone~"))]\n", to: "Records/b.yml")
    let run = await dataset.run()
    try Golden.expect(dataset.transcript(run), equals: "online-equal-spellings")
    #expect(dataset.server.requests("/gone~").map(\.method) == ["HEAD", "GET"])
    #expect(dataset.server.requestCount == 2)
  }

  @Test func differentSpellingsAreAskedEach() async throws {
    let dataset = try OnlineDataset()
    dataset.server.routeOthers { _ in .text("page") }
    try dataset.write(
      ["/a", "/A", "/a/", "/a?", "/a?b", "/a%2Fb", "/a/b"].map { dataset.url($0) })
    _ = await dataset.run()
    #expect(dataset.server.requestCount == 7)
  }

  @Test func emptyPathIsTheFrontPage() async throws {
    let dataset = try OnlineDataset()
    dataset.server.routeOthers { _ in .text("page") }
    try dataset.write([dataset.url(""), dataset.url("/")])
    _ = await dataset.run()
    #expect(dataset.server.requestCount == 1)
  }

  /// Links that stay off the network: not live, of this repository, or broken anyway.
  @Test func someLinksAreNotAsked() async throws {
    let dataset = try OnlineDataset()
    dataset.server.routeOthers { _ in .text("page") }
    try dataset.write([])
    try dataset.folder.write("x", to: "Assets/x.txt")
    dataset.network.resolve["mounted.test"] = ["127.0.0.1"]
    try dataset.folder.write(
      """
      still: \(dataset.url("/still"))
      urls:
      - http://mounted.test/x.txt
      - http://mounted.test/y.txt
      - \(dataset.url("/white space"))
      - http://me:secret@a.test:\(dataset.server.port)/
      - ftp://a.test/

      """, to: "Records/a.yml")
    let run = await dataset.run()
    #expect(dataset.server.requestCount == 0)
    #expect(run.standardError.hasPrefix("links: 0 asked\n"), "\(run.standardError)")
  }

  /// Only what is selected is asked, and suppressions are not judged by a part.
  @Test func selection() async throws {
    let dataset = try OnlineDataset()
    dataset.links = "suppress: [{ prefix: http://never.test/, reason: slow, until: 2027-06-30 }]"
    try dataset.write([dataset.url("/a")])
    try dataset.folder.write("urls: [\(dataset.url("/b"))]\n", to: "Records/b.yml")
    let run = await dataset.run("Records/b.yml")
    #expect(dataset.server.requests("/a").isEmpty)
    #expect(!dataset.server.requests("/b").isEmpty)
    #expect(!run.standardOutput.contains("suppression"), "\(run.standardOutput)")
  }

  @Test func suppressions() async throws {
    let dataset = try OnlineDataset()
    try dataset.write([])
    dataset.links = """
      interval: 0ms,
          suppress: [
            { prefix: "http://a.test:\(dataset.server.port)/known", reason: answers no program, until: 2027-01-15 },
            { prefix: "http://a.test:\(dataset.server.port)/expired", reason: was slow, until: 2027-01-14 },
            { prefix: "http://B.Test:\(dataset.server.port)", reason: whole host, until: 2027-06-30 },
            { prefix: "http://b.tes", reason: no host begins so, until: 2027-06-30 } ]
      """
    let port = dataset.server.port
    try dataset.write([
      dataset.url("/known/1"), dataset.url("/expired/1"), dataset.url("/other"),
      dataset.url("/whole", host: "b.test"), "http://b.test.a.test:\(port)/whole",
    ])
    dataset.network.resolve["b.test.a.test"] = ["127.0.0.1"]
    let run = await dataset.run()
    try Golden.expect(dataset.transcript(run), equals: "online-suppressions")
    let json = await dataset.run("--format", "json")
    #expect(json.standardOutput.contains("\"notes\": 2"), "\(json.standardOutput)")
  }

  /// Any number of records and answers in any order: the same report.
  @Test func sameReportWhateverTheTiming() async throws {
    var transcripts: Set<String> = []
    for round in 0..<3 {
      let dataset = try OnlineDataset()
      for host in 0..<5 { dataset.network.resolve["h\(host).test"] = ["127.0.0.1"] }
      dataset.server.routeOthers { request in
        let number = request.path.utf8.reduce(0) { $0 &* 31 &+ Int($1) } & 0xFF
        let response = ScriptedResponse.status([200, 404, 403, 503][number % 4])
        return response.with(\.delay, .milliseconds(Int.random(in: 0...(round * 10))))
      }
      try dataset.write([])
      for file in 0..<20 {
        let urls = (0..<5).map { "- \(dataset.url("/\(file)/\($0)", host: "h\($0).test"))\n" }
        try dataset.folder.write("urls:\n\(urls.joined())", to: "Records/\(file).yml")
      }
      let run = await dataset.run("--jobs", "\(round + 1)")
      transcripts.insert(dataset.transcript(run))
    }
    #expect(transcripts.count == 1)
    #expect(transcripts.first?.contains("link/dead") == true)
  }

  @Test func summaryByOutcomeAndHost() async throws {
    let dataset = try OnlineDataset()
    var urls: [String] = []
    for host in 10..<24 {
      dataset.network.resolve["h\(host).test"] = ["127.0.0.1"]
      urls += (0..<host - 9).map { dataset.url("/\($0)", host: "h\(host).test") }
    }
    dataset.server.routeOthers { request in
      request.path == "/0" ? .text("page") : .status(request.path == "/1" ? 403 : 404)
    }
    try dataset.write(urls)
    let run = await dataset.run("--max-findings", "0")
    try Golden.expect(dataset.transcript(run), equals: "online-summary")
    let quiet = await dataset.run("--quiet", "--max-findings", "0")
    #expect(quiet.standardError.isEmpty)
  }

  @Test func progressOnATerminal() async throws {
    let dataset = try OnlineDataset()
    let (path, network) = (dataset.folder.path, dataset.network)
    // Both answers come when the line was shown, however long that takes.
    let shown = Mutex("")
    dataset.server.routeOthers { _ in
      while !shown.withLock({ $0.contains(#/waiting for a\.test:[0-9]+ [0-9]+ s, b\.test/#) }) {
        usleep(10_000)
      }
      return .text("page")
    }
    dataset.links = "timeout: 5m, interval: 0ms"
    try dataset.write([dataset.url("/a"), dataset.url("/b", host: "b.test")])
    let run = await CommandRun.bindery(
      "validate", "--online", "--allow-private-addresses", in: path, isTerminal: true,
      network: network, onError: { text in shown.withLock { $0 += text } })
    #expect(run.standardError.contains("\r0 of 2 links"), "\(run.standardError)")
    #expect(run.standardError.contains("\r\u{1B}[K"))
  }

  /// None of what a server can do costs more than its limits.
  ///
  /// In a process of its own, with a thread beside it: other tests may keep this one waiting.
  @Test func hostileAnswersCostLittle() async throws {
    let dataset = try OnlineDataset()
    dataset.links = "timeout: 1s, interval: 0ms"
    dataset.server.route("/bomb") { _ in .gzipBomb }
    dataset.server.route("/body") { _ in .endlessBody }
    dataset.server.route("/header") { _ in .endlessHeader }
    dataset.server.route("/silence") { _ in .silence }
    try dataset.write(
      ["/bomb", "/body", "/header", "/silence"].map { dataset.url($0, host: "127.0.0.1") })
    let path = dataset.folder.path
    let (duration, peak) = try await withCheckedThrowingContinuation {
      (continuation: CheckedContinuation<(Duration, Int), any Error>) in
      Thread.detachNewThread {
        continuation.resume(with: Result { try Self.measure(in: path) })
      }
    }
    // A HEAD and four GETs for the silent one, with 1, 2 and 4 seconds between them; twice that for
    // a machine that is busy.
    #expect(duration < .seconds(25), "\(duration)")
    #expect(peak > 0 && peak < 64 << 10, "\(peak) KiB")
  }

  /// How long the program runs, and the most memory that it takes, in KiB.
  private static func measure(in path: String) throws -> (Duration, Int) {
    let started = ContinuousClock.now
    let process = try Program.start(
      ["validate", "--online", "--allow-private-addresses"], in: path)
    var peak = 0
    while process.isRunning {
      let status = try? String(
        contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
      if let line = status?.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }) {
        peak = max(peak, Int(line.filter(\.isNumber)) ?? 0)
      }
      usleep(10_000)
    }
    return (ContinuousClock.now - started, peak)
  }
}
