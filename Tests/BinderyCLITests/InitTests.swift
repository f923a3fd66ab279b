import Foundation
import TestSupport
import Testing

/// `bindery init` in folders of many kinds: what it writes accepts the records that are there.
struct InitTests {
  private func repository(_ files: [String: String]) throws -> TemporaryFolder {
    let parent = try TemporaryFolder()
    for (path, text) in files { try parent.write(text, to: path) }
    return parent
  }

  private func commit(_ folder: String) throws {
    let date = "2024-05-06T07:08:09Z"
    try Shell.run("git", "init", "-q", "-b", "main", in: folder)
    try Shell.run("git", "add", "-A", in: folder)
    try Shell.run(
      "git", "-c", "user.name=Tester", "-c", "user.email=tester@example.org", "commit", "-q", "-m",
      "Records", in: folder, environment: ["GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date])
  }

  /// The words of a run, and all that it wrote but the workflows.
  private func transcript(
    _ run: CommandRun, _ folder: TemporaryFolder, below: String
  ) throws
    -> String
  {
    var text = run.transcript(hiding: folder.path)
    for name in ["bindery.yml"]
      + folder.files(below: below + "/Schemas").map({ "Schemas/" + $0 })
    {
      text += "##### \(name)\n" + (try folder.read(below + "/" + name))
    }
    return text
  }

  private static let site: [String: String] = {
    var files = [
      "site/_posts/README.md": "# Posts\n", "site/_posts/2020/note.md": "no front matter\n",
      "site/_posts/2021/photo.jpg": "", "site/_data/nav.yml": "- a\n",
      "site/_config.yml": "title: a\n",
      "site/about.md": "---\nlayout: page\ntitle: About\n---\n",
      "site/index.md": "---\nlayout: home\n---\n", "site/package.json": #"{ "name": "site" }"#,
      "site/README.md": "# The garden's news\n\nPosts.\n", "site/.gitignore": "_site\n",
    ]
    for year in [2020, 2021] {
      for month in 1...6 {
        files["site/_posts/\(year)/\(year)-0\(month)-01-post.md"] =
          "---\nlayout: post\ntitle: Post \(month)\ndate: \(year)-0\(month)-01 10:00:00 +0100\n"
          + "tags: [a, b]\n" + (year == 2020 ? "draft: false\n" : "") + "---\nText\n"
      }
    }
    return files
  }()

  @Test func site() async throws {
    let folder = try repository(Self.site)
    try commit(folder.path + "/site")
    let run = await CommandRun.bindery("init", in: folder.path + "/site")
    try Golden.expect(try transcript(run, folder, below: "site"), equals: "init-site")
    let verdict = await CommandRun.bindery("validate", "--strict", in: folder.path + "/site")
    #expect(verdict.status == 0, "\(verdict.standardOutput)")
    #expect(verdict.standardError == "12 records, 3 ignored, 0 errors, 0 warnings\n")
    #expect(await CommandRun.bindery("export", in: folder.path + "/site").status == 0)
  }

  /// Records in other formats, of several kinds, with what a schema can say about each.
  @Test func formats() async throws {
    var files: [String: String] = ["data/lists/plain.json": "[1, 2]\n"]
    for number in 1...24 {
      files["data/trees/\(number).yml"] =
        "code: t-\(number)\nplace: { lat: 52.\(number), lon: 13.\(number) }\nstate: \(number < 12 ? "healthy" : "sick")\n"
        + "seen: 2024-01-\(number < 10 ? "0" : "")\(number)\nnote: \(number.isMultiple(of: 5) ? "null" : "tall")\n"
      files["data/people/\(number).json"] =
        #"{ "name": "P\#(number)", "email": "p\#(number)@example.org", "page": "https://example.org/\#(number)", "photos": [{ "src": "https://example.org/\#(number).png", "width": \#(number), "height": 9 }] }"#
    }
    files["data/logs/log.jsonl"] =
      (1...30).map { #"{ "at": "2024-01-01T00:00:00Z", "count": \#($0), "share": 0.\#($0) }"# }
      .joined(separator: "\n") + "\n"
    let folder = try repository(files)
    let run = await CommandRun.bindery("init", "data", in: folder.path)
    try Golden.expect(try transcript(run, folder, below: "data"), equals: "init-formats")
    let verdict = await CommandRun.bindery("validate", in: folder.path + "/data")
    #expect(verdict.status == 0, "\(verdict.standardOutput)\(verdict.standardError)")
  }

  @Test func emptyFolder() async throws {
    let folder = try repository(["garden/.keep": ""])
    let run = await CommandRun.bindery("init", in: folder.path + "/garden")
    try Golden.expect(try transcript(run, folder, below: "garden"), equals: "init-empty")
    let verdict = await CommandRun.bindery("validate", "--strict", in: folder.path + "/garden")
    #expect(verdict.status == 0, "\(verdict.standardOutput)\(verdict.standardError)")
    try commit(folder.path + "/garden")
    #expect(await CommandRun.bindery("export", in: folder.path + "/garden").status == 0)
    // Again: nothing is changed.
    let again = await CommandRun.bindery("init", in: folder.path + "/garden")
    try Golden.expect(again.transcript(hiding: folder.path), equals: "init-again")
    #expect(try Shell.run("git", "status", "--porcelain", in: folder.path + "/garden") == "")
  }

  /// Whatever `init` would write and is there already stays as it is.
  @Test func overwritesNothing() async throws {
    let paths = [
      "Schemas/posts.schema.json", ".github/workflows/records.yml", ".github/workflows/links.yml",
      ".githooks/pre-commit", ".gitignore",
    ]
    let folder = try repository(Self.site)
    for path in paths { try folder.write("mine\n", to: "site/" + path) }
    let run = await CommandRun.bindery("init", in: folder.path + "/site")
    #expect(run.status == 0)
    for path in paths { #expect(try folder.read("site/" + path) == "mine\n") }
  }

  /// The workflows are YAML, ask for nothing but reading, and take nothing of the contribution into a
  /// command; the hook is a program.
  @Test func workflows() async throws {
    let folder = try TemporaryFolder()
    _ = await CommandRun.bindery("init", in: folder.path)
    for name in ["records", "links"] {
      let text = try folder.read(".github/workflows/\(name).yml")
      try folder.write(text, to: "check/a.yml")
      try folder.write(
        "name: a\ncollections: [{ name: a, include: a.yml, schema: s.yml }]\n",
        to: "check/bindery.yml")
      try folder.write(
        "properties: { permissions: { const: { contents: read } } }\nrequired: [name, permissions, jobs]\n",
        to: "check/s.yml")
      let run = await CommandRun.bindery("validate", in: folder.path + "/check")
      #expect(run.status == 0, "\(run.standardOutput)")
      // An expression in a command is text of strangers in a shell.
      for line in text.split(separator: "\n") where line.contains("${{") {
        #expect(line.contains(/^ +(?:BASE|key|path):/), "\(line)")
      }
      #expect(!text.contains("pull_request_target"))
      for match in text.matches(of: /uses: ([^\n]+)/) {
        #expect(match.output.1.contains(/@v[0-9]+\.[0-9]+\.[0-9]+$/), "\(match.output.1)")
      }
    }
    try Shell.run("sh", "-n", folder.path + "/.githooks/pre-commit")
    #expect(FileManager.default.isExecutableFile(atPath: folder.path + "/.githooks/pre-commit"))
  }

  /// Git and GitHub look for their files at the top of a repository.
  @Test func partOfARepository() async throws {
    let folder = try repository(Self.site)
    try commit(folder.path)
    let run = await CommandRun.bindery("init", in: folder.path + "/site")
    #expect(run.standardOutput.contains("wrote ../.githooks/pre-commit"), "\(run.standardOutput)")
    #expect(!run.standardOutput.contains("move it there"))
    let workflow = try folder.read(".github/workflows/records.yml")
    #expect(workflow.contains("working-directory: records/site\n"))
    #expect(workflow.contains("branches: [main]\n"))
    #expect(
      try folder.read(".github/workflows/links.yml").contains("path: records/site/.bindery\n"))
    try Shell.run("git", "config", "core.hooksPath", ".githooks", in: folder.path)
    let path = (Program.path as NSString).deletingLastPathComponent + ":/usr/bin:/bin"
    func commitAll() throws -> Shell.Output {
      try Shell.run("git", "add", "-A", in: folder.path)
      return try Shell.result(
        "git",
        [
          "-c", "user.name=Tester", "-c", "user.email=tester@example.org", "commit", "-q", "-m",
          "More",
        ], in: folder.path, environment: ["PATH": path])
    }
    let good = try commitAll()
    #expect(good.status == 0, "\(good.standardError)")
    try folder.write("---\nlayout: [\n---\n", to: "site/_posts/2021/2021-01-01-post.md")
    let bad = try commitAll()
    #expect(bad.status != 0)
    #expect((bad.standardOutput + bad.standardError).contains("2021-01-01-post.md"))
  }

  @Test func repositoryWithAHook() async throws {
    let folder = try repository(Self.site)
    try commit(folder.path + "/site")
    try folder.write("#!/bin/sh\n", to: "site/.git/hooks/pre-commit")
    let run = await CommandRun.bindery("init", in: folder.path + "/site")
    #expect(run.standardOutput.contains("call .githooks/pre-commit from it"))
    #expect(!run.standardOutput.contains("core.hooksPath"))
  }

  /// A name that a pattern cannot hold.
  @Test func literalNames() async throws {
    var files = Self.site
    files["site/_posts/2021/b\\s.md"] = "no record\n"
    files["site/_posts/2021/[x]*.md"] = "no record\n"
    let folder = try repository(files)
    _ = await CommandRun.bindery("init", in: folder.path + "/site")
    let run = await CommandRun.bindery("validate", in: folder.path + "/site")
    #expect(run.status == 0, "\(run.standardOutput) \(run.standardError)")
  }

  /// Names that mean something in a glob or in YAML.
  @Test(arguments: ["a b", "{x}", "[y]", "- z", "#1", "it's \"so\"", "true", "ünï", "a: b", "*"])
  func oddNames(name: String) async throws {
    let folder = try repository([
      "r/\(name)/one.md": "---\ntitle: A\n\(name == "*" ? "" : "\"k\\\"#: \": 1\n")---\n",
      "r/\(name)/two.md": "---\ntitle: B\n---\n", "r/\(name)/other{}.txt": "",
      "r/\(name)/[z].md": "text",
    ])
    let run = await CommandRun.bindery("init", in: folder.path + "/r")
    #expect(run.status == 0)
    let verdict = await CommandRun.bindery(
      "validate", "--expect-records", "2", in: folder.path + "/r")
    #expect(verdict.status == 0, "\(verdict.standardOutput)\(verdict.standardError)")
  }

  @Test func ownRecords() async throws {
    let folder = try TemporaryFolder()
    for name in ["Records", "Assets"] {
      try Shell.run("cp", "-r", ProjectFolder.root + "/" + name, folder.path)
    }
    #expect(await CommandRun.bindery("init", in: folder.path).status == 0)
    let verdict = await CommandRun.bindery("validate", "--expect-records", "48", in: folder.path)
    #expect(verdict.status == 0, "\(verdict.standardOutput)\(verdict.standardError)")
  }

  @Test(.enabled(if: ProjectFolder.hasSharedData, "needs records in ../shared/data"))
  func realRecords() async throws {
    let folder = try TemporaryFolder()
    try Shell.run("cp", "-r", ProjectFolder.sharedData + "/power-apps-news", folder.path)
    let root = folder.path + "/power-apps-news"
    try commit(root)
    #expect(await CommandRun.bindery("init", in: root).status == 0)
    let verdict = await CommandRun.bindery("validate", "--expect-records", "192", in: root)
    #expect(verdict.status == 0, "\(verdict.standardOutput)\(verdict.standardError)")
    let export = await CommandRun.bindery("export", in: root)
    #expect(export.status == 0, "\(export.standardError)")
    let schema = try folder.read("power-apps-news/Schemas/power-apps-news.schema.json")
    for expected in [
      "\"format\": \"date-time\"", "\"format\": \"hostname\"", "\"x-image\"", "\"x-link\": true",
      "\"article\",\n        \"video\"", "\"additionalProperties\": false",
    ] {
      #expect(schema.contains(expected), "\(expected)")
    }
  }

  /// Records of any shape: the schema that is written from them accepts them.
  @Test(arguments: 1...25)
  func anyRecords(seed: Int) async throws {
    var generator = RandomRecords(seed: UInt64(seed))
    let folder = try TemporaryFolder()
    let count = seed.isMultiple(of: 2) ? 40 : 4
    for number in 0..<count {
      try folder.write(generator.record(), to: "data/r/\(number).json")
    }
    let run = await CommandRun.bindery("init", in: folder.path + "/data")
    #expect(run.status == 0)
    let verdict = await CommandRun.bindery(
      "validate", "--expect-records", "\(count)", in: folder.path + "/data")
    let schemas = folder.files(below: "data/Schemas").map { try? folder.read("data/Schemas/" + $0) }
    #expect(verdict.status == 0, "\(verdict.standardOutput)\(verdict.standardError)\(schemas)")
  }

  /// What a full disk leaves is whole files, since a second run keeps what is there.
  @Test(.enabled(if: FullDisk.canMount, "needs the right to mount a tmpfs"))
  func fullDisk() async throws {
    func initialise(kibibytes: Int) async throws -> (run: CommandRun, files: [String: [UInt8]]) {
      let disk = try FullDisk(kibibytes: kibibytes)
      let path = disk.path + "/trees"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      let run = await CommandRun.bindery("init", in: path)
      let names = disk.folder.files(below: "trees")
      let files = try names.map { ($0, try disk.folder.bytes("trees/" + $0)) }
      return (run, Dictionary(uniqueKeysWithValues: files))
    }
    let (roomy, whole) = try await initialise(kibibytes: 1024)
    #expect(roomy.status == 0)
    var failureCount = 0
    for kibibytes in stride(from: 8, through: 48, by: 4) {
      let (run, files) = try await initialise(kibibytes: kibibytes)
      if run.status != 0 {
        failureCount += 1
        #expect(run.status == 2 && run.standardError.contains("No space left on device"))
      }
      let cutOff = files.filter { whole[$0.key] != $0.value }.keys.sorted()
      #expect(cutOff.isEmpty, "\(kibibytes) KiB")
    }
    #expect(failureCount > 3)
  }
}

/// Objects of JSON that no two of have the same shape.
private struct RandomRecords {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// xorshift64*.
  private mutating func next(_ limit: Int) -> Int {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % limit
  }

  mutating func record() -> String {
    // Members that all have, so that the files are seen as one kind.
    "{ \"kind\": \"a\", \"size\": \(next(9)), \"tags\": [], \"name\": \"n\(next(99))\", "
      + members(depth: 0) + "}\n"
  }

  private mutating func members(depth: Int) -> String {
    let count = 1 + next(4)
    let start = next(5)
    return (0..<count).map { "\"m\((start + $0) % 6)\": \(value(depth: depth + 1))" }
      .joined(separator: ", ")
  }

  private mutating func value(depth: Int) -> String {
    switch next(depth > 9 ? 9 : 12) {
    case 0: "null"
    case 1: next(2) == 0 ? "true" : "false"
    case 2: ["0", "-1", "1.0", "1", "1e400", "-1e400", "99999999999999999999", "0.1"][next(8)]
    case 3: "\"\""
    case 4: ["\"2024-01-31\"", "\"2024-01-31T00:00:00Z\"", "\"2024-13-01\""][next(3)]
    case 5: ["\"https://example.org/a\"", "\"http://a b\"", "\"ftp://example.org\""][next(3)]
    case 6: ["\"a@example.org\"", "\"example.org\"", "\"192.0.2.1\""][next(3)]
    case 7: "\"" + String(repeating: "é", count: next(300)) + "\""
    case 8: "\"w\(next(4))\""
    case 9: "[" + (0..<next(4)).map { _ in value(depth: depth + 1) }.joined(separator: ", ") + "]"
    default: "{ " + members(depth: depth) + " }"
    }
  }
}
