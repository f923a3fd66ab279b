import Documents
import JSONSchema
import Testing

@Suite("Shapes")
struct SchemaShapeTests {
  private func shape(_ schema: String) throws -> SchemaShape {
    var options = SchemaOptions()
    options.extensions["x-export"] = { _ in nil }
    return try Schema.compile(yaml(schema).root, location: "s.json", options: options).shape()
  }

  @Test("Members stand in the order of the text, those of combined schemas behind")
  func order() throws {
    let shape = try shape(
      """
      $ref: "#/$defs/base"
      properties: {z: true, a: true}
      anyOf: [{properties: {c: true}}, {properties: {b: true, a: true}}]
      if: {properties: {kind: {const: 1}}}
      then: {properties: {d: true}}
      else: {properties: {e: true}}
      dependentSchemas: {a: {properties: {f: true}}}
      $defs: {base: {properties: {id: true}}}
      """)
    #expect(
      shape.root.members.map(\.name) == ["z", "a", "id", "c", "b", "kind", "d", "e", "f"])
  }

  @Test("What is declared in several places counts together")
  func union() throws {
    let shape = try shape(
      """
      properties: {a: {type: string, title: First}}
      allOf: [{properties: {a: {x-export: omit, type: "null", title: Second}}}]
      """)
    let member = try #require(shape.root.members(named: "a").first)
    #expect(member.hasExtension("x-export"))
    #expect(member.types == [.string, .null])
    #expect(member.title == "First")
    #expect(!shape.root.hasExtension("x-export"))
    #expect(shape.root.members(named: "b").first == nil)
  }

  @Test("Members and elements that are not named")
  func others() throws {
    let shape = try shape(
      """
      properties: {a: {prefixItems: [{title: first}], items: {title: rest}}}
      patternProperties: {"^n_": {title: pattern}}
      additionalProperties: {title: other}
      """)
    #expect(shape.root.members(named: "n_x").first?.title == "pattern")
    #expect(shape.root.members(named: "x").first?.title == "other")
    #expect(shape.root.members(named: "a").first?.item(at: 0)?.title == "first")
    #expect(shape.root.members(named: "a").first?.item(at: 7)?.title == "rest")
    #expect(shape.root.item(at: 0) == nil)
  }

  @Test("A reference keeps its own title, and has the rest of its target")
  func references() throws {
    let shape = try shape(
      """
      properties: {url: {$ref: "#/$defs/url", title: Own}}
      $defs: {url: {title: Target, description: An address, format: uri, type: string}}
      """)
    let member = try #require(shape.root.members(named: "url").first)
    #expect(member.title == "Own")
    #expect(member.description == "An address")
    #expect(member.format == "uri")
    #expect(member.types == .string)
  }

  @Test("A recursive schema comes to an end")
  func recursion() throws {
    let shape = try shape(
      """
      $ref: "#/$defs/n"
      $defs: {n: {properties: {next: {$ref: "#/$defs/n"}, list: {items: {$ref: "#/$defs/n"}}}}}
      """)
    let next = try #require(shape.root.members(named: "next").first)
    #expect(next.members(named: "next").first?.id == next.id)
    #expect(next.members(named: "list").first?.item(at: 0)?.id == next.id)
  }
}
