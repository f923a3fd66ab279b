import TestSupport
import Testing

/// Bundles, manifests and catalogs of somebody who means harm: each is refused with words of its
/// own, and nothing is written outside the destination, nor left inside.
struct HostileBundleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    /// What the message has to hold.
    let message: String
    let add: @Sendable (inout TarBytes) -> Void

    var testDescription: String { name }
  }

  private static let top = "trees-1.0.0"

  static let cases: [Case] = [
    Case(name: "parent", message: "'../x': it leads out of its folder") { $0.add("../x", "evil") },
    Case(name: "parent inside", message: "'trees-1.0.0/../../x': it leads out of its folder") {
      $0.add("\(top)/../../x", "evil")
    },
    Case(name: "absolute", message: "'/x': it is absolute") { $0.add("/x", "evil") },
    Case(name: "absolute in a pax header", message: "it is absolute") {
      $0.addPax("/tmp/x", "evil")
    },
    Case(name: "slash with a combining mark", message: "it leads out of its folder") {
      $0.addPax("\(top)/../\u{338}x/../../y", "evil")
    },
    Case(name: "dot", message: "a part of it is empty or '.'") { $0.add("\(top)/./x", "evil") },
    Case(name: "empty part", message: "a part of it is empty or '.'") {
      $0.add("\(top)//x", "evil")
    },
    Case(name: "beside the top folder", message: "'x', which is not in its folder 'trees-1.0.0'") {
      $0.add("x", "evil")
    },
    Case(name: "another top folder", message: "'other/x', which is not in its folder") {
      $0.add("other/x", "evil")
    },
    Case(name: "file as top folder", message: "it is there twice") { $0.add(top, "evil") },
    Case(name: "symbolic link", message: "holds the symbolic link 'trees-1.0.0/link'") {
      $0.add("\(top)/link", kind: .symbolicLink, link: "/tmp")
      $0.add("\(top)/link/x", "evil")
    },
    Case(name: "hard link", message: "holds the hard link 'trees-1.0.0/link'") {
      $0.add("\(top)/link", kind: .hardLink, link: "/etc/passwd")
    },
    Case(name: "hard link to a file of the bundle", message: "holds the hard link") {
      $0.add("\(top)/link", kind: .hardLink, link: "\(top)/data/trees.jsonl")
    },
    Case(name: "character device", message: "neither a file nor a folder") {
      $0.add("\(top)/device", kind: .characterDevice)
    },
    Case(name: "block device", message: "neither a file nor a folder") {
      $0.add("\(top)/device", kind: .blockDevice)
    },
    Case(name: "pipe", message: "neither a file nor a folder") {
      $0.add("\(top)/pipe", kind: .pipe)
    },
    Case(name: "twice", message: "'trees-1.0.0/data/trees.jsonl': it is there twice") {
      $0.add("\(top)/data/trees.jsonl", HandmadeRelease.lines)
    },
    Case(name: "file in a file", message: "it is there twice") {
      $0.add("\(top)/data/trees.jsonl/x", "evil")
    },
    Case(
      name: "case",
      message: "'trees-1.0.0/data/trees.jsonl' differs from it only by case or normalisation"
    ) { $0.add("\(top)/data/Trees.jsonl", "evil") },
    Case(name: "case of a folder", message: "'trees-1.0.0/data' differs from it only by case") {
      $0.add("\(top)/DATA/x", "evil")
    },
    Case(name: "case beyond ASCII", message: "differs from it only by case or normalisation") {
      $0.addPax("\(top)/straße", "evil")
      $0.addPax("\(top)/STRASSE", "evil")
    },
    Case(name: "normalisation", message: "it is there twice") {
      $0.addPax("\(top)/caf\u{E9}", "evil")
      $0.addPax("\(top)/cafe\u{301}", "evil")
    },
    Case(
      name: "terminal", message: "'trees-1.0.0/\\u{1B}[2Jx': it holds a control or invisible"
    ) { $0.addPax("\(top)/\u{1B}[2Jx", "evil") },
    Case(name: "newline", message: "it holds a control or invisible character") {
      $0.addPax("\(top)/a\nb", "evil")
    },
    Case(name: "reversed", message: "it holds a control or invisible character") {
      $0.addPax("\(top)/a\u{202E}b", "evil")
    },
    Case(name: "backslash", message: "it holds a backslash") { $0.add("\(top)/..\\x", "evil") },
    Case(name: "long part", message: "a part of it is too long") {
      $0.addPax("\(top)/" + String(repeating: "x", count: 256), "evil")
    },
    Case(name: "deep", message: "it is too deep") {
      $0.addPax("\(top)/" + String(repeating: "d/", count: 40) + "x", "evil")
    },
    Case(name: "10 GiB claimed", message: "the archive's files have more than") {
      $0.add("\(top)/big", claim: 10_737_418_240)
    },
    Case(name: "10 GiB with holes", message: "is damaged") {
      $0.add("\(top)/big", kind: .gnuSparse, claim: 10_737_418_240)
    },
    Case(name: "many entries", message: "the archive has more than 1002 entries") {
      for index in 0..<1100 { $0.add("\(top)/\(index)") }
    },
    Case(name: "not in the sums", message: "'x', which SHA256SUMS does not name") {
      $0.add("\(top)/x", "evil")
    },
  ]

  @Test(arguments: cases) func refused(bundle: Case) async throws {
    var release = try HandmadeRelease()
    release.bundle = try release.archive(adding: bundle.add)
    try await expectRefusal(release, bundle.message)
  }

  /// The same archive without harm is taken, so that nothing else was refused above.
  @Test func harmless() async throws {
    var release = try HandmadeRelease()
    release.bundle = try release.archive { $0.add("\(Self.top)/data/", kind: .folder) }
    let folder = try TemporaryFolder()
    try release.write(to: folder)
    let run = await CommandRun.bindery("pull", ".", "--to", "out/deep", in: folder.path)
    #expect(run.status == 0, "\(run.standardError)")
    #expect(
      folder.files(below: "out") == [
        "deep/SHA256SUMS", "deep/data/trees.jsonl", "deep/manifest.json",
      ])
  }

  struct ManifestCase: Sendable, CustomTestStringConvertible {
    let name: String
    let message: String
    let make: @Sendable () throws -> String

    var testDescription: String { name }
  }

  static let manifests: [ManifestCase] = [
    ManifestCase(name: "leads out", message: "'trees/1.0.0/manifest.json' is damaged: line") {
      try HandmadeRelease.manifest(path: "../../x")
    },
    ManifestCase(name: "absolute", message: "'trees/1.0.0/manifest.json' is damaged: line") {
      try HandmadeRelease.manifest(path: "/etc/passwd")
    },
    ManifestCase(name: "control character", message: "is damaged: line") {
      try HandmadeRelease.manifest(path: "data/\\u001b[2Jx")
    },
    ManifestCase(name: "of another dataset", message: "is of forest 1.0.0, not of trees 1.0.0") {
      try HandmadeRelease.manifest().replacing(
        "\"name\": \"trees\", \"version\"", with: "\"name\": \"forest\", \"version\"")
    },
    ManifestCase(name: "of another version", message: "is of trees 2.0.0, not of trees 1.0.0") {
      try HandmadeRelease.manifest().replacing(
        "\"version\": \"1.0.0\"", with: "\"version\": \"2.0.0\"")
    },
    ManifestCase(
      name: "another digest", message: "holds another 'data/trees.jsonl' than was released"
    ) {
      try HandmadeRelease.manifest(sha256: String(repeating: "1", count: 64))
    },
    ManifestCase(name: "another length", message: "with 12 bytes, the manifest says 11") {
      try HandmadeRelease.manifest(byteCount: 11)
    },
    ManifestCase(
      name: "a file too many", message: "does not hold 'data/other', which the manifest names"
    ) {
      try HandmadeRelease.manifest(path: "data/other")
    },
    ManifestCase(
      name: "lengths beyond all bounds",
      message: "with 12 bytes, the manifest says 9223372036854775807"
    ) {
      try HandmadeRelease.manifest(byteCount: .max)
    },
  ]

  @Test(arguments: manifests) func refused(manifest: ManifestCase) async throws {
    var release = try HandmadeRelease()
    release.manifest = try manifest.make()
    release.bundle = try release.archive { _ in }
    try await expectRefusal(release, manifest.message)
  }

  @Test func endlessCatalog() async throws {
    var release = try HandmadeRelease()
    release.bundle = try release.archive { _ in }
    let folder = try TemporaryFolder()
    try release.write(to: folder)
    try Shell.run("truncate", "-s", "100M", "catalog.json", in: folder.path)
    let run = await CommandRun.bindery("pull", ".", "--to", "out", in: folder.path)
    #expect(run.status == 2)
    #expect(run.standardError.contains("is too large"))
    #expect(!folder.exists("out"))
  }

  /// Text of the catalog that would move the cursor of whoever lists it.
  @Test func escapesInTitle() async throws {
    var release = try HandmadeRelease()
    release.title = "Trees\\u001b[2J\\u202e"
    release.bundle = try release.archive { _ in }
    let folder = try TemporaryFolder()
    try release.write(to: folder)
    let list = await CommandRun.bindery("pull", ".", "--list", in: folder.path)
    #expect(list.standardOutput.contains("Trees\\u{1B}[2J\\u{202E}"))
    #expect(list.status == 0)
    let publish = await CommandRun.bindery("publish", "out", "--from", ".", in: folder.path)
    #expect(publish.status == 0, "\(publish.standardError)")
    #expect(try !folder.read("out/index.html").contains("\u{1B}"))
  }

  private func expectRefusal(
    _ release: HandmadeRelease, _ message: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let folder = try TemporaryFolder()
    try release.write(to: folder)
    let before = folder.files()
    let run = await CommandRun.bindery("pull", ".", "--to", "in/out", in: folder.path)
    #expect(run.status == 2, sourceLocation: sourceLocation)
    #expect(run.standardOutput.isEmpty, sourceLocation: sourceLocation)
    #expect(
      run.standardError.contains(message), "\(run.standardError)", sourceLocation: sourceLocation)
    #expect(!run.standardError.contains("\u{1B}"), sourceLocation: sourceLocation)
    #expect(folder.files() == before, sourceLocation: sourceLocation)
    #expect(!folder.exists("in/out"), sourceLocation: sourceLocation)
  }
}
