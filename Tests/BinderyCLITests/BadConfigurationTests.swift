import Foundation
import TestSupport
import Testing

/// What can be wrong with bindery.yml and the schemas that it names.
struct BadConfigurationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let spoil: @Sendable (SampleDataset) throws -> Void
    var testDescription: String { name }

    init(_ name: String, _ spoil: @escaping @Sendable (SampleDataset) throws -> Void) {
      self.name = name
      self.spoil = spoil
    }

    /// bindery.yml with one text replaced.
    init(_ name: String, replacing text: String, with replacement: String) {
      self.init(name) {
        try $0.folder.write(
          SampleDataset.configuration.replacing(text, with: replacement), to: "bindery.yml")
      }
    }

    init(_ name: String, schema: String) {
      self.init(name) { try $0.folder.write(schema, to: "Schemas/tree.schema.json") }
    }
  }

  static let cases: [Case] = [
    Case("empty", { try $0.folder.write("", to: "bindery.yml") }),
    Case("missing", { try FileManager.default.removeItem(atPath: $0.path + "/bindery.yml") }),
    Case("syntax", replacing: "title: Street", with: "title: \"Street"),
    Case("unknown-member", replacing: "license:", with: "licence:"),
    Case("wrong-type", replacing: "include: Records/trees/**/*.md", with: "include: 5"),
    Case("name-with-capital", replacing: "name: city-trees", with: "name: City Trees"),
    Case("glob-outside", replacing: "Records/trees/**", with: "../trees/**"),
    Case("glob-unclosed", replacing: "*.md", with: "*.{md"),
    Case("key-not-a-pointer", replacing: "    schema:", with: "    key: species\n    schema:"),
    Case(
      "publish-unknown-extension", replacing: "properties: { published: { const: true } }",
      with: "{ x-foo: 1 }"),
    Case(
      "links", replacing: "ignore:",
      with: """
        links:
          timeout: 20
          interval: 90m
          perHost: 0
          ports: [80, 70000]
          retries: 5
          suppress:
            - { prefix: slow.example, until: 2027-02-30 }
            - { prefix: https://slow.example/, reason: "slow", until: 2027-06-30 }
            - { prefix: https://slow.example/, reason: "very slow", until: 2028-06-30 }
        ignore:
        """),
    Case("schema-missing", replacing: "tree.schema.json", with: "bush.schema.json"),
    Case("schema-not-json", schema: "type: object\n"),
    Case("schema-unknown-extension", schema: "{ \"type\": \"object\",\n  \"x-lnik\": true }\n"),
    Case(
      "schema-wrong-extension-value",
      schema: "{ \"properties\": { \"a\": {\n  \"x-link\": \"yes\" } } }\n"),
    Case(
      "schema-unresolved-reference",
      schema: "{\n  \"properties\": { \"a\": { \"$ref\": \"#/$defs/b\" } }\n}\n"),
    Case("schema-wrong-keyword-value", schema: "{\n  \"minLength\": \"three\"\n}\n"),
    Case("schema-wrong-type-name", schema: "{\n  \"type\": \"strnig\"\n}\n"),
    Case("schema-invalid-pattern", schema: "{\n  \"pattern\": \"(\"\n}\n"),
    Case("schema-unknown-draft", schema: "{\n  \"$schema\": \"https://example.org/draft\"\n}\n"),
    Case("schema-reference-loop", schema: "{\n  \"$ref\": \"#\"\n}\n"),
  ]

  /// Schemas refer to each other by file, by `$id`, and by an address beside their own.
  @Test(arguments: [
    ("file", "", "common.json#/$defs/height", ""),
    (
      "identifier", "https://example.org/s/tree.json", "https://example.com/c.json#/$defs/height",
      "https://example.com/c.json"
    ),
    ("beside", "https://example.org/s/tree.json", "common.json#/$defs/height", ""),
  ])
  func referencesBetweenFiles(
    name: String, identifier: String, reference: String, target: String
  ) async throws {
    let dataset = try SampleDataset()
    let own = identifier.isEmpty ? "" : "\"$id\": \"\(identifier)\", "
    let other = target.isEmpty ? "" : "\"$id\": \"\(target)\", "
    try dataset.folder.write(
      "{ \(own)\"properties\": { \"height\": { \"$ref\": \"\(reference)\" } } }\n",
      to: "Schemas/tree.schema.json")
    try dataset.folder.write(
      "{ \(other)\"$defs\": { \"height\": { \"maximum\": 5 } } }\n", to: "Schemas/common.json")
    try dataset.folder.write("not JSON", to: "Schemas/another.json")
    let run = await CommandRun.bindery("validate", in: dataset.path)
    try Golden.expect(run.transcript(hiding: dataset.path), equals: "reference-\(name)")
    #expect(run.status == 1)
    try dataset.folder.write(SampleDataset.record("height: 4\n"), to: "Records/trees/a.md")
    try dataset.commit()
    #expect(await CommandRun.bindery("export", "--quiet", in: dataset.path).status == 0)
    let names = try Shell.run(
      "tar", "-tzf", "Exports/city-trees/1.0.0/city-trees-1.0.0.tar.gz", in: dataset.path)
    #expect(names.contains("/schemas/common.json\n"))
    #expect(names.contains("/schemas/tree.schema.json\n"))
    #expect(!names.contains("another.json"))
  }

  @Test(arguments: cases)
  func validate(_ sample: Case) async throws {
    let dataset = try SampleDataset()
    try sample.spoil(dataset)
    let run = await CommandRun.bindery("validate", in: dataset.path)
    #expect(run.status == 2)
    try Golden.expect(run.transcript(hiding: dataset.path), equals: "configuration-\(sample.name)")
  }
}
