import Foundation
import TestSupport
import Testing

/// What a stranger's record can be, and the finding that each gets: output, words and status.
struct BadRecordTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let spoil: @Sendable (SampleDataset) throws -> Void
    var testDescription: String { name }

    init(_ name: String, _ spoil: @escaping @Sendable (SampleDataset) throws -> Void) {
      self.name = name
      self.spoil = spoil
    }

    /// A record of this text.
    init(_ name: String, record: String) {
      self.init(name) { try $0.folder.write(record, to: "Records/trees/b.md") }
    }

    init(_ name: String, bytes: [UInt8]) {
      self.init(name) { try $0.folder.write(bytes, to: "Records/trees/b.md") }
    }
  }

  static let head = "---\nspecies: Acer\npublished: true\n"

  static let cases: [Case] = [
    Case("empty-file", record: ""),
    Case("no-front-matter", record: "# A tree\n\nIt is tall.\n"),
    Case("front-matter-not-on-first-line", record: "\n---\nspecies: Acer\n---\n"),
    Case("front-matter-as-code", record: "---js\nspecies: Acer\n---\n"),
    Case("front-matter-unclosed", record: "---\nspecies: Acer\npublished: true\n"),
    Case(
      "invalid-utf8",
      bytes: Array("---\nspecies: Acer ".utf8) + [0xC3, 0x28] + Array("\n---\n".utf8)),
    Case("nul", bytes: Array("---\nspecies: Ac".utf8) + [0] + Array("er\n---\n".utf8)),
    Case(
      "control-character",
      bytes: Array("---\nspecies: Ac".utf8) + [0x1B] + Array("[31mer\n---\n".utf8)),
    Case("byte-order-mark", bytes: [0xEF, 0xBB, 0xBF] + Array((head + "---\n").utf8)),
    Case("crlf", record: (head + "---\nText\n").replacing("\n", with: "\r\n")),
    Case("crlf-with-error", record: (head + "height: tall\n---\n").replacing("\n", with: "\r\n")),
    Case("over-one-mebibyte", record: head + "---\n" + String(repeating: "a", count: 1_048_577)),
    Case(
      "alias-bomb",
      record: "---\na: &a [x, x, x, x, x, x, x, x, x]\n"
        + (1...9).map { level in
          let before = level == 1 ? "a" : "b\(level - 1)"
          return "c\(level): &b\(level) ["
            + repeatElement("*\(before)", count: 9).joined(separator: ", ") + "]\n"
        }.joined() + "---\n"),
    Case("recursive-alias", record: "---\na: &a [*a]\n---\n"),
    Case("unknown-alias", record: "---\nspecies: *acer\npublished: true\n---\n"),
    Case(
      "nesting-of-10000",
      record: "---\na: " + String(repeating: "[", count: 10_000)
        + String(repeating: "]", count: 10_000) + "\n---\n"),
    Case("duplicate-keys", record: head + "species: Quercus\n---\n"),
    Case("two-documents") {
      try $0.folder.write(
        SampleDataset.configuration.replacing("**/*.md", with: "**/*.{md,yml}"), to: "bindery.yml")
      try $0.folder.write(
        "species: Acer\npublished: true\n---\nspecies: Quercus\n", to: "Records/trees/b.yml")
    },
    Case("root-is-a-list", record: "---\n- Acer\n- Quercus\n---\n"),
    Case("root-is-empty", record: "---\n---\nText\n"),
    Case("tab-as-indentation", record: head + "visits:\n\t- date: 2020-01-01\n---\n"),
    Case("custom-tag", record: "---\nspecies: !ruby/object:Tree Acer\npublished: true\n---\n"),
    Case("key-that-is-a-number", record: head + "12: a\n---\n"),
    Case("key-that-is-a-list", record: head + "[a, b]: c\n---\n"),
    Case("unclosed-quote", record: "---\nspecies: \"Acer\npublished: true\n---\n"),
    Case("colon-in-plain-value", record: "---\nspecies: Acer: the maple\npublished: true\n---\n"),
    Case("not-a-number", record: head + "height: .nan\n---\n"),
    Case("yaml-11-words", record: "---\nspecies: no\npublished: yes\nheight: 012\n---\n"),
    Case("reserved-member", record: head + "_id: a\n---\n"),
    Case("schema-type", record: head + "height: tall\n---\n"),
    Case("schema-required", record: "---\nheight: 3\n---\n"),
    Case("schema-additional-member", record: head + "heigth: 3\n---\n"),
    Case("schema-nested", record: head + "visits:\n  - date: 2020-01-01\n    note: 5\n---\n"),
    Case("log-injection", record: head + "height: \"::error::a\\e[31m\\u202e\"\n---\n"),
    Case("symbolic-link-outside") {
      try FileManager.default.createSymbolicLink(
        atPath: $0.path + "/Records/trees/b.md", withDestinationPath: "/etc/passwd")
    },
    Case("symbolic-link-to-nothing") {
      try FileManager.default.createSymbolicLink(
        atPath: $0.path + "/Records/trees/b.md", withDestinationPath: "nowhere.md")
    },
    Case("symbolic-link-to-folder") {
      try FileManager.default.createSymbolicLink(
        atPath: $0.path + "/Records/trees/b", withDestinationPath: "../../Schemas")
    },
    Case("symbolic-link-inside") {
      try FileManager.default.createSymbolicLink(
        atPath: $0.path + "/Records/trees/b.md", withDestinationPath: "a.md")
    },
    Case("named-pipe") { try Shell.run("mkfifo", $0.path + "/Records/trees/b.md") },
    Case(
      "file-name-with-newline",
      { try $0.folder.write(head + "---\n", to: "Records/trees/b\n::error::.md") }),
    Case("two-records-with-one-key") {
      try $0.folder.write(
        SampleDataset.configuration.replacing(
          "    schema:", with: "    key: /species\n    schema:"),
        to: "bindery.yml")
      try $0.folder.write(SampleDataset.record(), to: "Records/trees/b.md")
    },
    Case("key-missing") {
      try $0.folder.write(
        SampleDataset.configuration.replacing("    schema:", with: "    key: /height\n    schema:"),
        to: "bindery.yml")
      try $0.folder.write(SampleDataset.record(), to: "Records/trees/b.md")
    },
    Case("claimed-by-two-collections") {
      try $0.folder.write(
        SampleDataset.configuration.replacing(
          "ignore:",
          with: "  - { name: all, include: Records/**, schema: Schemas/tree.schema.json }\nignore:"),
        to: "bindery.yml")
    },
    Case("claimed-by-none", { try $0.folder.write("notes", to: "Records/trees/notes.txt") }),
    Case("ignored", { try $0.folder.write("", to: "Records/trees/.keep") }),
    Case("excluded") {
      try $0.folder.write(
        SampleDataset.configuration.replacing(
          "    schema:", with: "    exclude: Records/trees/drafts/**\n    schema:"),
        to: "bindery.yml")
      try $0.folder.write("draft", to: "Records/trees/drafts/b.md")
    },
    Case("glob-that-matches-nothing") {
      try $0.folder.write(
        SampleDataset.configuration.replacing("**/*.md", with: "**/*.{md,yml}")
          .replacing(
            "include: Records/trees/**/*.{md,yml}",
            with: "include: [Records/trees/**/*.md, Records/shrubs/*.md]"),
        to: "bindery.yml")
    },
    json("json-syntax", "a.json", "{ \"species\": \"Acer\",\n  \"published\": True }\n"),
    json(
      "json-duplicate-key", "a.json",
      #"{ "species": "Acer", "published": true, "species": "Tilia" }"#),
    json("json-half-surrogate", "a.json", #"{ "species": "\uD83D", "published": true }"#),
    json("json-nesting", "a.json", String(repeating: "[", count: 10_000)),
    json("json-text-behind", "a.json", #"{ "species": "Acer", "published": true } {}"#),
    json(
      "json-lines", "a.jsonl",
      #"{ "species": "Acer", "published": true }"# + "\n" + #"{ "species": 5 }"# + "\n\n{\n"),
    Case("no-record-at-all") {
      try FileManager.default.removeItem(atPath: $0.path + "/Records")
    },
  ]

  /// One record of another format than Markdown.
  private static func json(_ name: String, _ file: String, _ text: String) -> Case {
    Case(name) {
      try $0.folder.write(
        SampleDataset.configuration.replacing("**/*.md", with: "**/*.{md,json,jsonl}"),
        to: "bindery.yml")
      try $0.folder.write(text, to: "Records/trees/" + file)
    }
  }

  @Test(arguments: cases)
  func validate(_ sample: Case) async throws {
    let dataset = try SampleDataset()
    try sample.spoil(dataset)
    let run = await CommandRun.bindery("validate", in: dataset.path)
    try Golden.expect(run.transcript(hiding: dataset.path), equals: "record-\(sample.name)")
  }

  /// Root reads everything, so the refusal can only be seen by another user.
  @Test(.enabled(if: getuid() != 0 || Shell.isInstalled("setpriv"), "needs another user than root"))
  func unreadableFile() throws {
    let dataset = try SampleDataset()
    try dataset.folder.write(SampleDataset.record(), to: "Records/trees/b.md")
    try Shell.run("chmod", "000", dataset.path + "/Records/trees/b.md")
    try Shell.run("chmod", "755", dataset.path)
    let result = try Program.run(["validate"], in: dataset.path, asNobody: true)
    try Golden.expect(result.transcript(hiding: dataset.path), equals: "record-unreadable-file")
  }

  /// The file is removed when the progress says that it was listed and not yet read.
  @Test func vanishingFile() async throws {
    let dataset = try SampleDataset()
    for number in 1000..<1300 {
      try dataset.folder.write(SampleDataset.record(), to: "Records/trees/\(number).md")
    }
    let last = dataset.path + "/Records/trees/1299.md"
    let run = await CommandRun.bindery(
      "validate", "--progress", "always", "--jobs", "1", in: dataset.path,
      onError: { text in
        if text.contains("files") { try? FileManager.default.removeItem(atPath: last) }
      })
    try Golden.expect(run.transcript(hiding: dataset.path), equals: "record-vanishing-file")
  }
}
