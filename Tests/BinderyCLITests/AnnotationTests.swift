import Bindery
import Foundation
import TestSupport
import Testing

/// Annotations as GitHub's runner reads them back.
struct AnnotationTests {
  static let hostile = [
    "a,b", "50%", "50%25", "%0A::error::x", "::error::x", "a::b", "##[error]x", "##[add-mask]x",
    "a=b", "line\nbreak", "\u{1B}[31mred", "\u{202E}reversed", " ::warning file=x::y", "é漢🌳",
    "##vso[task.complete]", "tab\tand\rreturn", "%2C%3A", ":",
  ]

  /// Names and values full of what has a meaning: each finding comes back as it was, and nothing else.
  @Test func roundTrip() async throws {
    let dataset = try SampleDataset()
    var files: [String] = []
    for (number, text) in Self.hostile.prefix(9).enumerated() where !text.contains("\n") {
      // Two findings of each file: its value, and a member that nobody knows.
      let file = "Records/trees/\(number)\(text.replacing("/", with: "_")).md"
      let value = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
      try dataset.folder.write(
        SampleDataset.record("height: \"\(value)\"\n"), to: file)
      files.append(file)
    }
    let json = await CommandRun.bindery("validate", "--format", "json", in: dataset.path)
    let report = try JSONDecoder().decode(JSONReport.self, from: Data(json.standardOutput.utf8))
    #expect(report.findings.count == files.count)
    let run = await CommandRun.bindery("validate", "--format", "github", in: dataset.path)
    let (commands, others) = RunnerLog.read(run.standardOutput)
    #expect(others == ["\(files.count + 1) records, \(files.count) errors, 0 warnings"])
    // All in one round, in the order of files.
    for (command, finding) in zip(commands, report.findings) {
      #expect(command.name == "error")
      // What would start a command is taken apart in every text.
      let path = visible(finding.path)
      #expect(command.properties["file"] == path)
      #expect(command.properties["title"] == finding.rule)
      #expect(command.properties["line"] == "\(finding.line)")
      #expect(command.properties["col"] == "\(finding.column)")
      let help = finding.help.map { "\nhelp: " + visible($0) } ?? ""
      #expect(
        command.data
          == "\(path):\(finding.line):\(finding.column): \(visible(finding.message))\(help)")
    }
    #expect(commands.count == files.count)
  }

  private func visible(_ text: String) -> String {
    text.replacing("##[", with: "##\\u{5B}").replacing("##vso[", with: "##vso\\u{5B}")
  }

  /// In no format does a line become a command that a record has written.
  @Test(arguments: ["human", "json", "sarif", "junit", "github"])
  func nothingStartsACommand(format: String) async throws {
    let dataset = try SampleDataset()
    try dataset.folder.write(
      SampleDataset.configuration.replacing("Records/trees/**/*.md", with: "\"**/*.md\""),
      to: "bindery.yml")
    for (number, text) in Self.hostile.enumerated() {
      // As a value and as the name of a member; as the name of a file, at the start of its path.
      let escaped = Self.yamlEscapes(text)
      let record = SampleDataset.record("height: \"\(escaped)\"\n\"\(escaped)\": 1\n")
      try dataset.folder.write(record, to: "\(text.replacing("/", with: "_")).md")
      // In the source as it is, inside of YAML and as the whole line.
      try dataset.folder.write(
        SampleDataset.record("height: '\(text)'\n"), to: "Records/trees/\(number)a.md")
      try dataset.folder.write("\(text)\n", to: "Records/trees/\(number)b.md")
    }
    let run = await CommandRun.bindery("validate", "--format", format, in: dataset.path)
    #expect(run.status == 1)
    let printed = run.standardOutput + run.standardError
    let (commands, _) = RunnerLog.read(printed)
    let foreign = commands.filter { command in
      format != "github" || !["error", "warning", "notice"].contains(command.name)
        || !(Rule.named(command.properties["title"] ?? "") != nil
          || command.properties["title"] == "bindery")
    }
    #expect(foreign == [])
    #expect(!printed.contains("##[") && !printed.contains("##vso["))
    let hidden = printed.unicodeScalars.filter {
      $0 != "\n" && ($0.value < 0x20 || $0.value == 0x7F || $0.value == 0x202E)
    }
    #expect(hidden.isEmpty, "\(format): \(hidden.map { String($0.value, radix: 16) })")
  }

  /// The text as escapes of YAML, for a string in double quotes.
  static func yamlEscapes(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16)
      return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// More than GitHub shows: one of each file first, the rarest rule not last, and the totals.
  @Test func mostUsefulFirst() async throws {
    let dataset = try SampleDataset()
    for number in 10..<30 {
      try dataset.folder.write(
        SampleDataset.record("height: tall\nplanted: soon\n"), to: "Records/trees/\(number).md")
    }
    try dataset.folder.write(
      "---\nspecies: no\npublished: yes\n---\n", to: "Records/trees/40.md")
    try dataset.folder.write("no front matter\n", to: "Records/trees/50.md")
    let run = await CommandRun.bindery("validate", "--format", "github", in: dataset.path)
    let (commands, others) = RunnerLog.read(run.standardOutput)
    let errors = commands.filter { $0.name == "error" }
    #expect(errors.count == 10 && others.isEmpty)
    #expect(Set(errors.map { $0.properties["file"] }).count == 10)
    #expect(Set(errors.prefix(2).map { $0.properties["title"] }).count == 2)
    #expect(commands.last?.name == "notice")
    #expect(
      commands.last?.data
        == "22 records, 42 errors, 2 warnings; 32 of them are not annotated; GitHub shows 10 of each kind"
    )
  }
}

/// `--format json`, read back.
struct JSONReport: Decodable {
  struct Finding: Decodable {
    let rule: String
    let path: String
    let line: Int
    let column: Int
    let message: String
    let help: String?
  }

  let findings: [Finding]
}
