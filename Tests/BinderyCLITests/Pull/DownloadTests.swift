import Foundation
import TestSupport
import Testing

/// `bindery pull` from servers and networks of all kinds: the right bytes, or a clear error and
/// nothing under the final name.
struct DownloadTests {
  /// What a server does about the bundle, and what comes of it.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    /// What the message holds; `nil` where the bundle arrives.
    var error: String?
    /// How often the bundle is asked for; `nil` where that does not matter.
    var requestCount: Int?
    /// How many times the bundle's length leaves the server, at most.
    var mostBytes = 1.01
    let route: @Sendable (ScriptedRequest, [UInt8]) -> ScriptedResponse

    var testDescription: String { name }
  }

  static let cases: [Case] =
    (0..<10).map { tenth in
      Case(name: "cut after \(tenth) tenths", requestCount: 2) { request, bytes in
        .file(bytes, for: request)
          .with(\.closesAfter, request.number == 1 ? bytes.count * tenth / 10 : nil)
      }
    } + [
      Case(name: "cut before the headers", requestCount: 2) { request, bytes in
        .file(bytes, for: request).with(\.closesAfter, request.number == 1 ? -1 : nil)
      },
      Case(name: "cut by a reset", requestCount: 2) { request, bytes in
        .file(bytes, for: request).with(\.closesAfter, request.number == 1 ? 1000 : nil)
          .with(\.resets, request.number == 1)
      },
      Case(name: "cut after every tenth", requestCount: 11) { request, bytes in
        .file(bytes, for: request).with(\.closesAfter, (bytes.count - 1) / 10)
      },
      Case(name: "cut before any bytes, always", error: "closed in the middle of the body") {
        .file($1, for: $0).with(\.closesAfter, 0)
      },
      Case(name: "503 twice", requestCount: 3) {
        $0.number < 3 ? .status(503) : .file($1, for: $0)
      },
      Case(name: "503 in the middle", requestCount: 3) {
        switch $0.number {
        case 1: .file($1, for: $0).with(\.closesAfter, 5000)
        case 2: .status(503)
        default: .file($1, for: $0)
        }
      },
      Case(name: "429 with a pause", requestCount: 2) {
        $0.number == 1 ? .status(429, headers: [("Retry-After", "1")]) : .file($1, for: $0)
      },
      Case(name: "503, always", error: "the server answers with status 503", requestCount: 4) {
        _, _ in .status(503)
      },
      Case(name: "404", error: "the server answers with status 404", requestCount: 1) {
        _, _ in .status(404)
      },
      Case(name: "no ranges", mostBytes: 2.5) { request, bytes in
        .bytes(bytes).with(\.closesAfter, request.number == 1 ? 9000 : nil)
      },
      Case(
        name: "no ranges, always cut",
        error: "the server sends the whole file when asked for the rest", mostBytes: 4
      ) { request, bytes in .bytes(bytes).with(\.closesAfter, 9000) },
      Case(name: "wrong Content-Range", mostBytes: 3) { request, bytes in
        var response = ScriptedResponse.file(bytes, for: request)
        if request.number == 1 { return response.with(\.closesAfter, 9000) }
        guard response.status == 206 else { return response }
        response.headers.removeAll { $0.name == "Content-Range" }
        response.headers.append(("Content-Range", "bytes 5-\(bytes.count - 1)/\(bytes.count)"))
        return response
      },
      Case(name: "no Content-Range", mostBytes: 3) { request, bytes in
        var response = ScriptedResponse.file(bytes, for: request)
        if request.number == 1 { return response.with(\.closesAfter, 9000) }
        response.headers.removeAll { $0.name == "Content-Range" }
        return response
      },
      Case(name: "another length in Content-Range", mostBytes: 3) { request, bytes in
        var response = ScriptedResponse.file(bytes, for: request)
        if request.number == 1 { return response.with(\.closesAfter, 9000) }
        guard response.status == 206 else { return response }
        response.headers.removeAll { $0.name == "Content-Range" }
        response.headers.append(("Content-Range", "bytes 9000-\(bytes.count - 1)/999999"))
        return response
      },
      Case(name: "416 for the rest", mostBytes: 3) { request, bytes in
        if request.number == 1 { return .file(bytes, for: request).with(\.closesAfter, 9000) }
        return request["range"] == nil ? .file(bytes, for: request) : .status(416)
      },
      Case(name: "206 without being asked", error: "the server answers with status 206") {
        .file($1, for: $0).with(\.status, 206)
      },
      Case(name: "an ETag that changes", mostBytes: 3) { request, bytes in
        .file(bytes, for: request, tag: "\"\(request.number)\"")
          .with(\.closesAfter, request.number == 1 ? 9000 : nil)
      },
      Case(name: "other bytes under another ETag", mostBytes: 3) { request, bytes in
        request.number == 1
          ? .file([UInt8](repeating: 7, count: bytes.count), for: request, tag: "\"old\"")
            .with(\.closesAfter, 9000)
          : .file(bytes, for: request, tag: "\"new\"")
      },
      Case(name: "a wrong byte, once", requestCount: 2, mostBytes: 2) { request, bytes in
        .file(request.number == 1 ? Self.spoiled(bytes) : bytes, for: request)
      },
      Case(
        name: "a wrong byte, always", error: "is not what was released: its SHA-256 is",
        requestCount: 2, mostBytes: 2
      ) { .file(Self.spoiled($1), for: $0) },
      Case(name: "a wrong rest, once", mostBytes: 3) { request, bytes in
        switch request.number {
        case 1: .file(bytes, for: request).with(\.closesAfter, 9000)
        case 2: .file(Self.spoiled(bytes), for: request)
        default: .file(bytes, for: request)
        }
      },
      Case(name: "too short", error: "bytes, the catalog says", requestCount: 1) {
        .file(Array($1.dropLast()), for: $0)
      },
      Case(name: "too short, of unknown length", error: "the body ends after") {
        .file(Array($1.dropLast()), for: $0).with(\.length, .unknown)
      },
      Case(name: "too short, in chunks", error: "the body ends after") {
        .file(Array($1.dropLast()), for: $0).with(\.length, .chunked)
      },
      Case(name: "too long", error: "bytes, the catalog says", requestCount: 1) {
        .file($1 + [0], for: $0)
      },
      Case(name: "too long, of unknown length", error: "the body has more than", mostBytes: 9) {
        .file($1 + $1 + $1, for: $0).with(\.length, .unknown)
      },
      Case(name: "endless", error: "the body has more than", mostBytes: 200) { _, _ in
        .endlessBody
      },
      Case(name: "of unknown length", requestCount: 1) {
        .file($1, for: $0).with(\.length, .unknown)
      },
      Case(name: "in chunks", requestCount: 1) { .file($1, for: $0).with(\.length, .chunked) },
      Case(name: "byte by byte", requestCount: 1) {
        .file($1, for: $0).with(\.pieceByteCount, 97)
      },
      Case(name: "gzip on top", error: "compressed with gzip, which was not asked for") {
        _, bytes in
        .gzipped(bytes)
      },
      Case(name: "its own gzip as an encoding", requestCount: 1) { request, bytes in
        var response = ScriptedResponse.file(bytes, for: request)
        response.headers.append(("Content-Encoding", "x-gzip"))
        return response
      },
      Case(name: "a page for people", error: "bytes, the catalog says") { _, _ in
        .text("<html>Please accept our terms</html>", type: "text/html")
      },
      Case(name: "redirected", requestCount: 5) { request, bytes in
        if request.path.hasSuffix("?4") { return .file(bytes, for: request) }
        let step = request.path.split(separator: "?").dropFirst().first.flatMap { Int($0) } ?? 0
        return .redirect(to: "\(ServedTrees.bundlePath)?\(step + 1)", status: 301 + step % 2)
      },
      Case(name: "redirected in a circle", error: "redirects") { _, _ in
        .redirect(to: ServedTrees.bundlePath)
      },
      Case(name: "redirected to https", error: "a redirect leads to https") { _, _ in
        .redirect(to: "https://127.0.0.1/bundle")
      },
      Case(name: "redirected to a file", error: "'file' is neither http nor https") { _, _ in
        .redirect(to: "file:///etc/passwd")
      },
      Case(name: "redirected to another port", error: "port 22 is not one of the allowed") {
        _, _ in .redirect(to: "http://127.0.0.1:22/")
      },
      Case(name: "a stall, once", requestCount: 2) { request, bytes in
        .file(bytes, for: request).with(\.pieceByteCount, 9000)
          .with(\.delayBetweenPieces, request.number == 1 ? .seconds(60) : .zero)
      },
      Case(name: "a stall before the headers, once", requestCount: 2) { request, bytes in
        request.number == 1 ? .silence : .file(bytes, for: request)
      },
      Case(name: "headers without an end", error: "the headers have more than") { _, _ in
        .endlessHeader
      },
    ]

  private static func spoiled(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    bytes[bytes.count / 2] ^= 1
    return bytes
  }

  @Test(arguments: cases) func download(behaviour: Case) async throws {
    let served = try await ServedTrees(bundle: behaviour.route)
    let run = await served.pull()
    if let error = behaviour.error {
      #expect(run.status == 2)
      #expect(run.standardOutput.isEmpty)
      #expect(run.standardError.contains(error), "\(run.standardError)")
      #expect(served.files.allSatisfy { $0.hasPrefix(".") }, "\(served.files)")
      let whole = served.cached.filter { !$0.hasSuffix(".partial") }
      #expect(whole.count == 1, "only the manifest is whole: \(whole)")
    } else {
      #expect(run.status == 0, "\(run.standardError)")
      try Shell.run(
        "sha256sum", "--strict", "--quiet", "-c", "SHA256SUMS",
        in: served.folder + "/city-trees-2.0.0")
      #expect(served.files.allSatisfy { $0.hasPrefix("city-trees-2.0.0/") }, "\(served.files)")
      #expect(!served.cached.contains { $0.hasSuffix(".partial") || $0.hasSuffix(".lock") })
    }
    let requestCount = served.server.requestCount - 2
    if let expected = behaviour.requestCount {
      #expect(requestCount == expected, "\(served.bundle.count) bytes")
    }
    #expect(served.sentByteCount <= Int(behaviour.mostBytes * Double(served.bundle.count)))
  }

  /// What was received is not sent again, and what changed is not mixed with it.
  @Test func asksForTheRest() async throws {
    let served = try await ServedTrees { request, bytes in
      .file(bytes, for: request, tag: "\"of the first\"")
        .with(\.closesAfter, request.number == 1 ? 9000 : nil)
    }
    #expect(await served.pull().status == 0)
    #expect(served.requests.map { $0["range"] } == [nil, "bytes=9000-"])
    #expect(served.requests.map { $0["if-range"] } == [nil, "\"of the first\""])
    #expect(served.requests.allSatisfy { $0["accept-encoding"] == nil })
    #expect(served.sentByteCount == served.bundle.count)
  }

  /// What one process received, the next goes on with.
  @Test func goesOnAfterAKill() async throws {
    let served = try await ServedTrees { request, bytes in
      .file(bytes, for: request).with(\.pieceByteCount, 12_000)
        .with(\.delayBetweenPieces, request.number == 1 ? .seconds(600) : .zero)
    }
    let process = try Program.start(
      ["pull", served.server.url("")], in: served.folder,
      environment: ["XDG_CACHE_HOME": served.folder + "/cache"])
    while served.partialByteCount < 12_000 { try await Task.sleep(for: .milliseconds(20)) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(served.cached.contains { $0.hasSuffix(".partial") })
    let run = await served.pull()
    #expect(run.status == 0, "\(run.standardError)")
    let resumed = try #require(served.requests.last?["range"])
    #expect(resumed == "bytes=12000-")
    #expect(served.sentByteCount == served.bundle.count)
    #expect(served.files.allSatisfy { $0.hasPrefix("city-trees-2.0.0/") }, "\(served.files)")
  }

  /// Without a cache, too: the partial file then lies beside the destination.
  @Test func goesOnWithoutACache() async throws {
    let served = try await ServedTrees { request, bytes in
      .file(bytes, for: request).with(\.closesAfter, request.number == 1 ? 9000 : nil)
        .with(\.status, request.number == 2 ? 404 : request.number == 1 ? 200 : 206)
    }
    #expect(await served.pull("--no-cache").status == 2)
    #expect(served.files.count { $0.hasSuffix(".partial") } == 1)
    #expect(await served.pull("--no-cache").status == 0)
    #expect(served.requests.last?["range"] == "bytes=9000-")
    #expect(served.files.allSatisfy { $0.hasPrefix("city-trees-2.0.0/") }, "\(served.files)")
    #expect(served.cached.isEmpty)
  }

  @Test func tenAtOnceIntoOneFolder() async throws {
    let served = try await ServedTrees {
      .file($1, for: $0).with(\.pieceByteCount, 4096).with(\.delayBetweenPieces, .milliseconds(5))
    }
    let runs = await withTaskGroup(of: CommandRun.self) { group in
      for _ in 0..<10 { group.addTask { await served.pull() } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(runs.allSatisfy { $0.status == 0 }, "\(runs.map(\.standardError))")
    #expect(served.sentByteCount == served.bundle.count)
    try Shell.run(
      "sha256sum", "--strict", "--quiet", "-c", "SHA256SUMS",
      in: served.folder + "/city-trees-2.0.0")
  }

  @Test func tenAtOnceThroughOneCache() async throws {
    let served = try await ServedTrees {
      .file($1, for: $0).with(\.pieceByteCount, 4096).with(\.delayBetweenPieces, .milliseconds(5))
    }
    let runs = await withTaskGroup(of: CommandRun.self) { group in
      for number in 0..<10 { group.addTask { await served.pull("--to", "copy\(number)") } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(runs.allSatisfy { $0.status == 0 }, "\(runs.map(\.standardError))")
    #expect(served.sentByteCount == served.bundle.count)
  }

  /// Ten processes, not ten tasks.
  @Test func tenProcessesAtOnce() async throws {
    let served = try await ServedTrees {
      .file($1, for: $0).with(\.pieceByteCount, 4096).with(\.delayBetweenPieces, .milliseconds(5))
    }
    let processes = try (0..<10).map { _ in
      try Program.start(
        ["pull", served.server.url("")], in: served.folder,
        environment: ["XDG_CACHE_HOME": served.folder + "/cache"])
    }
    for process in processes {
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    #expect(served.sentByteCount == served.bundle.count)
  }

  @Test func onlySomeFiles() async throws {
    let served = try await ServedTrees()
    let run = await served.pull(
      "city-trees@2", "--only", "data/trees.jsonl.gz", "data/trees.csv.gz", "data/notes.csv.gz")
    #expect(run.status == 0, "\(run.standardError)")
    #expect(
      served.files
        == ["data/notes.csv.gz", "data/trees.csv.gz", "data/trees.jsonl.gz", "manifest.json"]
        .map { "city-trees-2.0.0/" + $0 })
    #expect(served.requests.isEmpty)
    // The same file is in another version: it is there already, under another name.
    let count = served.server.requestCount
    #expect(await served.pull("city-trees@1.0", "--only", "data/notes.csv.gz").status == 0)
    #expect(served.server.requests("/city-trees/1.0.0/data/notes.csv.gz").isEmpty)
    #expect(served.server.requestCount == count + 2)
  }

  static let catalogs: [(name: String, error: String, response: ScriptedResponse)] = [
    ("none", "there is no catalog.json at 'http://127.0.0.1:", .status(404)),
    ("refused", "the server answers with status 403", .status(403)),
    ("a page", "'catalog.json' is damaged: line 1, column 1", .text("<html></html>")),
    ("empty", "'catalog.json' is damaged", .text("")),
    ("endless", "the body has more than 67108864 bytes", .endlessBody),
    ("a bomb", "the body has more than 67108864 bytes", .gzipBomb),
    ("redirected to https", "a redirect leads to https", .redirect(to: "https://127.0.0.1/")),
    (
      "cut", "the connection was closed in the middle of the body",
      .text("{").with(\.length, .claimed(9))
    ),
  ]

  @Test(arguments: catalogs.map(\.name)) func catalog(name: String) async throws {
    let served = try await ServedTrees()
    let found = try #require(Self.catalogs.first { $0.name == name })
    let response = found.response.with(\.closes, true)
    served.server.route("/catalog.json") { _ in response }
    let run = await served.pull()
    #expect(run.status == 2)
    #expect(run.standardError.contains(found.error), "\(run.standardError)")
    #expect(served.files.isEmpty && served.cached.isEmpty)
  }

  @Test(arguments: [
    ("http://example.org/", "'http://example.org' is not https"),
    ("http://127.0.0.1.example.org", "is not https"),
    ("http://localhost.example.org", "is not https"),
    ("ftp://example.org/", "it is neither http nor https"),
    ("https://me:secret@example.org/", "it holds credentials"),
    ("https://example.org/?a", "an address of a folder has neither '?' nor '#'"),
    ("https://exa mple.org/", "it is not a URL"),
  ])
  func refusedAddresses(address: String, message: String) async throws {
    let folder = try TemporaryFolder()
    let run = await CommandRun.bindery("pull", address, in: folder.path)
    #expect(run.status == 2)
    #expect(run.standardError.contains(message), "\(run.standardError)")
    #expect(folder.files().isEmpty)
  }

  @Test func privateAddresses() async throws {
    let folder = try TemporaryFolder()
    let run = await CommandRun.bindery("pull", "https://169.254.169.254/", in: folder.path)
    #expect(
      run.standardError.contains(
        "'169.254.169.254' is an address of a private network; --allow-private-addresses"))
  }

  /// A host without folders, whose files are behind redirects, as those of GitHub Releases are.
  @Test func assets() async throws {
    let trees = try await PublishedTrees()
    let server = try ScriptedServer()
    let run = await CommandRun.bindery(
      "publish", "public", "--asset-url",
      server.url("/owner/trees/releases/download/{name}-{version}/"), in: trees.dataset.path)
    #expect(run.status == 0, "\(run.standardError)")
    let root = trees.dataset.path + "/public"
    server.routeOthers { request in
      let path = request.path.split(separator: "?").first.map(String.init) ?? ""
      if path.hasPrefix("/storage/"),
        let data = FileManager.default.contents(atPath: root + path.dropFirst(8))
      {
        return .file(Array(data), for: request)
      }
      for prefix in ["/owner/trees/releases/latest/download", "/owner/trees/releases/download"]
      where path.hasPrefix(prefix) {
        return .redirect(to: "/storage\(path.dropFirst(prefix.count))?signature=abc")
      }
      return .status(404)
    }
    let source = server.url("/owner/trees/releases/latest/download")
    let folder = try TemporaryFolder()
    let environment = ["HOME": folder.path]
    let pull = await CommandRun.bindery("pull", source, in: folder.path, environment: environment)
    #expect(pull.status == 0, "\(pull.standardError)")
    let only = await CommandRun.bindery(
      "pull", source, "city-trees@1", "--only", "data/trees.csv.gz", in: folder.path,
      environment: environment)
    #expect(only.status == 0, "\(only.standardError)")
    #expect(folder.exists("city-trees-1.1.0/data/trees.csv.gz"))
    #expect(folder.exists(".cache/bindery/files"))
  }

  /// A catalog may not send anyone to where its own address could not.
  @Test(arguments: [
    ("https://127.0.0.1:1/x", "the connection was refused"),
    ("http://127.0.0.1:22/x", "port 22 is not one of the allowed ports"),
  ])
  func assetsElsewhere(address: String, message: String) async throws {
    let trees = try await PublishedTrees()
    let server = try ScriptedServer()
    let run = await CommandRun.bindery(
      "publish", "public", "--asset-url", address, in: trees.dataset.path)
    #expect(run.status == 0)
    let catalog = try trees.folder.bytes("public/catalog.json")
    server.route("/catalog.json") { _ in .bytes(catalog) }
    let pull = await CommandRun.bindery(
      "pull", server.url(""), in: trees.dataset.path, environment: [:])
    #expect(pull.status == 2)
    #expect(pull.standardError.contains(message) || pull.standardError.contains("port 1 is not"))
  }

  /// A machine that starts from nothing takes the last version from where it was published.
  @Test func exportsAfterWhatIsPublished() async throws {
    let served = try await ServedTrees()
    let trees = try await PublishedTrees()
    try FileManager.default.removeItem(at: trees.folder.url("Exports"))
    try trees.folder.write(SampleDataset.record(body: "new"), to: "Records/trees/d.md")
    func export(_ source: String) async -> CommandRun {
      await CommandRun.bindery(
        "export", "--catalog", source, in: trees.dataset.path,
        environment: ["TMPDIR": served.folder])
    }
    let missing = await export(served.server.url("/nowhere"))
    #expect(missing.status == 2)
    #expect(missing.standardError.contains("there is no catalog.json at"))
    let run = await export(served.server.url(""))
    #expect(run.status == 0, "\(run.standardError)")
    #expect(run.standardOutput.hasPrefix("since 2.0.0:\n"), "\(run.standardOutput)")
    #expect(trees.folder.exists("Exports/city-trees/2.1.0/manifest.json"))
    #expect(served.files.isEmpty, "\(served.files)")
  }

  @Test func progressOnATerminal() async throws {
    let served = try await ServedTrees()
    let run = await CommandRun.bindery(
      "pull", served.server.url(""), "--progress", "always", in: served.folder,
      environment: ["HOME": served.folder])
    #expect(run.standardError.contains(/\r[0-9.]+ k?B of [0-9.]+ k?B/))
    #expect(run.standardError.hasSuffix("\r\u{1B}[K"))
  }
}
