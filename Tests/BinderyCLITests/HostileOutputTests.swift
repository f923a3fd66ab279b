import Foundation
import TestSupport
import Testing

/// Contributions that are made to deceive those who read the log: each is answered by its finding, and
/// the findings of others are shown as they are without it.
struct HostileOutputTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    /// The rule that answers.
    let rule: String
    let contribute: @Sendable (SampleDataset) throws -> Void
    var testDescription: String { name }

    init(
      _ name: String, _ rule: String,
      _ contribute: @escaping @Sendable (SampleDataset) throws -> Void
    ) {
      self.name = name
      self.rule = rule
      self.contribute = contribute
    }

    /// A record of this text.
    init(_ name: String, _ rule: String, record: String) {
      self.init(name, rule) { try $0.folder.write(record, to: "Records/trees/m.md") }
    }
  }

  static let cases: [Case] = [
    Case(
      "workflow command as value", "schema/type",
      record: SampleDataset.record(
        "height: \"\\n::stop-commands::x\\n::error file=a.md::forged\"\n")),
    Case(
      "workflow command as member", "schema/additionalProperties",
      record: SampleDataset.record("\"::add-mask::tall\": 1\n")),
    Case(
      "old workflow command in the middle of a line", "schema/type",
      record: SampleDataset.record("height: 'a ##[add-mask]tall'\n")),
    Case(
      "workflow command as a whole file", "front-matter/missing",
      record: "::warning file=Records/trees/a.md,line=1::all good\n"),
    Case("workflow command as name of a file", "schema/type") {
      try $0.folder.write(
        SampleDataset.record("height: tall\n"), to: "Records/trees/m::error::x,y%0A.md")
    },
    Case("name of a file with a line break and colours", "dataset/file-name") {
      try $0.folder.write(
        SampleDataset.record(), to: "Records/trees/m\n::error::\u{1B}[2J\u{1B}[32mok.md")
    },
    Case("name of a file with a bidirectional control", "dataset/file-name") {
      try $0.folder.write(SampleDataset.record(), to: "Records/trees/m\u{202E}dm.md")
    },
    Case(
      "escape sequence that clears the screen", "schema/type",
      record: SampleDataset.record("height: \"\\e[2J\\e[H0 errors\"\n")),
    Case(
      "escape sequence of one character", "schema/type",
      record: SampleDataset.record("height: \"\\x9B2J\"\n")),
    Case(
      "carriage return over the finding", "schema/type",
      record: SampleDataset.record("height: \"tall\\r1 record, 0 errors\"\n")),
    Case(
      "text that is turned round", "text/invisible-character",
      record: "---\nspecies: \u{202E}sucreuQ\npublished: true\n---\n"),
    Case(
      "text that hides between letters", "text/invisible-character",
      record: "---\nspecies: Ti\u{200B}lia\npublished: true\n---\n"),
    Case(
      "text that hides in tags", "text/invisible-character",
      record: "---\nspecies: Tilia\u{E0069}\u{E0067}\u{E006E}\npublished: true\n---\n"),
    Case(
      "a million findings in one file", "record/too-many-findings",
      record: SampleDataset.record(
        "visits:\n" + String(repeating: "  - {date: 1}\n", count: 60_000))),
    Case(
      "a value of half a megabyte", "schema/type",
      record: SampleDataset.record("height: \"\(String(repeating: "tall ", count: 100_000))\"\n")),
    Case(
      "a name of half a megabyte", "schema/type",
      record: SampleDataset.record(
        "visits:\n  - ? \"\(String(repeating: "x", count: 500_000))\"\n    : 1\n    date: 1\n")),
    Case("thousands of files with findings", "schema/type") {
      for number in 0..<2000 {
        try $0.folder.write(
          SampleDataset.record("height: tall\n"), to: "Records/trees/m/\(number).md")
      }
    },
    Case(
      "markup for the summary", "schema/type",
      record: SampleDataset.record(
        "height: \"```\\n<img src=https://example.org/x> [ok](https://example.org) @all\"\n")),
    Case(
      "aliases that grow to a billion values", "yaml/alias-limit",
      record: "---\na: &b0 [x, x, x, x, x, x, x, x, x]\n"
        + (1...9).map { level in
          let aliases = repeatElement("*b\(level - 1)", count: 9).joined(separator: ", ")
          return "c\(level): &b\(level) [\(aliases)]\n"
        }.joined() + "---\n"),
    Case(
      "ten thousand levels", "yaml/nesting",
      record: "---\na: " + String(repeating: "[", count: 10_000)
        + String(repeating: "]", count: 10_000) + "\n---\n"),
    Case(
      "a record of many megabytes", "record/too-large",
      record: SampleDataset.record() + String(repeating: "::error::\n", count: 1_000_000)),
    Case("a link to a file of the machine", "dataset/outside-link") {
      try FileManager.default.createSymbolicLink(
        atPath: $0.path + "/Records/trees/m.md", withDestinationPath: "/etc/passwd")
    },
  ]

  @Test(arguments: cases)
  func answered(_ sample: Case) async throws {
    // Another's record, with a mistake of its own.
    let dataset = try SampleDataset()
    try dataset.folder.write(SampleDataset.record("planted: soon\n"), to: "Records/trees/b.md")
    let before = try await run(dataset, "github")
    let others = RunnerLog.read(before.standardOutput).commands
    #expect(others.count == 1)
    try sample.contribute(dataset)

    let after = try await run(dataset, "github")
    let commands = RunnerLog.read(after.standardOutput + after.standardError).commands
    #expect(commands.contains(others[0]))
    #expect(commands.allSatisfy { ["error", "warning", "notice"].contains($0.name) })
    #expect(commands.count { $0.name == "error" } <= 10 && commands.count <= 21)
    #expect(after.standardOutput.utf8.count < 200_000)

    let human = try await run(dataset, "human")
    let finding = try await run(SampleDataset(like: "b"), "human").standardOutput
    #expect(human.standardOutput.contains(finding))
    #expect(
      commands.contains { $0.properties["title"] == sample.rule }
        || human.standardOutput.contains("[\(sample.rule)]"))
    #expect(human.standardOutput.utf8.count < 500_000)
    for text in [human.standardOutput, human.standardError, after.standardOutput, after.summary] {
      #expect(RunnerLog.read(text).commands.allSatisfy { $0.properties["title"] != nil })
      let hidden = text.unicodeScalars.filter { scalar in
        scalar != "\n" && scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
          || (0x200B...0x200F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
          || scalar.value >= 0xE0000
      }
      #expect(hidden.isEmpty)
    }
    #expect(after.summary.utf8.count < 1_000_000)
  }

  private struct Printed {
    let standardOutput: String
    let standardError: String
    let summary: String
  }

  private func run(_ dataset: SampleDataset, _ format: String) async throws -> Printed {
    let folder = try TemporaryFolder()
    let run = await CommandRun.bindery(
      "validate", "--format", format, in: dataset.path,
      environment: ["GITHUB_STEP_SUMMARY": folder.path + "/summary.md"])
    #expect(run.status == 1)
    return Printed(
      standardOutput: run.standardOutput, standardError: run.standardError,
      summary: (try? folder.read("summary.md")) ?? "")
  }
}

extension SampleDataset {
  /// With the one record that has the mistake of `HostileOutputTests`.
  fileprivate init(like name: String) throws {
    try self.init()
    try folder.write(Self.record("planted: soon\n"), to: "Records/trees/\(name).md")
  }
}
