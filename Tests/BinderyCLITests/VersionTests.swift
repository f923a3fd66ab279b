import Foundation
import TestSupport
import Testing

/// The step that `bindery export` takes where a schema changed since the last release.
struct VersionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let replaced: String
    let with: String
    let arguments: [String]
    var testDescription: String { name }

    init(_ name: String, _ replaced: String, _ with: String, _ arguments: [String] = []) {
      self.name = name
      self.replaced = replaced
      self.with = with
      self.arguments = arguments
    }
  }

  static let cases: [Case] = [
    Case("described", #""minLength": 1"#, #""minLength": 1, "title": "Species""#),
    Case("wider", #""minimum": 0"#, #""minimum": -1"#),
    Case("narrower", #""minimum": 0"#, #""minimum": 0, "maximum": 90"#),
    Case(
      "narrower-minor", #""minimum": 0"#, #""minimum": 0, "maximum": 90"#, ["--bump", "minor"]),
    Case("required", #"["species", "published"]"#, #"["species", "published", "height"]"#),
    Case("undecided", #""minLength": 1"#, #""minLength": 1, "pattern": "^(?!x)""#),
    Case("undecided-patch", #""minLength": 1"#, #""pattern": "^.+$""#, ["--bump", "patch"]),
    // The items of 'visits' are open, but no record has this member.
    Case(
      "new-field", #""note": { "type": "string" }"#,
      #""note": { "type": "string" }, "by": { "type": "string" }"#),
    Case(
      "member-gone", #""planted": { "type": "string", "format": "date" },"#, ""),
  ]

  private func released() async throws -> SampleDataset {
    let dataset = try SampleDataset()
    try dataset.folder.write(
      SampleDataset.record("height: 12.5\nvisits: [{ date: 2020-01-01, seen: true }]\n"),
      to: "Records/trees/a.md")
    try dataset.commit()
    #expect(await CommandRun.bindery("export", "--quiet", in: dataset.path).status == 0)
    return dataset
  }

  private func export(_ dataset: SampleDataset, _ arguments: [String] = []) async -> CommandRun {
    await CommandRun.bindery(["export"] + arguments, in: dataset.path)
  }

  /// The lines before those on the files.
  private func words(_ run: CommandRun, _ dataset: SampleDataset) -> String {
    let text = run.transcript(hiding: dataset.path)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.filter { !$0.hasPrefix("  data/") && !$0.contains(/\s[0-9.]+ k?B$/) }
      .joined(separator: "\n").replacing(/sha256:[0-9a-f]{64}/, with: "sha256:DIGEST")
  }

  @Test(arguments: cases)
  func schemaChanges(_ test: Case) async throws {
    let dataset = try await released()
    #expect(SampleDataset.schema.contains(test.replaced))
    try dataset.folder.write(
      SampleDataset.schema.replacing(test.replaced, with: test.with), to: "Schemas/tree.schema.json"
    )
    let run = await export(dataset, test.arguments)
    try Golden.expect(words(run, dataset), equals: "version-\(test.name)")
  }

  /// A schema that another refers to counts as well.
  @Test func referencedSchema() async throws {
    let dataset = try SampleDataset()
    try dataset.folder.write(
      SampleDataset.schema.replacing(
        #"{ "type": "string", "minLength": 1 }"#, with: #"{ "$ref": "species.json" }"#),
      to: "Schemas/tree.schema.json")
    try dataset.folder.write(#"{ "type": "string" }"#, to: "Schemas/species.json")
    try dataset.commit()
    #expect(await export(dataset).status == 0)
    #expect(
      await export(dataset).standardOutput == "nothing changed since 1.0.0; nothing was written\n")
    try dataset.folder.write(#"{ "type": "string", "maxLength": 13 }"#, to: "Schemas/species.json")
    let run = await export(dataset)
    try Golden.expect(words(run, dataset), equals: "version-referenced")
  }

  /// Without the archive of the last release the schemas cannot be compared.
  @Test func withoutBundle() async throws {
    let dataset = try await released()
    try FileManager.default.removeItem(
      atPath: dataset.path + "/Exports/city-trees/1.0.0/city-trees-1.0.0.tar.gz")
    #expect(
      await export(dataset).standardOutput == "nothing changed since 1.0.0; nothing was written\n")
    try dataset.folder.write(
      SampleDataset.schema.replacing("\"minimum\": 0", with: "\"minimum\": -1"),
      to: "Schemas/tree.schema.json")
    try Golden.expect(words(await export(dataset), dataset), equals: "version-without-bundle")
  }

  /// A version of the output folder is never written again, wherever the last release is known from.
  @Test func takenVersion() async throws {
    let dataset = try await released()
    try Shell.run("cp", "-r", "Exports", "Catalog", in: dataset.path)
    for height in ["13", "14"] {
      try dataset.folder.write(
        SampleDataset.record("height: \(height)\n"), to: "Records/trees/a.md")
      let run = await export(dataset, ["--catalog", "Catalog", "--quiet"])
      if height == "14" { try Golden.expect(words(run, dataset), equals: "version-taken") }
    }
    #expect(
      try dataset.folder.read("Exports/catalog.json").components(separatedBy: "\"1.0.1\"").count
        == 2)
  }
}
