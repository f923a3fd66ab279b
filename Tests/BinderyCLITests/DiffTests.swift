import Documents
import Foundation
import JSONSchema
import TestSupport
import Testing

/// `bindery diff`.
struct DiffTests {
  private static let old = "Exports/city-trees/1.0.0"
  private static let excerpt =
    "A tall tree beside the old town hall, planted by the first mayor, and loved by all who sit below it"

  /// A release, and a working tree that differs from it in every way.
  private func sample() async throws -> SampleDataset {
    let dataset = try SampleDataset()
    try dataset.folder.write(
      SampleDataset.configuration.replacing(
        "ignore:",
        with:
          "  - { name: parks, include: Records/parks/*.json, schema: Schemas/park.json, key: /number }\nignore:"
      ),
      to: "bindery.yml")
    try dataset.folder.write("{}", to: "Schemas/park.json")
    try dataset.folder.write(
      SampleDataset.schema.replacing("\"additionalProperties\": false,\n", with: ""),
      to: "Schemas/tree.schema.json")
    for (name, members) in [
      ("a", "height: 12.50\nname: Linden\nexcerpt: \(Self.excerpt)\n"),
      (
        "b",
        "name: Second\nvisits: [{ date: 2020-01-01 }, { date: 2020-01-02 }, { date: 2020-01-03 }]\n"
      ),
      ("gone", "name: \"Gone \\e[31mred\\u202Etxt\"\n"), ("same", "height: 1.0\n"),
    ] {
      try dataset.folder.write(SampleDataset.record(members), to: "Records/trees/\(name).md")
    }
    for number in [2, 10] {
      try dataset.folder.write(
        "{ \"number\": \(number), \"tags\": [\"a\"] }", to: "Records/parks/\(number).json")
    }
    try dataset.commit()
    #expect(await CommandRun.bindery("export", "--quiet", in: dataset.path).status == 0)
    return dataset
  }

  private func change(_ dataset: SampleDataset) throws {
    for (name, members) in [
      (
        "a",
        "height: 13\nname: Linden\nexcerpt: \(Self.excerpt.replacing("old", with: "new").replacing("sit", with: "lie"))\n"
      ),
      (
        "b",
        "name: Second\nvisits: [{ date: 2020-01-01 }, { date: 2020-01-03 }]\nplanted: 2020-01-01\n"
      ),
      ("new", "name: \"`New` | *tree*\"\n"),
      ("same", "height: 1.0 # a comment\n"),
    ] {
      try dataset.folder.write(SampleDataset.record(members), to: "Records/trees/\(name).md")
    }
    try FileManager.default.removeItem(atPath: dataset.path + "/Records/trees/gone.md")
    try dataset.folder.write(
      "{ \"number\": 2, \"tags\": [\"a\", 1, null] }", to: "Records/parks/2.json")
    try dataset.folder.write(
      try dataset.folder.read("bindery.yml").replacing("Street trees", with: "All trees"),
      to: "bindery.yml")
  }

  @Test(arguments: ["human", "markdown", "json"])
  func workingTree(format: String) async throws {
    let dataset = try await sample()
    try change(dataset)
    let run = await CommandRun.bindery("diff", Self.old, ".", "--format", format, in: dataset.path)
    #expect(run.status == 1)
    let text = run.transcript(hiding: dataset.path)
      .replacing(/"manifest": "[0-9a-f]{64}"/, with: "\"manifest\": \"DIGEST\"")
    try Golden.expect(text, equals: "diff-\(format)")
    if format == "json" { try expectValid(run.standardOutput) }
  }

  private func expectValid(_ text: String) throws {
    let path = ProjectFolder.root + "/Schemas/diff.schema.json"
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    let schema = try Schema.compile(
      DocumentReader.read(bytes, as: .json).document.root, location: "diff.schema.json")
    let parsed = DocumentReader.read(Array(text.utf8), as: .json)
    #expect(!parsed.issues.contains { $0.code.isError })
    #expect(
      schema.failures(of: parsed.document.root).isEmpty,
      "\(schema.failures(of: parsed.document.root))")
  }

  @Test func colour() async throws {
    let dataset = try await sample()
    try change(dataset)
    let run = await CommandRun.bindery(
      "diff", Self.old, ".", "--color", "always", in: dataset.path)
    try Golden.expect(
      run.standardOutput.replacing("\u{1B}", with: "ESC"), equals: "diff-colour")
  }

  /// Whichever forms the two releases are in, the same is said of them.
  @Test func allForms() async throws {
    let dataset = try await sample()
    try change(dataset)
    let tree = await CommandRun.bindery("diff", Self.old, ".", "--format", "json", in: dataset.path)
    #expect(await CommandRun.bindery("export", "--quiet", in: dataset.path).status == 0)
    var forms: [String: [String]] = [:]
    for version in ["1.0.0", "2.0.0"] {
      let folder = "Exports/city-trees/\(version)"
      let archive = "\(folder)/city-trees-\(version).tar.gz"
      try Shell.run("tar", "-xzf", archive, in: dataset.path)
      forms[version] = [folder + "/", archive, "city-trees-\(version)"]
    }
    var texts: Set<String> = []
    for old in try #require(forms["1.0.0"]) {
      for new in try #require(forms["2.0.0"]) {
        let run = await CommandRun.bindery("diff", old, new, "--format", "json", in: dataset.path)
        #expect(run.status == 1, "\(run.standardError)")
        texts.insert(run.standardOutput)
      }
      let run = await CommandRun.bindery("diff", old, Self.old, in: dataset.path)
      #expect(run.status == 0)
      #expect(run.standardOutput == "city-trees 1.0.0 and city-trees 1.0.0 hold the same\n")
    }
    #expect(texts.count == 1)
    func records(_ text: String) -> Substring? {
      text.range(of: "\"description\"").map { text[$0.lowerBound...] }
    }
    #expect(texts.first.flatMap(records) == records(tree.standardOutput))
  }

  struct Failure: Sendable, CustomTestStringConvertible {
    let name: String
    let spoil: @Sendable (SampleDataset) throws -> Void
    var testDescription: String { name }

    init(_ name: String, _ spoil: @escaping @Sendable (SampleDataset) throws -> Void) {
      self.name = name
      self.spoil = spoil
    }
  }

  static let failureCases: [Failure] = [
    Failure("no-release") {
      try FileManager.default.removeItem(atPath: $0.path + "/\(old)/manifest.json")
    },
    Failure("no-digests") {
      try FileManager.default.removeItem(atPath: $0.path + "/\(old)/data/trees.digests")
    },
    Failure("digests-out-of-order") { dataset in
      let path = "\(old)/data/trees.digests"
      let lines = try dataset.folder.read(path).split(separator: "\n")
      try dataset.folder.write(lines.reversed().joined(separator: "\n") + "\n", to: path)
    },
    Failure("endless-line") { dataset in
      try dataset.folder.write(
        String(repeating: "a", count: 17 << 20), to: "\(old)/data/trees.digests")
    },
    Failure("hostile-name") { dataset in
      let path = "\(old)/manifest.json"
      try dataset.folder.write(
        try dataset.folder.read(path).replacing("\"trees\"", with: "\"../../trees\""), to: path)
    },
    Failure("broken-tree") {
      try $0.folder.write("---\nheight: x\n---\n", to: "Records/trees/a.md")
    },
  ]

  @Test(arguments: failureCases)
  func cannotBeCompared(_ failure: Failure) async throws {
    let dataset = try await sample()
    try change(dataset)
    try failure.spoil(dataset)
    let run = await CommandRun.bindery("diff", Self.old, ".", in: dataset.path)
    try Golden.expect(run.transcript(hiding: dataset.path), equals: "diff-\(failure.name)")
    #expect(run.status == 2)
  }
}
