import Documents
import JSONSchema
import Testing

@Suite("References")
struct ReferenceTests {
  /// A folder of schema files.
  private struct Folder {
    let files: [String: String]
    let asked = Asked()

    final class Asked {
      var references: [SchemaReference] = []
    }

    func load(_ reference: SchemaReference) -> LoadedSchema? {
      asked.references.append(reference)
      switch reference {
      case .file(let path):
        return files[path].map { LoadedSchema(root: yaml($0).root, location: path) }
      case .id(let id):
        for (path, text) in files.sorted(by: { $0.key < $1.key }) {
          let root = yaml(text).root
          if root["$id"]?.string == id { return LoadedSchema(root: root, location: path) }
        }
        return nil
      }
    }
  }

  private func failures(_ files: [String: String], _ record: String) throws -> [String] {
    let folder = Folder(files: files)
    let schema = try Schema.compile(
      yaml(files["Schemas/a.json"] ?? "").root, location: "Schemas/a.json", load: folder.load)
    return schema.failures(of: yaml(record).root).map(\.schemaLocation)
  }

  @Test("A file beside the schema")
  func file() throws {
    let found = try failures(
      [
        "Schemas/a.json": "$ref: parts/b.json#/$defs/x",
        "Schemas/parts/b.json": "$defs: {x: {$ref: ../c.json}}", "Schemas/c.json": "type: integer",
      ], "text")
    #expect(found == ["Schemas/c.json#/type"])
  }

  @Test("A schema by its identifier")
  func identifier() throws {
    let found = try failures(
      [
        "Schemas/a.json": "$ref: https://example.org/b",
        "Schemas/b.json": "$id: https://example.org/b\ntype: integer",
      ], "text")
    #expect(found == ["Schemas/b.json#/type"])
  }

  @Test("A file beside a schema that has an identifier")
  func fileBesideIdentifier() throws {
    let found = try failures(
      [
        "Schemas/a.json":
          "$id: https://example.org/schemas/a.json\n$ref: b.json\n$defs: {x: {type: integer}}",
        "Schemas/b.json": "$ref: 'a.json#/$defs/x'",
      ], "text")
    #expect(found == ["Schemas/a.json#/$defs/x/type"])
  }

  @Test("Files that refer to each other")
  func cycle() throws {
    let found = try failures(
      [
        "Schemas/a.json": "properties: {b: {$ref: b.json}}",
        "Schemas/b.json": "type: object\nproperties: {a: {$ref: a.json}}",
      ], "b: {a: {b: 1}}")
    #expect(found == ["Schemas/b.json#/type"])
  }

  @Test("A schema that is part of another file")
  func part() throws {
    let file = yaml("name: x\npublish: {$ref: '#/$defs/p', $defs: {p: {required: [p]}}}")
    let publish = try #require(file.root["publish"])
    let schema = try Schema.compile(publish, location: "bindery.yml")
    #expect(schema.accepts(yaml("p: 1").root))
    let record = yaml("- {p: 1}\n- {q: 1}")
    let found = try schema.failures(of: #require(record.root[1]))
    #expect(found.map(\.schemaLocation) == ["bindery.yml#/publish/$defs/p/required"])
    #expect(found.map(\.pointer) == ["/1"])
  }

  @Test("The published meta-schemas are known", arguments: Draft.allCases)
  func metaSchemas(_ draft: Draft) throws {
    let schema = try Schema.compile(
      json("{\"$schema\": \"\(draft.uri)\", \"$ref\": \"\(draft.uri)\"}").root, location: "s.json")
    #expect(schema.accepts(json("{\"minLength\": 5}").root))
    #expect(!schema.accepts(json("{\"minLength\": \"5\"}").root))
  }

  @Test("A vocabulary of one's own switches keywords off")
  func vocabulary() throws {
    let files = [
      "Schemas/a.json": "$schema: https://example.org/meta\nminLength: 5\nproperties: {a: false}",
      "Schemas/meta.json": """
      $schema: https://json-schema.org/draft/2020-12/schema
      $id: https://example.org/meta
      $vocabulary:
        https://json-schema.org/draft/2020-12/vocab/core: true
        https://json-schema.org/draft/2020-12/vocab/applicator: true
      """,
    ]
    #expect(try failures(files, "abc") == [])
    #expect(try failures(files, "a: 1") == ["Schemas/a.json#/properties/a"])
  }
}
