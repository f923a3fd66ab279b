import TestSupport
import Testing
import WebClient

/// How many requests there are at once, and how close together.
@Suite struct PolitenessTests {
  private let server: ScriptedServer

  init() throws {
    server = try ScriptedServer()
    server.routeOthers { _ in .text("hello").with(\.delay, .milliseconds(20)) }
  }

  private func send(_ count: Int, hosts: Int, with options: WebClient.Options) async -> Duration {
    var options = options
    for host in 0..<hosts { options.resolve["h\(host).test"] = ["127.0.0.1"] }
    let client = WebClient(options)
    let start = ContinuousClock.now
    await withTaskGroup { group in
      for number in 0..<count {
        let url = server.url("/\(number)", host: "h\(number % hosts).test")
        group.addTask {
          let result = await outcome(of: WebRequest(url), with: client)
          #expect(result.hasPrefix("200"))
        }
      }
    }
    return .now - start
  }

  @Test func oneHostHasALimit() async {
    _ = await send(60, hosts: 1, with: .toward(server).with(\.perHostConcurrency, 3))
    #expect((2...3).contains(server.mostRequestsAtOnce))
    #expect(server.connectionCount <= 3)
  }

  @Test func allHostsTogetherHaveALimit() async {
    _ = await send(120, hosts: 12, with: .toward(server).with(\.concurrency, 7))
    #expect((2...7).contains(server.mostRequestsAtOnce))
  }

  @Test func requestsToAHostKeepTheirDistance() async {
    let time = await send(
      30, hosts: 3, with: .toward(server).with(\.perHostInterval, .milliseconds(50)))
    // Ten for each host, side by side.
    #expect(time >= .milliseconds(450))
    let times = (0..<10).compactMap { server.times("/\($0 * 3)").first }.sorted()
    // The server may come to one late and to the next one in time.
    #expect(times[9] - times[0] >= .milliseconds(250))
  }

  @Test func slowHostsDoNotHoldOthersUp() async {
    server.routeOthers { $0["Host"]?.hasPrefix("h0.") == true ? .silence : .text("fast") }
    var options = WebClient.Options.toward(server).with(\.concurrency, 8)
    options.perHostConcurrency = 4
    options.limits = .download
    options.resolve = ["h0.test": ["127.0.0.1"], "h1.test": ["127.0.0.1"]]
    let client = WebClient(options)
    await withTaskGroup { group in
      for number in 0..<8 {
        let url = server.url("/\(number)", host: "h0.test")
        group.addTask { _ = await outcome(of: WebRequest(url), with: client) }
      }
      for number in 0..<20 {
        let url = server.url("/fast/\(number)", host: "h1.test")
        #expect(await outcome(of: WebRequest(url), with: client).hasPrefix("200"))
      }
      group.cancelAll()
    }
  }
}
