package import Foundation

/// Published releases behind a scripted server, whose bundle each test serves as badly as it likes.
package final class ServedTrees: Sendable {
  package static let version = "2.0.0"
  package static let bundlePath = "/city-trees/2.0.0/city-trees-2.0.0.tar.gz"

  package let server: ScriptedServer
  package let bundle: [UInt8]
  /// Where the releases are pulled to.
  package let folder: String
  private let owner: TemporaryFolder

  /// What all tests share, since nothing changes it: releases with a bundle of some 40 kB, as the
  /// bytes of their files.
  private static let published = Task {
    var generator = SystemRandomNumberGenerator()
    let noise = (0..<600).map { _ in
      String(generator.next(), radix: 36) + String(generator.next(), radix: 36)
        + String(generator.next(), radix: 36)
    }
    let trees = try await PublishedTrees(body: noise.joined(separator: "\n") + "\n")
    let run = await CommandRun.bindery("publish", "public", in: trees.dataset.path)
    guard run.status == 0 else { throw PublishedTrees.Failure(run: run) }
    var files: [String: [UInt8]] = [:]
    for file in trees.folder.files(below: "public") {
      files["/" + file] = try trees.folder.bytes("public/" + file)
    }
    return files
  }

  /// Serves a published folder; everything but the bundle of the newest release is served well.
  package init(
    bundle route: @escaping @Sendable (ScriptedRequest, [UInt8]) -> ScriptedResponse = {
      .file($1, for: $0)
    }
  ) async throws {
    let published = try await Self.published.value
    let bundle = published[Self.bundlePath] ?? []
    server = try ScriptedServer()
    owner = try TemporaryFolder()
    folder = owner.path
    self.bundle = bundle
    server.routeOthers { request in
      published[request.path].map { .file($0, for: request) } ?? .status(404)
    }
    server.route(Self.bundlePath) { route($0, bundle) }
  }

  /// Runs `bindery pull` with a cache of the test's own.
  package func pull(_ arguments: String..., from path: String = "") async -> CommandRun {
    await CommandRun.bindery(
      ["pull", server.url(path), "--stall-timeout", "1"] + arguments, in: folder,
      environment: ["XDG_CACHE_HOME": folder + "/cache"])
  }

  /// The files below the folder, without those of the cache.
  package var files: [String] { owner.files().filter { !$0.hasPrefix("cache/") } }

  /// The files of the cache.
  package var cached: [String] { owner.files(below: "cache") }

  /// When a file of the cache was changed last.
  package func timeOfChange(_ file: String) throws -> Date? {
    try FileManager.default.attributesOfItem(atPath: folder + "/cache/" + file)[.modificationDate]
      as? Date
  }

  /// How much the cache holds of a file that is not whole yet.
  package var partialByteCount: Int {
    let file = cached.first { $0.hasSuffix(".partial") }
    return file.flatMap { try? owner.bytes("cache/" + $0).count } ?? 0
  }

  package var sentByteCount: Int { server.sentByteCount(Self.bundlePath) }
  package var requests: [ScriptedRequest] { server.requests(Self.bundlePath) }
}
