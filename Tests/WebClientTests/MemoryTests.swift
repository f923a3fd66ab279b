import Foundation
import TestSupport
import Testing
import WebClient

/// Hostile responses cost no memory to speak of.
///
/// Each case is a process of its own, whose peak is measured.
@Suite struct MemoryTests {
  @Test func anEndlessBodyCostsNone() async {
    await #expect(processExitsWith: .success) { try await Growth.expectSmall { .endlessBody } }
  }

  @Test func anEndlessHeaderCostsNone() async {
    await #expect(processExitsWith: .success) { try await Growth.expectSmall { .endlessHeader } }
  }

  @Test func aGzipBombCostsNone() async {
    await #expect(processExitsWith: .success) { try await Growth.expectSmall { .gzipBomb } }
  }
}

private enum Growth {
  static let maximumByteCount = 64 << 20

  /// Asks for 16 such responses at once, with no limit on the body but the time of a second.
  static func expectSmall(_ response: @escaping @Sendable () -> ScriptedResponse) async throws {
    let script = response()
    let server = try ScriptedServer()
    server.routeOthers { _ in script }
    var options = WebClient.Options.toward(server).with(\.perHostConcurrency, 16)
    options.limits.totalTimeout = .seconds(1)
    options.limits.maximumBodyByteCount = nil
    let client = WebClient(options)
    let before = try peak()
    await withTaskGroup { group in
      for number in 0..<16 {
        group.addTask { _ = try? await client.send(WebRequest(server.url("/\(number)"))) }
      }
    }
    let growth = try peak() - before
    #expect(server.requestCount > 0)
    #expect(growth < maximumByteCount, "\(growth >> 20) MiB")
  }

  /// The most memory that this process ever had.
  private static func peak() throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    return try #require(Int(line.split(separator: " ").dropLast().last ?? "")) << 10
  }
}
