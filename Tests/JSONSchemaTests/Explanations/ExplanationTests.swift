import Documents
import JSONSchema
import TestSupport
import Testing

extension ExplanationCase {
  /// What is said: for each failure its keyword and places, its message and its help.
  func explanation() throws -> String {
    var options = SchemaOptions()
    options.now = Self.now
    let schema = try Schema.compile(
      yaml(schema).root, location: "s.json", options: options)
    let record = yaml(record)
    return schema.failures(of: record.root).map { failure in
      let kind = failure.isWarning ? "warning " : ""
      let place = "\(failure.pointer)\(failure.isKey ? " (name)" : "")"
      var lines = "\(kind)\(failure.keyword) at \(place), \(failure.schemaLocation)"
      lines += "\n  \(failure.message)"
      if let help = failure.help { lines += "\n  = \(help)" }
      return lines
    }.joined(separator: "\n")
  }
}

@Suite("Explanations")
struct ExplanationTests {
  @Test("Each failure is explained at the narrowest place", arguments: ExplanationCase.all)
  func explains(_ example: ExplanationCase) throws {
    #expect(try example.explanation() == example.expected)
  }

  @Test("Explaining and accepting agree", arguments: ExplanationCase.all)
  func agrees(_ example: ExplanationCase) throws {
    var options = SchemaOptions()
    options.now = ExplanationCase.now
    let schema = try Schema.compile(
      yaml(example.schema).root, location: "s.json", options: options)
    let record = yaml(example.record)
    #expect(
      schema.accepts(record.root)
        == schema.failures(of: record.root).allSatisfy(\.isWarning))
  }
}

@Suite("Limits of explanations")
struct ExplanationLimitTests {
  private func failures(
    _ schema: String, _ record: String, maximum: Int
  ) throws -> [SchemaFailure] {
    var options = SchemaOptions()
    options.maximumFailureCount = maximum
    return try Schema.compile(yaml(schema).root, location: "s.json", options: options)
      .failures(of: yaml(record).root)
  }

  private static let nested =
    "items: {properties: {a: {items: {properties: {b: {type: integer}}}}}}"

  @Test("All failures of a record come up to the limit, however deep", arguments: [1, 7, 30, 50])
  func limit(_ maximum: Int) throws {
    let record = "[" + String(repeating: "{a: [{b: x}, {b: y}]}, ", count: 15) + "]"
    let found = try failures(Self.nested, record, maximum: maximum)
    #expect(found.count == Swift.min(maximum, 30))
  }

  @Test("They stand in the order of the record")
  func order() throws {
    let found = try failures(
      "allOf: [{properties: {b: {type: integer}}}, {properties: {a: {type: integer}}}]",
      "{a: x, b: y}", maximum: 9)
    #expect(found.map(\.pointer) == ["/a", "/b"])
  }
}
