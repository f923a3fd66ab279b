import Bindery
import Foundation
import TestSupport
import Testing

/// The cache of validations never changes what is said, whatever happens to it or to the dataset.
struct CacheTests {
  private static let database = ".bindery/validation.sqlite"

  /// Expects the same from a run with the cache as from one without.
  private func expectSame(
    _ dataset: CacheDataset, now: Int64 = CacheDataset.now, warning: String = "",
    _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) async {
    let without = await dataset.validate("--no-cache", now: now)
    let with = await dataset.validate(now: now)
    #expect(with.standardOutput == without.standardOutput, comment, sourceLocation: sourceLocation)
    #expect(with.status == without.status, comment, sourceLocation: sourceLocation)
    let words = with.standardError.replacing(without.standardError, with: "")
    #expect(
      warning.isEmpty ? words.isEmpty : words.contains(warning),
      "\(comment ?? "") \(with.standardError)", sourceLocation: sourceLocation)
  }

  private func replayedCount(
    _ dataset: CacheDataset, now: Int64 = CacheDataset.now
  ) async throws
    -> Int
  {
    var options = RunOptions(jobs: 2)
    options.cacheTrust = .ask(in: dataset.path)
    let loaded = try Dataset.load(root: dataset.path, now: now)
    return try await ValidationRun(dataset: loaded, options: options).validate().replayedCount
  }

  @Test func unchangedFilesAreReplayed() async throws {
    let dataset = try CacheDataset()
    dataset.settle()
    #expect(try await replayedCount(dataset) == 0)
    #expect(try await replayedCount(dataset) == 156)
    try dataset.folder.write(CacheDataset.page(8, "old: 1\n"), to: CacheDataset.pagePath(8))
    #expect(try await replayedCount(dataset) == 155)
    // Another time of the file with the same content.
    try dataset.folder.write(CacheDataset.page(9), to: CacheDataset.pagePath(9))
    #expect(try await replayedCount(dataset) == 156)
    try dataset.folder.write(CacheDataset.configuration + "\n", to: "bindery.yml")
    #expect(try await replayedCount(dataset) == 0)
    #expect(try await replayedCount(dataset) == 156)
    try dataset.folder.write(#"{ "type": "string" }"#, to: "Schemas/domain.schema.json")
    #expect(try await replayedCount(dataset) == 0)
  }

  @Test func unchangedFilesAreNotWrittenAgain() async throws {
    let dataset = try CacheDataset()
    dataset.settle()
    await expectSame(dataset)
    func state() throws -> String {
      try Shell.run("stat", "-c", "%i %z %s", Self.database, in: dataset.path)
    }
    let first = try state()
    await expectSame(dataset)
    #expect(try state() == first)
    try dataset.folder.write(CacheDataset.page(8, "old: 1\n"), to: CacheDataset.pagePath(8))
    await expectSame(dataset)
    #expect(try state() != first)
    #expect(try Shell.run("ls", ".bindery", in: dataset.path) == "validation.sqlite\n")
  }

  /// What can happen to a dataset between two runs.
  enum Change: CaseIterable {
    case edit, spoil, breakReference, duplicate, delete, rename, add, unreadable
    case unclaimed, swapFolders, image, removeImage, site, removeSite, line, schema, time, touch,
      link
  }

  @Test(arguments: [1, 2]) func anyChange(seed: UInt64) async throws {
    let dataset = try CacheDataset()
    var random = SeededGenerator(seed: seed)
    var now = CacheDataset.now
    await expectSame(dataset)
    for step in 0..<30 {
      let change = try #require(Change.allCases.randomElement(using: &random))
      try apply(change, to: dataset, &now, using: &random)
      await expectSame(dataset, now: now, "step \(step): \(change), at once")
      if step % 3 == 0 {
        dataset.settle()
        await expectSame(dataset, now: now, "step \(step): \(change), later")
        await expectSame(dataset, now: now, "step \(step): \(change), replayed")
      }
    }
  }

  private func apply(
    _ change: Change, to dataset: CacheDataset, _ now: inout Int64,
    using random: inout SeededGenerator
  ) throws {
    let folder = dataset.folder
    let number = Int.random(in: 0..<150, using: &random)
    let path = CacheDataset.pagePath(number)
    func write(_ members: String) throws {
      try folder.write(CacheDataset.page(number, members), to: path)
    }
    switch change {
    case .edit:
      try write(
        [
          "date: 2027-01-16\n", "date: 2027-01-15T12:00:00Z\ndates: [2020-01-01]\n",
          "file: /assets/image.png\n",
          "image: { url: /assets/image.png, width: 3, height: 2 }\n", "old: true\n",
        ].randomElement(using: &random) ?? "")
    case .spoil: try folder.write("---\ntitle: [\n---\n", to: path)
    case .breakReference: try folder.write("---\ntitle: P\nsite: nowhere\n---\n", to: path)
    case .duplicate: try folder.write(CacheDataset.page((number + 1) % 150), to: path)
    case .delete: try? FileManager.default.removeItem(at: folder.url(path))
    case .rename:
      try? FileManager.default.moveItem(
        at: folder.url(path), to: folder.url("Records/pages/3/moved-\(number).md"))
    case .add: try folder.write(CacheDataset.page(number), to: "Records/pages/new/\(number).md")
    case .unreadable: try folder.write([0xFF, 0xFE, 0x00], to: path)
    case .unclaimed:
      let name = "Records/pages/\(number % 7)/notes.txt"
      if folder.exists(name) {
        try FileManager.default.removeItem(at: folder.url(name))
      } else {
        try folder.write("notes\n", to: name)
      }
    case .swapFolders:
      for (from, to) in [("1", "x"), ("2", "1"), ("x", "2")] {
        try FileManager.default.moveItem(
          at: folder.url("Records/pages/\(from)"), to: folder.url("Records/pages/\(to)"))
      }
    case .image: try dataset.writeImage(width: UInt8.random(in: 3...4, using: &random))
    case .removeImage: try? FileManager.default.removeItem(at: folder.url("Assets/image.png"))
    case .site: try folder.write("domain: site\(number % 7).example\n", to: "Records/sites/x.yml")
    case .removeSite:
      try? FileManager.default.removeItem(at: folder.url("Records/sites/site\(number % 5).yml"))
    case .line:
      try folder.write(
        try folder.read("Records/lines/all.jsonl") + "{ \"id\": \(number), \"site\": \"gone\" }\n",
        to: "Records/lines/all.jsonl")
    case .schema:
      let schema = try folder.read("Schemas/page.schema.json")
      try folder.write(
        schema.replacing(/"maxLength": [0-9]+/, with: "\"maxLength\": \(number % 3 + 5)"),
        to: "Schemas/page.schema.json")
    case .time: now += [86_400, 3600, -86_400].randomElement(using: &random) ?? 0
    case .touch: try folder.write(try folder.bytes("bindery.yml"), to: "bindery.yml")
    case .link:
      try? FileManager.default.removeItem(at: folder.url(path))
      try? FileManager.default.createSymbolicLink(
        atPath: folder.url(path).path,
        withDestinationPath: folder.url(CacheDataset.pagePath((number + 7) % 150)).path)
    }
  }

  @Test func findingsAreReplayedExactly() async throws {
    let dataset = try CacheDataset()
    for number in 0..<40 {
      try dataset.folder.write(
        "---\ntitle: \u{202E}a title that is much too long\nold: 1\nsite: 5\nyes: on\n---\n",
        to: CacheDataset.pagePath(number))
    }
    dataset.settle()
    await expectSame(dataset)
    await expectSame(dataset)
    let human = await CommandRun.bindery("validate", in: dataset.path)
    let without = await CommandRun.bindery("validate", "--no-cache", in: dataset.path)
    #expect(human.standardOutput == without.standardOutput)
    #expect(human.standardOutput.contains("old: 1"))
    #expect(try await replayedCount(dataset) == 156)
  }

  @Test func someRecordsOnly() async throws {
    let dataset = try CacheDataset()
    try dataset.folder.write("---\nsite: nowhere\n---\n", to: CacheDataset.pagePath(7))
    dataset.settle()
    for path in ["Records/pages/0", "Records/pages/1/page-1.md", "Records/sites", "Records"] {
      let without = await dataset.validate("--no-cache", path)
      let with = await dataset.validate(path)
      let again = await dataset.validate(path)
      #expect(with.standardOutput == without.standardOutput)
      #expect(again.standardOutput == without.standardOutput)
    }
    await expectSame(dataset)
  }

  @Test(arguments: [0, 16, 100, 4096, 9000, 20_000, -1, -5000])
  func damage(position: Int) async throws {
    let dataset = try CacheDataset()
    try dataset.folder.write("---\nold: 1\n---\n", to: CacheDataset.pagePath(7))
    dataset.settle()
    _ = await dataset.validate()
    var bytes = try dataset.folder.bytes(Self.database)
    let start = position < 0 ? bytes.count + position : position
    for index in start..<min(start + 60, bytes.count) { bytes[index] ^= 0x55 }
    try dataset.folder.write(bytes, to: Self.database)
    let without = await dataset.validate("--no-cache")
    for _ in 0..<3 {
      let with = await dataset.validate()
      #expect(with.standardOutput == without.standardOutput)
      #expect(with.status == without.status)
    }
    // After one warning at most, there is a good cache again.
    await expectSame(dataset)
  }

  @Test func noDatabaseAtAll() async throws {
    let dataset = try CacheDataset()
    for text in ["", "not a database, but long enough to be taken for one\n", "SQLite format 3\0"] {
      try dataset.folder.write(
        String(repeating: text, count: text.hasPrefix("not") ? 100 : 1), to: Self.database)
      await expectSame(dataset, warning: text.isEmpty ? "" : "made anew")
      await expectSame(dataset)
    }
    try? FileManager.default.removeItem(at: dataset.folder.url(Self.database))
    try FileManager.default.createDirectory(
      at: dataset.folder.url(Self.database), withIntermediateDirectories: true)
    await expectSame(dataset)
  }

  @Test(.enabled(if: Shell.isInstalled("sqlite3"), "needs sqlite3"))
  func otherDatabases() async throws {
    let dataset = try CacheDataset()
    try dataset.folder.write("---\nold: 1\n---\n", to: CacheDataset.pagePath(7))
    dataset.settle()
    for (statement, warning) in [
      ("UPDATE leaf SET fingerprint = zeroblob(32)", ""),
      ("UPDATE leaf SET entries = zeroblob(300)", "damaged"),
      ("UPDATE leaf SET entries = 7, checksum = 'x', fingerprint = 1.5", ""),
      ("UPDATE leaf SET firstPath = 'Records/pages/3/x' WHERE firstPath LIKE '%/0/%'", "damaged"),
      ("UPDATE leaf SET firstPath = x'00' || firstPath", "damaged"),
      ("UPDATE folder SET entries = zeroblob(300)", "damaged"),
      ("UPDATE folder SET entries = 'x', checksum = 1.5", "damaged"),
      ("UPDATE folder SET path = x'00' || path", "damaged"),
      ("UPDATE folder SET path = path || 'other/'", ""),
      ("DELETE FROM folder WHERE rowid % 2 = 0", ""),
      // A cache of another version of the program.
      ("UPDATE grdb_migrations SET identifier = 'leaves/1'; DROP TABLE folder", ""),
      ("DROP TABLE folder", "no such table"),
      ("DROP TABLE leaf", "no such table"),
      ("ALTER TABLE leaf RENAME COLUMN entries TO other", "no such column"),
      ("DELETE FROM leaf WHERE rowid % 2 = 0", ""),
    ] {
      _ = await dataset.validate()
      try Shell.run("sqlite3", Self.database, statement, in: dataset.path)
      await expectSame(dataset, warning: warning, "\(statement)")
      await expectSame(dataset, "\(statement), again")
    }
  }

  /// Names that are written in different ways are names of different folders.
  @Test func equivalentNames() async throws {
    let dataset = try CacheDataset()
    let names = ["Records/pages/e\u{301}", "Records/pages/\u{E9}"]
    try dataset.folder.write(CacheDataset.page(200), to: names[0] + "/a.md")
    dataset.settle()
    await expectSame(dataset)
    try FileManager.default.moveItem(
      at: dataset.folder.url(names[0]), to: dataset.folder.url(names[1]))
    dataset.settle()
    await expectSame(dataset)
    await expectSame(dataset)
  }

  @Test func twoAtOnce() async throws {
    let dataset = try CacheDataset()
    try dataset.folder.write("---\nold: 1\n---\n", to: CacheDataset.pagePath(7))
    let expected = await dataset.validate("--no-cache")
    for _ in 0..<3 {
      let path = dataset.path
      async let first = CommandRun.bindery("validate", "--format", "json", in: path)
      async let second = CommandRun.bindery("validate", "--format", "json", in: path)
      async let third = CommandRun.bindery("validate", "--format", "json", in: path)
      for run in await [first, second, third] {
        #expect(run.standardOutput == expected.standardOutput)
        #expect(run.standardError == expected.standardError)
      }
      try dataset.folder.write(CacheDataset.page(1), to: CacheDataset.pagePath(1))
      dataset.settle()
    }
  }

  @Test func readOnlyFolder() async throws {
    let dataset = try CacheDataset()
    try Shell.run("chmod", "-R", "a+rX,a-w", dataset.path)
    defer { _ = try? Shell.run("chmod", "-R", "u+w", dataset.path) }
    let run = try Program.run(["validate"], in: dataset.path, asNobody: true)
    #expect(run.standardError == "175 records, 0 errors, 0 warnings\n")
    #expect(run.status == 0)
    #expect(!dataset.folder.exists(".bindery"))
  }

  /// A contribution may bring along a cache in which all is well.
  @Test func cacheOfAStranger() async throws {
    let dataset = try CacheDataset()
    try dataset.folder.write("---\nold: 1\n---\n", to: CacheDataset.pagePath(7))
    await expectSame(dataset)
    try Shell.run("git", "init", "-q", in: dataset.path)
    await expectSame(dataset)
    #expect(try Shell.run("git", "status", "--porcelain", in: dataset.path).contains("Records"))
    #expect(try !Shell.run("git", "status", "--porcelain", in: dataset.path).contains(".bindery"))
    try Shell.run("git", "add", "-f", Self.database, in: dataset.path)
    await expectSame(dataset, warning: "it is part of the git repository")
    try Shell.run("git", "rm", "-rq", "--cached", ".bindery", in: dataset.path)
    await expectSame(dataset)
    try Shell.run("mv", ".bindery", "elsewhere", in: dataset.path)
    try Shell.run("ln", "-s", "elsewhere", ".bindery", in: dataset.path)
    await expectSame(dataset, warning: "is a symbolic link")
  }
}

/// Random numbers that are the same in each run (SplitMix64, <https://doi.org/10.1145/2714064.2660195>).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
