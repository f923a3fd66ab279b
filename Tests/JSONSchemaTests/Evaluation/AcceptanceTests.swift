import Documents
import JSONSchema
import Testing

/// What stands at the borders of each keyword; the official suite has the rest.
@Suite("Accepting")
struct AcceptanceTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let schema: String
    let accepted: [String]
    let refused: [String]

    init(_ schema: String, accepts accepted: [String], refuses refused: [String]) {
      self.schema = schema
      self.accepted = accepted
      self.refused = refused
    }

    var testDescription: String { schema }
  }

  static let examples = [
    Example(
      "{minimum: 1, maximum: 3}", accepts: ["1", "3", "1.0", "2.5", "a"],
      refuses: ["0", "4", "0.99", "3.01", "-1"]),
    Example(
      "{exclusiveMinimum: 1, exclusiveMaximum: 3}", accepts: ["2", "1.01", "2.99"],
      refuses: ["1", "3", "1.0", "3.0"]),
    Example(
      "{minimum: 0.5, maximum: 1.5}", accepts: ["0.5", "1", "1.5"], refuses: ["0", "2", "1.6"]),
    Example(
      "{minimum: -999999999999999999, maximum: 999999999999999999}",
      accepts: ["999999999999999999", "-999999999999999999"],
      refuses: ["1000000000000000000", "-1000000000000000000"]),
    Example("{multipleOf: 0.01}", accepts: ["1.01", "0", "-5"], refuses: ["1.001"]),
    Example("{type: integer}", accepts: ["1", "1.0", "1e3"], refuses: ["1.5", "\"1\"", "true"]),
    Example("{type: [integer, string]}", accepts: ["1", "a"], refuses: ["1.5", "null"]),
    Example("{type: [integer, number]}", accepts: ["1", "1.5"], refuses: ["null"]),
    Example(
      "{minLength: 2, maxLength: 3}", accepts: ["ab", "äöü", "🐲🐲", "[1]"],
      refuses: ["a", "abcd", "🐲", "äöüß"]),
    Example(
      "{minItems: 1, maxItems: 2}", accepts: ["[1]", "[1, 2]"], refuses: ["[]", "[1, 2, 3]"]),
    Example(
      "{minProperties: 1, maxProperties: 2}", accepts: ["{a: 1}", "{a: 1, b: 2}"],
      refuses: ["{}", "{a: 1, b: 2, c: 3}"]),
    Example(
      "{uniqueItems: true}", accepts: ["[1, true, \"1\", [1], {a: 1}]", "[{a: 1}, {a: 2}]"],
      refuses: ["[1, 1.0]", "[{a: 1, b: 2}, {b: 2, a: 1}]", "[[1, 2], [1, 2]]"]),
    Example(
      "{uniqueItems: true}",
      accepts: ["[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]"],
      refuses: ["[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 1e1]"]),
    Example(
      "{enum: [a, 1, null, true, [1, {b: 2, c: 3}]]}",
      accepts: ["a", "1.0", "null", "true", "[1, {c: 3.0, b: 2}]"],
      refuses: ["b", "2", "false", "[1]", "[1, {b: 2}]", "{}"]),
    Example("{const: false}", accepts: ["false"], refuses: ["true", "0", "null", "[]"]),
    Example(
      "{required: [a, b], properties: {a: {type: integer}}}",
      accepts: ["{a: 1, b: 2}", "{b: 2, a: 1, c: 3}", "[]"],
      refuses: ["{a: 1}", "{a: x, b: 2}", "{a: 1, c: 2}"]),
    Example(
      "{properties: {abcdefgh: {type: integer}, abcdefghabcdefgh: {type: integer}, "
        + "abcdefgh-abcdefgh: {type: integer}}, additionalProperties: {type: string}}",
      accepts: ["{abcdefgh: 1, abcdefghabcdefgh: 1, abcdefgh-abcdefgh: 1}", "{abcdefgi: x}"],
      refuses: ["{abcdefgh+abcdefgh: 1}", "{abcdefgh-abcdefgh: x}", "{abcdefg: 1}", "{a: 1}"]),
    Example(
      "{contains: {type: integer}, minContains: 2, maxContains: 3}",
      accepts: ["[1, a, 2]", "[1, 2, 3]"], refuses: ["[1]", "[1, 2, 3, 4]", "[]"]),
    Example("{contains: {type: integer}, minContains: 0}", accepts: ["[]", "[a]"], refuses: []),
    Example(
      "{oneOf: [{type: integer}, {minimum: 2}]}", accepts: ["1", "2.5"], refuses: ["3", "1.5"]),
    Example("{not: {type: integer}}", accepts: ["a"], refuses: ["1"]),
    Example(
      "{x-order: [[a, <, b]]}",
      accepts: ["{a: 1, b: 2}", "{a: 1}", "{a: 1, b: x}", "{a: x, b: a}"],
      refuses: ["{a: 2, b: 2}", "{a: 2024-01-02, b: 2024-01-01}"]),
    Example(
      "{x-unique-by: [u]}", accepts: ["[{u: 1}, {u: 2}, {}, {}, 5]"], refuses: ["[{u: 1}, {u: 1}]"]),
    Example(
      "{x-not-after: now}", accepts: ["2026-09-21", "\"2026-09-21T14:13:20Z\"", "soon", "5"],
      refuses: ["2026-09-22", "\"2026-09-21T14:13:21Z\"", "\"2026-09-21T14:13:20.5Z\""]),
    Example("{x-not-after: now+P1D}", accepts: ["2026-09-22"], refuses: ["2026-09-23"]),
    Example("{format: date}", accepts: ["2024-02-29", "5"], refuses: ["2023-02-29", "a"]),
    Example("{format: no-such-format}", accepts: ["a"], refuses: []),
    Example("{deprecated: true}", accepts: ["a"], refuses: []),
  ]

  @Test("Borders", arguments: examples)
  func borders(_ example: Example) throws {
    var options = SchemaOptions()
    options.now = 1_790_000_000  // 2026-09-21T14:13:20Z
    let schema = try Schema.compile(
      yaml(example.schema).root, location: "s.json", options: options)
    for record in example.accepted {
      #expect(schema.accepts(yaml(record).root), "\(record)")
      #expect(!schema.failures(of: yaml(record).root).contains { !$0.isWarning }, "\(record)")
    }
    for record in example.refused {
      #expect(!schema.accepts(yaml(record).root), "\(record)")
      let failures = schema.failures(of: yaml(record).root)
      #expect(!failures.isEmpty, "\(record)")
      #expect(!failures.contains { $0.keyword == "schema" }, "\(record)")
    }
  }

  @Test("One schema serves many threads")
  func threads() async throws {
    let schema = try Schema.compile(
      yaml("items: {pattern: '^[a-z]+$', format: hostname}").root, location: "s.json")
    let good = yaml("[abc, def, ghi]")
    let bad = yaml("[abc, d1f, ghi]")
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 {
        group.addTask {
          (0..<500).allSatisfy { _ in schema.accepts(good.root) && !schema.accepts(bad.root) }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
