import Documents
import JSONSchema
import Testing

@Suite("Keywords of the caller")
struct VisitorTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let schema: String
    let record: String
    let expected: [String]
  }

  static let examples = [
    Example(
      testDescription: "members, elements and references",
      schema: """
        properties: {url: {$ref: "#/$defs/url"}, images: {items: {$ref: "#/$defs/image"}}}
        $defs: {url: {x-a: url}, image: {x-a: image, properties: {url: {$ref: "#/$defs/url"}}}}
        """,
      record: "{url: u, images: [{url: v}], other: w}",
      expected: ["url /url", "image /images/0", "url /images/0/url"]),
    Example(
      testDescription: "a record that fails elsewhere",
      schema: "required: [title]\nproperties: {url: {type: integer, x-a: url}}",
      record: "url: u", expected: ["url /url"]),
    Example(
      testDescription: "only the branches that accept",
      schema: """
        properties:
          a: {anyOf: [{type: string, x-a: text}, {type: integer, x-a: number}]}
          b: {oneOf: [{const: 1, x-a: one}, {const: 2, x-a: two}]}
        """,
      record: "{a: x, b: 2}", expected: ["text /a", "two /b"]),
    Example(
      testDescription: "if, then and else",
      schema: """
        items: {if: {type: string}, then: {x-a: text}, else: {x-a: other}}
        """,
      record: "[x, 1]", expected: ["text /0", "other /1"]),
    Example(
      testDescription: "other members and elements",
      schema: """
        properties: {a: true}
        patternProperties: {"^n_": {x-a: named}}
        additionalProperties: {prefixItems: [{x-a: first}], items: {x-a: rest}, x-a: additional}
        """,
      record: "{a: 1, n_a: 1, c: [1, 2]}",
      expected: ["named /n_a", "additional /c", "first /c/0", "rest /c/1"]),
    Example(
      testDescription: "unevaluated members and elements",
      schema: """
        allOf: [{properties: {a: true}}]
        unevaluatedProperties: {x-a: rest, prefixItems: [true], unevaluatedItems: {x-a: element}}
        """,
      record: "{a: 1, b: [1, 2]}", expected: ["rest /b", "element /b/1"]),
    Example(
      testDescription: "dependentSchemas and contains",
      schema: """
        dependentSchemas: {a: {x-a: dependent}}
        properties: {c: {contains: {type: string, x-a: contained}}}
        """,
      record: "{a: 1, c: [1, x]}", expected: ["contained /c/1", "dependent "]),
    Example(
      testDescription: "once, whatever the number of ways",
      schema: """
        allOf: [{$ref: "#/$defs/a"}, {$ref: "#/$defs/b"}]
        $defs:
          a: {properties: {url: {$ref: "#/$defs/url"}}}
          b: {properties: {url: {$ref: "#/$defs/url"}}}
          url: {x-a: url}
        """,
      record: "url: u", expected: ["url /url"]),
    Example(
      testDescription: "a recursive schema",
      schema: """
        $ref: "#/$defs/n"
        $defs: {n: {x-a: node, properties: {next: {$ref: "#/$defs/n"}}}}
        """,
      record: "next: {next: 1}", expected: ["node ", "node /next", "node /next/next"]),
    Example(
      testDescription: "beside a reference",
      schema: """
        properties: {url: {$ref: "#/$defs/url", x-a: beside}}
        $defs: {url: {x-a: behind}}
        """,
      record: "url: u", expected: ["beside /url", "behind /url"]),
  ]

  @Test("Each use is visited at the values it applies to", arguments: examples)
  func visits(_ example: Example) throws {
    var options = SchemaOptions()
    options.extensions["x-a"] = { _ in nil }
    let schema = try Schema.compile(
      yaml(example.schema).root, location: "s.json", options: options)
    var visits: [String] = []
    schema.visitExtensions(of: yaml(example.record).root) { id, value in
      let use = schema.extensionUses[id]
      #expect(use.id == id)
      visits.append("\(use.value.string ?? "") \(value.pointer)")
    }
    #expect(visits == example.expected)
  }

  @Test(
    "Relative pointers",
    arguments: [
      ("/images/0/url", "0", "u"), ("/images/0/url", "1/width", "5"),
      ("/images/0/url", "3/domain", "d"), ("/images/0/url", "/x", nil),
      ("/images/0", "0/width", "5"), ("/images/0", "0+1/width", "6"),
      ("/images/1", "0-1/width", "5"), ("/images/0", "0-1", nil), ("/images/0", "9", nil),
      ("", "domain", "d"), ("", "/images/1/width", "6"), ("/images/0/url", "1/missing", nil),
    ] as [(String, String, String?)])
  func relativePointers(_ start: String, _ path: String, _ expected: String?) throws {
    let record = yaml("{domain: d, images: [{url: u, width: 5}, {url: v, width: 6}]}")
    var value = record.root
    for token in start.split(separator: "/") {
      value = try #require(Int(token).map { value[$0] } ?? value[String(token)])
    }
    let found = try #require(ValuePath(path)).resolve(from: value)
    #expect(found.map { $0.string ?? $0.numberText ?? "" } == expected)
  }

  @Test("What is no path", arguments: ["01/a", "1a", "1+0", "/~2", "1/~"])
  func noPaths(_ text: String) {
    #expect(ValuePath(text) == nil)
  }
}
