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
    return await duration {
      await withTaskGroup { group in
        for number in 0..<count {
          let url = server.url("/\(number)", host: "h\(number % hosts).test")
          group.addTask {
            let result = await outcome(of: WebRequest(url), with: client)
            #expect(result.hasPrefix("200"))
          }
        }
      }
    }
  }

  @Test func oneHostHasALimit() async {
    _ = await send(60, hosts: 1, with: .toward(server).with(\.perHostConcurrency, 3))
    #expect(server.mostRequestsAtOnce == 3)
    #expect(server.connectionCount <= 3)
  }

  @Test func allHostsTogetherHaveALimit() async {
    _ = await send(120, hosts: 12, with: .toward(server).with(\.concurrency, 7))
    #expect(server.mostRequestsAtOnce == 7)
  }

  @Test func requestsToAHostKeepTheirDistance() async {
    let time = await send(
      30, hosts: 3, with: .toward(server).with(\.perHostInterval, .milliseconds(50)))
    // Ten for each host, side by side.
    #expect(time >= .milliseconds(450))
    let times = (0..<10).compactMap { server.times("/\($0 * 3)").first }.sorted()
    // The kernel may deliver one late and the next one in time.
    #expect(times[9] - times[0] >= .milliseconds(430))
  }

  @Test func slowHostsDoNotHoldOthersUp() async throws {
    server.routeOthers { request in
      request["Host"]?.hasPrefix("h0.") == true
        ? .text("slow").with(\.delay, .seconds(1)) : .text("fast")
    }
    var options = WebClient.Options.toward(server).with(\.concurrency, 8)
    options.perHostConcurrency = 4
    for host in 0..<2 { options.resolve["h\(host).test"] = ["127.0.0.1"] }
    let client = WebClient(options)
    let slow = Task {
      await withTaskGroup { group in
        for number in 0..<8 {
          group.addTask {
            _ = await outcome(
              of: WebRequest(server.url("/\(number)", host: "h0.test")), with: client)
          }
        }
      }
    }
    while server.requestCount < 4 { try await Task.sleep(for: .milliseconds(5)) }
    let time = await duration {
      for number in 0..<20 {
        let url = server.url("/fast/\(number)", host: "h1.test")
        #expect(await outcome(of: WebRequest(url), with: client).hasPrefix("200"))
      }
    }
    #expect(time < .seconds(1))
    await slow.value
  }
}
