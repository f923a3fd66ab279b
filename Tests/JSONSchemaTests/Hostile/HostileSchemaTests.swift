import Documents
import JSONSchema
import Testing

/// Schemas and records made to keep a validator busy, or to bring it down.
@Suite("Hostile schemas")
struct HostileSchemaTests {
  private func compile(_ text: String) throws -> Schema {
    try Schema.compile(json(text, maximumNesting: 6000).root, location: "s.json")
  }

  private func repeated(_ start: String, _ middle: String, _ end: String, _ count: Int) -> String {
    String(repeating: start, count: count) + middle + String(repeating: end, count: count)
  }

  @Test("5,000 levels of references are no stack")
  func chainOfReferences() throws {
    let links = (0..<5000).map { "\"d\($0)\": {\"$ref\": \"#/$defs/d\($0 + 1)\"}" }
    let schema = try compile(
      "{\"$ref\": \"#/$defs/d0\", \"$defs\": {\(links.joined(separator: ",")), \"d5000\": "
        + "{\"type\": \"integer\"}}}")
    #expect(schema.accepts(json("1").root))
    #expect(
      schema.failures(of: json("\"x\"").root).map(\.schemaLocation) == ["s.json#/$defs/d5000/type"])
  }

  @Test("A reader refuses what is nested 5,000 deep")
  func readerRefuses() {
    let text = repeated("{\"not\":", "true", "}", 5000)
    let parsed = DocumentReader.read(Array(text.utf8), as: .json)
    #expect(!parsed.hasValues)
    #expect(parsed.issues.map(\.code.id) == ["json/nesting"])
  }

  @Test("Schemas nested deep in place are given up, not followed")
  func nestedInPlace() throws {
    let schema = try compile(repeated("{\"allOf\":[", "{\"type\":\"integer\"}", "]}", 1200))
    #expect(!schema.accepts(json("1").root))
    #expect(schema.failures(of: json("1").root).map(\.keyword) == ["evaluation-limit"])
    #expect(schema.shape().root.members.isEmpty)
  }

  @Test("Schemas nested deep by members are followed as deep as the record is")
  func nestedMembers() throws {
    let schema = try compile(
      repeated("{\"properties\":{\"a\":", "{\"type\":\"integer\"}", "}}", 1200))
    #expect(schema.accepts(json("{\"a\": {\"a\": 1}}").root))
    #expect(schema.failures(of: json("{\"a\": {\"a\": 1}}").root).isEmpty)
  }

  @Test("Under 'not', what is given up does not count as different")
  func limitInsideNot() throws {
    let schema = try compile("{\"not\": {\"pattern\": \"^(a+)+$\"}}")
    let record = json("\"\(String(repeating: "a", count: 60))!\"")
    #expect(!schema.accepts(record.root))
    #expect(schema.failures(of: record.root).map(\.keyword) == ["pattern-limit"])
  }

  @Test("Alternatives that multiply are given up")
  func alternatives() throws {
    let branch = "{\"properties\": {\"c\": {\"$ref\": \"#/$defs/n\"}}, \"required\": [\"c\"]}"
    let schema = try compile(
      """
      {"$ref": "#/$defs/n", "$defs": {"n": {"oneOf": [\(branch), \(branch), {"type": "integer"}]}}}
      """)
    let record = json(repeated("{\"c\":", "\"x\"", "}", 200))
    var failures: [SchemaFailure] = []
    let elapsed = ContinuousClock().measure { failures = schema.failures(of: record.root) }
    #expect(failures.map(\.keyword) == ["evaluation-limit"])
    #expect(elapsed < .seconds(10))
  }

  @Test("An enum of a MiB is looked up, not searched")
  func largeEnum() throws {
    let values = (0..<60_000).map { "\"value-\($0)-x\"" }
    let schema = try compile("{\"items\": {\"enum\": [\(values.joined(separator: ","))]}}")
    let record = json("[\(values.joined(separator: ","))]")
    let elapsed = ContinuousClock().measure { #expect(schema.accepts(record.root)) }
    #expect(elapsed < .seconds(2))
    #expect(schema.failures(of: json("[\"value-59999-y\"]").root).count == 1)
  }

  @Test("Many elements are compared by their hashes")
  func manyElements() throws {
    let schema = try compile("{\"uniqueItems\": true, \"x-unique-by\": [\"a\"]}")
    let objects = (0..<50_000).map { "{\"a\": \($0)}" }.joined(separator: ",")
    let elapsed = ContinuousClock().measure {
      #expect(schema.accepts(json("[\(objects)]").root))
      #expect(!schema.accepts(json("[\(objects), {\"a\": 7.0}]").root))
    }
    #expect(elapsed < .seconds(10))
  }

  @Test(
    "Numbers too large to write out",
    arguments: [
      ("{\"multipleOf\": 3}", "1e1000000000", false),
      ("{\"type\": \"integer\"}", "1e1000000000", true),
      ("{\"maximum\": 1e1000000000}", "1e999999999", true),
      ("{\"const\": 1e1000000000}", "10e999999999", true),
      ("{\"minLength\": 1e30}", "\"a\"", false),
    ])
  func exponents(_ schema: String, _ record: String, _ expected: Bool) throws {
    #expect(try compile(schema).accepts(json(record).root) == expected)
  }
}
