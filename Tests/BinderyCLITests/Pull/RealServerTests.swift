import Foundation
import TestSupport
import Testing

/// A published folder behind the web servers that people use.
struct RealServerTests {
  private static func require(_ kind: RealServer.Kind) throws {
    if !kind.isInstalled { try Test.cancel("\(kind.rawValue) is not installed") }
  }

  @Test(arguments: RealServer.Kind.allCases)
  func serves(kind: RealServer.Kind) async throws {
    try Self.require(kind)
    let trees = try await PublishedTrees()
    let path = trees.dataset.path
    #expect(await CommandRun.bindery("publish", "public", in: path).status == 0)
    let server = try RealServer(kind, root: path + "/public")
    let folder = try TemporaryFolder()
    func run(_ arguments: String...) async -> CommandRun {
      await CommandRun.bindery(
        ["pull", server.url] + arguments, in: folder.path,
        environment: ["XDG_CACHE_HOME": folder.path + "/cache"])
    }
    let list = await run("--list")
    let local = await CommandRun.bindery("pull", path + "/public", "--list", in: folder.path)
    #expect(list.standardOutput == local.standardOutput)
    #expect(list.status == 0, "\(list.standardError)")
    #expect(await run().status == 0)
    #expect(await run().standardOutput.contains("already there, verified"))
    try Shell.run("sha256sum", "-c", "SHA256SUMS", in: folder.path + "/city-trees-2.0.0")
    #expect(await run("city-trees@~1.0", "--only", "data/trees.csv.gz").status == 0)
    try Shell.run(
      "cmp", "city-trees-1.0.0/data/trees.csv.gz",
      path + "/public/city-trees/1.0.0/data/trees.csv.gz", in: folder.path)
    let page = try Shell.run("curl", "-sf", server.url + "/index.html", in: folder.path)
    #expect(page.hasPrefix("<!doctype html>"))
  }

  /// Half of the bundle is there from before: only the rest is asked for.
  @Test(arguments: RealServer.Kind.allCases)
  func goesOn(kind: RealServer.Kind) async throws {
    try Self.require(kind)
    let trees = try await PublishedTrees()
    let path = trees.dataset.path
    #expect(await CommandRun.bindery("publish", "public", in: path).status == 0)
    let bundle = try trees.folder.bytes("public/city-trees/2.0.0/city-trees-2.0.0.tar.gz")
    let digest = try SHA256Text.of(bundle)
    let folder = try TemporaryFolder()
    try folder.write(
      Array(bundle.prefix(1000)), to: "cache/bindery/files/\(digest.prefix(2))/\(digest).partial")
    let server = try RealServer(kind, root: path + "/public")
    let run = await CommandRun.bindery(
      "pull", server.url, in: folder.path, environment: ["XDG_CACHE_HOME": folder.path + "/cache"])
    #expect(run.status == 0, "\(run.standardError)")
    for _ in 0..<100 where !server.words.contains("bytes=1000-") {
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(server.words.contains("bytes=1000-"))
    #expect(server.words.contains("206"))
    try Shell.run("sha256sum", "-c", "SHA256SUMS", in: folder.path + "/city-trees-2.0.0")
  }

  /// A pull that is killed in the middle, and one that is asked to stop.
  @Test(
    .enabled(if: RealServer.Kind.nginx.isInstalled, "nginx is not installed"),
    arguments: [SIGKILL, SIGINT])
  func goesOnAfterASignal(signal: Int32) async throws {
    let noise = (0..<4000).map { "\($0 &* 2_654_435_761 % 4_294_967_291)" }
    let trees = try await PublishedTrees(body: noise.joined(separator: "\n") + "\n")
    let path = trees.dataset.path
    #expect(await CommandRun.bindery("publish", "public", in: path).status == 0)
    let slow = try RealServer(.nginx, root: path + "/public", .slow)
    let folder = try TemporaryFolder()
    let environment = ["XDG_CACHE_HOME": folder.path + "/cache"]
    let process = try Program.start(
      ["pull", slow.url], in: folder.path, environment: environment)
    func partial() -> Int {
      folder.files(below: "cache").first { $0.hasSuffix(".partial") }
        .flatMap { try? folder.bytes("cache/" + $0).count } ?? 0
    }
    while partial() < 5000, process.isRunning { try await Task.sleep(for: .milliseconds(20)) }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(!folder.exists("city-trees-2.0.0"))
    #expect(partial() >= 5000)
    if signal == SIGINT {
      #expect(process.terminationStatus == 2)
      #expect(folder.files().allSatisfy { $0.hasPrefix("cache/") })
    }
    let server = try RealServer(.nginx, root: path + "/public")
    let run = await CommandRun.bindery(
      "pull", server.url, in: folder.path, environment: environment)
    #expect(run.status == 0, "\(run.standardError)")
    for _ in 0..<100 where !server.words.contains("206 ") {
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(server.words.contains("206 "))
    try Shell.run("sha256sum", "-c", "SHA256SUMS", in: folder.path + "/city-trees-2.0.0")
  }
}
