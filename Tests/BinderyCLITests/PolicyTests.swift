import Foundation
import TestSupport
import Testing

/// What a contribution may not do, and what hostile ones try.
struct PolicyTests {
  fileprivate static let configuration = """
    name: pages
    collections:
      - { name: pages, include: Records/pages/*.md, schema: Schemas/page.yml }
      - { name: sites, include: Records/sites/*.yml, schema: Schemas/site.yml, key: /domain }
      - { name: lines, include: Records/lines/*.jsonl, schema: Schemas/line.yml, key: /id }
    policy:
      deletedRecords: error
      changedKeys: error
      mixedChanges: warning
      changedRecords: { maximum: 5 }
      machineMembers: { members: [/secured, /rank/heat] }

    """

  fileprivate struct Repository {
    let folder: TemporaryFolder
    var path: String { folder.path }

    init() throws {
      folder = try TemporaryFolder()
      try folder.write(PolicyTests.configuration, to: "bindery.yml")
      for name in ["page", "site", "line"] { try folder.write("{}\n", to: "Schemas/\(name).yml") }
      for name in ["a", "b", "c"] {
        try folder.write(
          "---\ntitle: Page \(name)\nsecured: false\nrank: { heat: 1 }\ntext: The same\n---\n",
          to: "Records/pages/\(name).md")
      }
      try folder.write("domain: one.example\nowner: A\nsince: 2001\n", to: "Records/sites/one.yml")
      try folder.write(
        "{\"id\": 1, \"x\": 1}\n{\"id\": 2, \"x\": 2}\n", to: "Records/lines/l.jsonl")
      try git("init", "-q", "-b", "main")
      try folder.write(".bindery/\n", to: ".gitignore")
      try commit()
      try git("checkout", "-q", "-b", "contribution")
    }

    func git(_ arguments: String...) throws {
      let identity = ["-c", "user.name=Tester", "-c", "user.email=tester@example.org"]
      let output = try Shell.result("git", identity + arguments, in: path)
      try #require(output.status == 0, "git \(arguments): \(output.standardError)")
    }

    func commit() throws {
      try git("add", "-A", "-f", "--", ".", ":!.bindery")
      try git("commit", "-q", "--allow-empty", "-m", "A change")
    }

    func remove(_ name: String) throws {
      try FileManager.default.removeItem(at: folder.url(name))
    }

    func move(_ old: String, _ new: String) throws {
      try FileManager.default.moveItem(at: folder.url(old), to: folder.url(new))
    }

    func edit(_ name: String, _ old: String, _ new: String) throws {
      try folder.write(try folder.read(name).replacing(old, with: new), to: name)
    }
  }

  struct Contribution: Sendable, CustomTestStringConvertible {
    let name: String
    /// `rule path` of each finding of the policy.
    let expected: [String]
    fileprivate let make: @Sendable (Repository) throws -> Void
    var testDescription: String { name }

    fileprivate init(
      _ name: String, _ expected: String..., make: @escaping @Sendable (Repository) throws -> Void
    ) {
      self.name = name
      self.expected = expected
      self.make = make
    }
  }

  static let contributions = [
    Contribution("nothing") { _ in },
    Contribution("an edit") { try $0.edit("Records/pages/a.md", "Page a", "Other") },
    Contribution("a new record, with what machines maintain") {
      try $0.folder.write("---\nsecured: true\n---\n", to: "Records/pages/new.md")
    },
    Contribution("edits secured", "policy/machine-member Records/pages/a.md") {
      try $0.edit("Records/pages/a.md", "secured: false", "secured: true")
    },
    Contribution("edits a nested member", "policy/machine-member Records/pages/a.md") {
      try $0.edit("Records/pages/a.md", "heat: 1", "heat: 2")
    },
    Contribution("spells a member otherwise") {
      try $0.edit("Records/pages/a.md", "{ heat: 1 }", "\n  heat: 1")
    },
    Contribution("removes secured", "policy/machine-member Records/pages/a.md") {
      try $0.edit("Records/pages/a.md", "secured: false\n", "")
    },
    Contribution("removes a record", "policy/deleted-record Records/pages/b.md") {
      try $0.remove("Records/pages/b.md")
    },
    Contribution("removes a line", "policy/deleted-record Records/lines/l.jsonl") {
      try $0.edit("Records/lines/l.jsonl", "{\"id\": 2, \"x\": 2}\n", "")
    },
    Contribution("renames a record whose path is its key", "policy/changed-key Records/pages/d.md")
    {
      try $0.move("Records/pages/b.md", "Records/pages/d.md")
    },
    Contribution(
      "renames and edits secured", "policy/changed-key Records/pages/d.md",
      "policy/machine-member Records/pages/d.md"
    ) {
      try $0.move("Records/pages/b.md", "Records/pages/d.md")
      try $0.edit("Records/pages/d.md", "secured: false", "secured: true")
    },
    Contribution("renames a record that keeps its key") {
      try $0.move("Records/sites/one.yml", "Records/sites/two.yml")
    },
    Contribution("changes a key", "policy/changed-key Records/sites/one.yml") {
      try $0.edit("Records/sites/one.yml", "one.example", "two.example")
    },
    Contribution(
      "renames a record out of its collection", "policy/deleted-record Records/pages/b.md"
    ) {
      try $0.move("Records/pages/b.md", "b.md")
    },
    Contribution(
      "replaces a record by another one", "policy/deleted-record Records/pages/b.md"
    ) {
      try $0.remove("Records/pages/b.md")
      try $0.folder.write("---\nname: another\n---\n", to: "Records/pages/e.md")
    },
    Contribution(
      "replaces a record by a link to another one", "policy/machine-member Records/pages/a.md"
    ) {
      try $0.remove("Records/pages/a.md")
      try $0.folder.write("---\nsecured: true\nrank: { heat: 1 }\n---\n", to: "elsewhere.md")
      try FileManager.default.createSymbolicLink(
        atPath: $0.path + "/Records/pages/a.md", withDestinationPath: "../../elsewhere.md")
    },
    Contribution("too many records", "policy/too-many-records bindery.yml") { repository in
      for number in 0..<6 {
        try repository.folder.write("---\nid: \(number)\n---\n", to: "Records/pages/n\(number).md")
      }
    },
    Contribution(
      "loosens the policy to allow itself", "policy/machine-member Records/pages/a.md",
      "policy/mixed-changes bindery.yml"
    ) {
      try $0.edit("bindery.yml", "/secured, ", "")
      try $0.edit("Records/pages/a.md", "secured: false", "secured: true")
    },
    Contribution(
      "removes the policy", "policy/deleted-record Records/pages/a.md",
      "policy/mixed-changes bindery.yml"
    ) {
      let text = try $0.folder.read("bindery.yml")
      try $0.folder.write(text.components(separatedBy: "policy:")[0], to: "bindery.yml")
      try $0.remove("Records/pages/a.md")
    },
    Contribution("changes the rules alone") {
      try $0.edit("bindery.yml", "maximum: 5", "maximum: 9")
    },
    Contribution("changes a schema and a record", "policy/mixed-changes Schemas/page.yml") {
      try $0.folder.write("{ title: Loose }\n", to: "Schemas/page.yml")
      try $0.edit("Records/pages/a.md", "Page a", "Other")
    },
    Contribution(
      "ignores records away", "policy/deleted-record Records/pages/a.md",
      "policy/mixed-changes bindery.yml"
    ) { try $0.edit("bindery.yml", "policy:", "ignore: [Records/pages/a.md]\npolicy:") },
    Contribution("takes another member for the key", "policy/changed-key bindery.yml") {
      try $0.edit("bindery.yml", "key: /domain", "key: /owner")
    },
    Contribution("names files oddly") {
      try $0.folder.write("---\nx: 1\n---\n", to: "Records/pages/:0:0\t% \u{1B}[31m::error::.md")
      try $0.folder.write("---\nx: 1\n---\n", to: "Records/pages/new\nline -z.md")
      try $0.folder.write("---\nx: 1\n---\n", to: "Records/pages/-rf.md")
    },
    Contribution("looks like a repository") {
      try $0.folder.write("ref: refs/heads/main\n", to: "HEAD")
      try $0.folder.write("", to: "objects/.keep")
      try $0.folder.write("", to: "refs/.keep")
      try $0.folder.write(
        "[core]\nrepositoryformatversion = 0\nbare = true\nfsmonitor = touch ran\n", to: "config")
    },
    Contribution("would have git run a program", "policy/machine-member Records/pages/a.md") {
      try $0.folder.write(
        "*.md filter=evil diff=evil working-tree-encoding=UTF-16\n", to: ".gitattributes")
      for (name, value) in [
        ("filter.evil.clean", "touch ran; cat"), ("filter.evil.smudge", "touch ran; cat"),
        ("filter.evil.process", "touch ran"), ("diff.evil.textconv", "touch ran; cat"),
        ("diff.evil.command", "touch ran"), ("diff.external", "touch ran"),
        ("core.fsmonitor", "touch ran"),
      ] {
        try Shell.run("git", "config", name, value, in: $0.path)
      }
      try $0.edit("Records/pages/a.md", "secured: false", "secured: true")
    },
  ]

  @Test(arguments: contributions)
  func contribution(_ sample: Contribution) async throws {
    let repository = try Repository()
    try sample.make(repository)
    try await expect(sample, in: repository)
    #expect(!repository.folder.exists("ran"))
    guard !repository.folder.exists(".gitattributes") else { return }
    // The same when it is committed.
    try repository.commit()
    try await expect(sample, in: repository)
  }

  private func expect(_ sample: Contribution, in repository: Repository) async throws {
    let run = await CommandRun.bindery(
      "validate", "--changed-since", "main", "--format", "json", in: repository.path)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(run.standardOutput.utf8)) as? [String: Any],
      "\(run.standardError)")
    let list = try #require(json["findings"] as? [[String: Any]])
    let found = list.map { "\($0["rule"] ?? "") \($0["path"] ?? "")" }
      .filter { $0.hasPrefix("policy/") }
    #expect(found.sorted() == sample.expected.sorted(), "\(run.standardOutput)")
    #expect(run.status != 2)
  }

  @Test func transcript() async throws {
    let repository = try Repository()
    try repository.move("Records/pages/b.md", "Records/pages/d.md")
    try repository.remove("Records/pages/c.md")
    try repository.edit("Records/pages/a.md", "secured: false", "secured: true")
    try repository.edit("Records/sites/one.yml", "one.example", "two.example")
    try repository.edit("bindery.yml", "maximum: 5", "maximum: 50")
    let run = await CommandRun.bindery("validate", "--changed-since", "main", in: repository.path)
    try Golden.expect(run.transcript(hiding: repository.path), equals: "policy")
  }

  @Test func brokenPolicy() async throws {
    let repository = try Repository()
    try repository.folder.write("policy: [", to: "bindery.yml")
    try repository.commit()
    try repository.git("branch", "-f", "main")
    try repository.folder.write(Self.configuration, to: "bindery.yml")
    let repair = await CommandRun.bindery(
      "validate", "--changed-since", "main", in: repository.path)
    #expect(repair.status == 0, "\(repair.standardError)")
    try repository.edit("Records/pages/a.md", "secured: false", "secured: true")
    let run = await CommandRun.bindery("validate", "--changed-since", "main", in: repository.path)
    try Golden.expect(run.transcript(hiding: repository.path), equals: "policy-unreadable")
  }

  /// A contribution that moves the configuration would be held to no policy.
  @Test(arguments: [true, false]) func movedConfiguration(isMovedUp: Bool) async throws {
    let repository = try Repository()
    let (old, new) = isMovedUp ? ("data/", "") : ("", "data/")
    let folder = repository.path + "/data"
    for name in ["Records", "Schemas", "bindery.yml"] where isMovedUp {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try repository.move(name, "data/" + name)
    }
    try repository.commit()
    try repository.git("branch", "-f", "main")
    let before = await CommandRun.bindery("validate", "--changed-since", "main", in: folder)
    #expect(before.status == (isMovedUp ? 0 : 2), "\(before.standardError)")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["Schemas", "bindery.yml"] { try repository.move(old + name, new + name) }
    if !isMovedUp { try repository.move("Records", "data/Records") }
    if isMovedUp { try repository.edit("bindery.yml", "include: ", "include: data/") }
    try repository.commit()
    let run = await CommandRun.bindery("validate", "--changed-since", "main", in: folder)
    #expect(run.status == 2)
    #expect(run.standardError.contains("has its bindery.yml in"), "\(run.standardError)")
    let named = await CommandRun.bindery(
      "validate", "--changed-since", "main", "--dataset", isMovedUp ? ".." : ".", in: folder)
    #expect(named.status != 2, "\(named.standardError)")
  }

  /// Names that are written in different ways are names of different files.
  @Test func equivalentNames() async throws {
    let repository = try Repository()
    let (composed, decomposed) = ("Records/pages/\u{E9}.md", "Records/pages/e\u{301}.md")
    for name in [composed, decomposed] {
      try repository.folder.write("---\ntitle: \(name)\n---\n", to: name)
    }
    try repository.commit()
    try repository.git("branch", "-f", "main")
    try repository.remove(composed)
    try repository.edit(decomposed, "title: ", "title: Another ")
    let run = await CommandRun.bindery(
      "validate", "--changed-since", "main", "--format", "json", in: repository.path)
    #expect(run.standardOutput.contains("policy/deleted-record"), "\(run.standardOutput)")
  }

  /// Folders too; and no sign at the start of a name makes another one of the '/' before it.
  @Test func equivalentFolders() async throws {
    let repository = try Repository()
    try repository.folder.write(
      PolicyTests.configuration.replacing("Records/pages/", with: "Records/pages/\u{E9}/"),
      to: "bindery.yml")
    let names = ["e\u{301}/a.md", "\u{E9}/a.md", "\u{E9}/\u{301}b.md"].map { "Records/pages/" + $0 }
    for name in names { try repository.folder.write("---\ntitle: \(name)\n---\n", to: name) }
    try repository.commit()
    try repository.git("branch", "-f", "main")
    for name in names { try repository.remove(name) }
    let run = await CommandRun.bindery("validate", "--changed-since", "main", in: repository.path)
    #expect(run.standardError.contains("2 files deleted"), "\(run)")
  }

  /// What cannot be compared is said with the way out.
  @Test func nothingToCompareWith() async throws {
    let repository = try Repository()
    try repository.edit("Records/pages/a.md", "Page a", "Other")
    try repository.commit()
    let shallow = try TemporaryFolder()
    try Shell.run(
      "git", "clone", "-q", "--depth", "1", "file://" + repository.path, "clone", in: shallow.path)
    let elsewhere = try SampleDataset()
    var text = ""
    for (revision, folder) in [
      ("HEAD~1", shallow.path + "/clone"), ("nowhere", repository.path), ("-x", repository.path),
      ("--output=x", repository.path), ("main..HEAD", repository.path),
      ("main", elsewhere.path),
    ] {
      let run = await CommandRun.bindery("validate", "--changed-since=\(revision)", in: folder)
      #expect(run.status == 2)
      text += "$ --changed-since=\(revision)\n\(run.transcript(hiding: folder))"
    }
    #expect(!repository.folder.exists("x"))
    try Golden.expect(text, equals: "changed-since-nothing")
  }
}
