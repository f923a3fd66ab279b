import Bindery
import BinderyCLI
import Foundation
import TestSupport
import Testing

/// The examples of the rules do what they say.
struct RuleExampleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let rule: Rule
    var testDescription: String { rule.id }
  }

  static let cases = Rule.all.map(Case.init)

  /// Other rules that an example cannot do without breaking.
  private static let companions: [String: Set<String>] = [
    "record/too-many-findings": ["schema/type"]
  ]

  @Test(arguments: cases)
  func examples(_ sample: Case) async throws {
    let rule = sample.rule
    #expect(rule.meaning.count > 20 && rule.fix.count > 5)
    guard case .datasets(let shared, let failing, let passing) = rule.examples else { return }
    let failed = try await run(shared + failing)
    let found = failed.standardOutput + failed.standardError
    let expected = Self.companions[rule.id, default: []].union([rule.id])
    #expect(rules(in: found) == expected, "\(found)")
    #expect(found.contains("\(rule.severity.rawValue)[\(rule.id)]"), "\(found)")
    let passed = try await run(shared + passing)
    #expect(
      passed.status == 0 && rules(in: passed.standardOutput + passed.standardError) == [],
      "\(passed.standardOutput)\(passed.standardError)")
  }

  private func run(_ files: [ExampleFile]) async throws -> CommandRun {
    let folder = try TemporaryFolder()
    let paths = Set(files.map(\.path))
    for file in ExampleFile.defaults where !paths.contains(file.path) {
      try write(file, in: folder)
    }
    for file in files { try write(file, in: folder) }
    return await CommandRun.bindery("validate", in: folder.path)
  }

  private func write(_ file: ExampleFile, in folder: TemporaryFolder) throws {
    switch file.content {
    case .text(let text): try folder.write(text, to: file.path)
    case .bytes(let bytes, _): try folder.write(bytes, to: file.path)
    case .link(let target):
      try FileManager.default.createDirectory(
        at: folder.url(file.path).deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/" + file.path, withDestinationPath: target)
    }
  }

  private func rules(in text: String) -> Set<String> {
    Set(text.matches(of: /(?:error|warning)\[([^\]]+)\]/).map { String($0.output.1) })
  }

  /// `docs/rules.md` says what the rules say; `BINDERY_RECORD_GOLDENS=1` writes it.
  @Test func page() throws {
    let path = ProjectFolder.root + "/docs/rules.md"
    let page = RulePage.text
    if ProcessInfo.processInfo.environment["BINDERY_RECORD_GOLDENS"] == "1" {
      try FileManager.default.createDirectory(
        atPath: ProjectFolder.root + "/docs", withIntermediateDirectories: true)
      try page.write(toFile: path, atomically: true, encoding: .utf8)
    }
    let isFresh = try String(contentsOfFile: path, encoding: .utf8) == page
    #expect(isFresh, "docs/rules.md is stale; BINDERY_RECORD_GOLDENS=1 swift test writes it")
  }

  @Test(arguments: [
    ("schema/tpye", "schema/type"), ("uniqueItem", "schema/uniqueItems"),
    ("additionalproperties", "schema/additionalProperties"),
    ("link/sintax", "link/syntax"), ("yaml/duplicate_key", "yaml/duplicate-key"),
  ])
  func suggestion(written: String, meant: String) async throws {
    let run = await CommandRun.bindery("explain", written, in: ProjectFolder.root)
    #expect(run.status == 64)
    #expect(run.standardError.contains("did you mean '\(meant)'?"), "\(run.standardError)")
  }

  @Test func suggestionsOfSeveralAreas() async throws {
    let run = await CommandRun.bindery("explain", "type", in: ProjectFolder.root)
    #expect(
      run.standardError.contains("'image/type'") && run.standardError.contains("'schema/type'"))
  }
}
