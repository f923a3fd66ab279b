import Foundation
import TestSupport
import Testing

/// The meta-schema of our keywords and the reader of schemas say the same.
struct VocabularyTests {
  /// Keywords with a value, and whether both are right.
  static let cases: [(keyword: String, value: String, isRight: Bool)] = [
    ("x-link", "true", true), ("x-link", "false", true), ("x-link", "{}", true),
    ("x-link", #"{ "live": false, "schemes": ["https"], "hostWithin": "1/domain" }"#, true),
    ("x-link", #"{ "ampCacheOf": "1/ampWebUrl" }"#, true), ("x-link", "1", false),
    ("x-link", #"{ "alive": false }"#, false), ("x-link", #"{ "live": "no" }"#, false),
    ("x-link", #"{ "schemes": [] }"#, false), ("x-link", #"{ "schemes": ["HTTPS"] }"#, false),
    ("x-image", #"{ "url": "url" }"#, true),
    ("x-image", #"{ "url": "u", "width": "w", "height": "h", "type": "t" }"#, true),
    ("x-image", #"{ "width": "w" }"#, false), ("x-image", #"{ "url": 1 }"#, false),
    ("x-image", #"{ "url": "u", "depth": "d" }"#, false), ("x-image", "true", false),
    ("x-unique", "true", true), ("x-unique", "\"yes\"", false),
    ("x-unique-by", #"["url"]"#, true), ("x-unique-by", "[]", false),
    ("x-unique-by", "\"url\"", false),
    ("x-reference", "\"sites\"", true), ("x-reference", "true", false),
    ("x-reference", "\"\"", false),
    ("x-order", #"[["a", "<", "b"]]"#, true), ("x-order", #"[["a", ">", "b"]]"#, false),
    ("x-order", #"[["a", "<"]]"#, false), ("x-order", #"["a", "<", "b"]"#, false),
    ("x-not-after", "\"now\"", true), ("x-not-after", "\"now+P7D\"", true),
    ("x-not-after", "\"tomorrow\"", false), ("x-not-after", "7", false),
    ("x-export", "\"omit\"", true), ("x-export", "\"keep\"", false), ("x-export", "true", false),
    ("x-message", "\"say\"", true), ("x-message", "1", false),
    ("x-unknown", "true", false), ("x-links", "true", false), ("deprecated", "true", true),
    ("deprecated", "\"yes\"", false),
  ]

  @Test(arguments: cases)
  func sameVerdict(keyword: String, value: String, isRight: Bool) async throws {
    let schema = "{ \"properties\": { \"a\": { \"\(keyword)\": \(value) } } }\n"
    let folder = try TemporaryFolder()
    try folder.write(
      "name: a\ncollections: [{ name: a, include: record.yml, schema: schema.json }]\n",
      to: "bindery.yml")
    try folder.write(schema, to: "schema.json")
    try folder.write("b: 1\n", to: "record.yml")
    let reader = await CommandRun.bindery("validate", in: folder.path)
    #expect(reader.status == (isRight ? 0 : 2), "reader: \(reader.standardError)")
    let meta = try await validateAsRecords(["a.json": schema])
    #expect(meta.status == (isRight ? 0 : 1), "meta-schema: \(meta.standardOutput)")
  }

  @Test func schemasOfTheProject() async throws {
    var schemas: [String: String] = [:]
    for name in ["bindery", "catalog", "manifest", "news", "organization", "report", "vocabulary"] {
      schemas["\(name).json"] = try String(
        contentsOfFile: "\(ProjectFolder.root)/Schemas/\(name).schema.json", encoding: .utf8)
    }
    let run = try await validateAsRecords(schemas)
    #expect(run.status == 0, "\(run.standardOutput)\(run.standardError)")
  }

  /// Schemas are JSON, so they can be records of a dataset whose schema is the meta-schema.
  private func validateAsRecords(_ schemas: [String: String]) async throws -> CommandRun {
    let folder = try TemporaryFolder()
    try folder.write(
      "name: schemas\ncollections: [{ name: schemas, include: s/*.json, schema: vocabulary.schema.json }]\n",
      to: "bindery.yml")
    try Shell.run("cp", ProjectFolder.root + "/Schemas/vocabulary.schema.json", folder.path)
    for (name, text) in schemas { try folder.write(text, to: "s/" + name) }
    return await CommandRun.bindery("validate", in: folder.path)
  }
}
