import Bindery
import BinderyCLI
import Documents
import Foundation
import TestSupport
import Testing

/// SARIF as its schema wants it, and as GitHub takes it.
struct SARIFTests {
  private static let schema =
    ProjectFolder.sharedData + "/official-schemas/sarif-schema-2.1.0.json"

  /// A finding of every rule, with texts that are hard to write.
  private func everyRule() -> [Finding] {
    Rule.all.enumerated().map { position, rule in
      Finding(
        rule: rule.id, severity: rule.severity,
        location: Location(
          path: "Records/\(position) %#?é:[x].md", start: .init(line: position + 1, column: 3),
          end: .init(line: position + 1, column: 9), pointer: "/a~1b"),
        message: "'\u{202E}\u{1B}[0m' is [a link](https://example.org) ##[error] \(rule.id)",
        help: position.isMultiple(of: 2) ? "say \"it\"\nagain" : nil)
    }
  }

  private func log(_ findings: [Finding]) -> [UInt8] {
    var report = ValidationReport()
    report.findings.insert(contentsOf: findings)
    report.findings.sort()
    return SARIFReporter.text(Report(report, root: "/"))
  }

  /// The official schema, with our own engine.
  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: schema),
      "needs sarif-schema-2.1.0.json in ../shared/data/official-schemas"))
  func officialSchema() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "name: logs\ncollections: [{ name: logs, include: logs/*.json, schema: sarif.json }]\n",
      to: "bindery.yml")
    try Shell.run("cp", Self.schema, folder.path + "/sarif.json")
    try folder.write(log(everyRule()), to: "logs/every-rule.json")
    try folder.write(log([]), to: "logs/none.json")
    let dataset = try SampleDataset()
    try dataset.folder.write(SampleDataset.record("height: tall\n"), to: "Records/trees/b.md")
    let run = await CommandRun.bindery("validate", "--format", "sarif", in: dataset.path)
    try folder.write(run.standardOutput, to: "logs/run.json")
    let verdict = await CommandRun.bindery("validate", "--expect-records", "3", in: folder.path)
    #expect(verdict.status == 0, "\(verdict.standardOutput)\(verdict.standardError)")
    // The schema is not one that accepts everything.
    try folder.write(
      run.standardOutput.replacing("\"level\": \"error\"", with: "\"level\": \"grave\""),
      to: "logs/run.json")
    let spoiled = await CommandRun.bindery("validate", in: folder.path)
    #expect(spoiled.status == 1)
  }

  private struct Log: Decodable {
    struct Run: Decodable {
      struct Result: Decodable {
        let ruleId: String
        let level: String
        let partialFingerprints: [String: String]
      }
      struct Invocation: Decodable {
        struct Notification: Decodable {
          struct Message: Decodable { let text: String }
          let message: Message
        }
        let toolExecutionNotifications: [Notification]?
      }
      let results: [Result]
      let invocations: [Invocation]
    }
    let runs: [Run]

    var fingerprints: [String: Set<String>] {
      Dictionary(grouping: runs[0].results, by: \.ruleId).mapValues { results in
        Set(results.compactMap { $0.partialFingerprints["primaryLocationLineHash"] })
      }
    }
  }

  private func log(of dataset: SampleDataset) async throws -> Log {
    let run = await CommandRun.bindery("validate", "--format", "sarif", in: dataset.path)
    return try JSONDecoder().decode(Log.self, from: Data(run.standardOutput.utf8))
  }

  @Test func fingerprintsSurviveLineShifts() async throws {
    let dataset = try SampleDataset()
    let members = "height: tall\nvisits:\n  - { date: 5, note: 5 }\n  - { date: 5, note: 5 }\n"
    func write(_ text: String) throws {
      try dataset.folder.write(text, to: "Records/trees/b.md")
    }
    try write(SampleDataset.record(members))
    let before = try await log(of: dataset)
    try write(SampleDataset.record("# one more\n\n# and another\nplanted: 2001-01-01\n" + members))
    let after = try await log(of: dataset)
    #expect(before.fingerprints == after.fingerprints)
    #expect(before.fingerprints["schema/type"]?.count == 5)
    // Another value is another finding.
    try write(SampleDataset.record(members.replacing("tall", with: "high")))
    let changed = try await log(of: dataset)
    #expect(
      changed.fingerprints["schema/type"]?.subtracting(before.fingerprints["schema/type"]!).count
        == 1)
  }

  /// GitHub refuses a log of more results: errors stay, and the log says what it lacks.
  @Test func limit() throws {
    let findings = (0..<26_000).map { number in
      Finding(
        rule: number < 1500 ? "yaml/ambiguous" : "schema/type",
        severity: number < 1500 ? .warning : .error,
        location: Location(path: "a.yml", start: .init(line: number + 1, column: 1)),
        message: "number \(number)")
    }
    let log = try JSONDecoder().decode(Log.self, from: Data(self.log(findings)))
    let results = log.runs[0].results
    #expect(results.count == 25_000)
    #expect(results.count { $0.level == "error" } == 24_500)
    #expect(
      log.runs[0].invocations[0].toolExecutionNotifications?.map(\.message.text) == [
        "1000 findings left out of this log"
      ])
  }

  /// However long the texts of records, and however badly they compress, GitHub takes the log.
  @Test func size() {
    // Hanzi in no order, which compress badly; the generator is that of Numerical Recipes.
    var state: UInt32 = 1
    let noise = (0..<1000).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return Character(Unicode.Scalar(0x4E00 + (state >> 16) % 0x5000) ?? "x")
    }
    let findings = (0..<5000).map { number in
      Finding(
        rule: "schema/type", location: Location(path: "a\(number).yml"),
        message: String(noise[(number % 1000)...] + noise[..<(number % 1000)]))
    }
    let log = log(findings)
    #expect((10_000_000..<16_000_000).contains(log.count))
  }
}
