import Documents
import JSONSchema
import Testing

/// Whether a schema accepts less than an earlier one.
struct SchemaComparisonTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let earlier: String
    let later: String
    let verdict: SchemaComparison.Verdict
    var testDescription: String { "\(earlier) → \(later)" }

    init(_ earlier: String, _ later: String, _ verdict: SchemaComparison.Verdict) {
      self.earlier = earlier
      self.later = later
      self.verdict = verdict
    }
  }

  private static func compare(_ earlier: String, _ later: String) throws -> SchemaComparison {
    var options = SchemaOptions()
    options.extensions = ["x-link": { _ in nil }, "x-unique": { _ in nil }]
    let old = try Schema.compile(json(earlier).root, location: "old.json", options: options)
    let new = try Schema.compile(json(later).root, location: "new.json", options: options)
    return new.compared(with: old)
  }

  static let cases: [Case] = [
    // What only describes.
    Case(
      #"{"type":"string","title":"A"}"#,
      #"{"type":"string","title":"B","description":"c","examples":[1],"$comment":"d","default":1,"deprecated":true,"x-message":"e"}"#,
      .acceptsAll),
    Case(#"{"minimum":1,"type":"integer"}"#, #"{"type":"integer","minimum":1}"#, .acceptsAll),
    Case(#"true"#, #"{}"#, .acceptsAll),
    Case(#"{}"#, #"false"#, .acceptsLess),
    Case(#"false"#, #"{"type":"string","pattern":"a"}"#, .acceptsAll),
    // Types.
    Case(#"{"type":"string"}"#, #"{"type":["string","null"]}"#, .acceptsAll),
    Case(#"{"type":["string","null"]}"#, #"{"type":"string"}"#, .acceptsLess),
    Case(#"{"type":"integer"}"#, #"{"type":"number"}"#, .acceptsAll),
    Case(#"{"type":"number"}"#, #"{"type":"integer"}"#, .acceptsLess),
    Case(#"{"multipleOf":2,"type":"number"}"#, #"{"type":"integer"}"#, .acceptsAll),
    // Numbers.
    Case(#"{"maximum":90}"#, #"{"maximum":100}"#, .acceptsAll),
    Case(#"{"maximum":100}"#, #"{"maximum":90}"#, .acceptsLess),
    Case(#"{"exclusiveMaximum":5}"#, #"{"maximum":5}"#, .acceptsAll),
    Case(#"{"maximum":5}"#, #"{"exclusiveMaximum":5}"#, .acceptsLess),
    Case(#"{"minimum":1.5}"#, #"{"exclusiveMinimum":1}"#, .acceptsAll),
    Case(#"{"multipleOf":6}"#, #"{"multipleOf":3}"#, .acceptsAll),
    Case(#"{"multipleOf":3}"#, #"{"multipleOf":6}"#, .acceptsLess),
    // Strings.
    Case(#"{"minLength":3}"#, #"{"minLength":2}"#, .acceptsAll),
    Case(#"{"maxLength":3}"#, #"{"maxLength":2}"#, .acceptsLess),
    Case(#"{"pattern":"^a"}"#, #"{"pattern":"^a"}"#, .acceptsAll),
    Case(#"{"pattern":"^[ab]$"}"#, #"{"pattern":"^(a|b)$"}"#, .undecided),
    Case(#"{"type":"string"}"#, #"{"type":"string","format":"date"}"#, .acceptsLess),
    Case(#"{"type":"string","format":"date"}"#, #"{"type":"string"}"#, .acceptsAll),
    // Constants.
    Case(#"{"enum":["a","b"]}"#, #"{"enum":["b","c","a"]}"#, .acceptsAll),
    Case(#"{"enum":["a","b"]}"#, #"{"enum":["a"]}"#, .acceptsLess),
    Case(#"{"enum":["a","b"]}"#, #"{"pattern":"^[ab]$"}"#, .acceptsAll),
    Case(#"{"enum":[1,2]}"#, #"{"type":"integer","maximum":1}"#, .acceptsLess),
    Case(#"{"type":"string"}"#, #"{"enum":["a"]}"#, .acceptsLess),
    Case(#"{"type":"boolean"}"#, #"{"enum":[true,false]}"#, .acceptsAll),
    // Objects.
    Case(#"{"required":["a","b"]}"#, #"{"required":["a"]}"#, .acceptsAll),
    Case(
      #"{"properties":{"a":{"type":"string"}}}"#,
      #"{"properties":{"a":{"type":"string"}},"required":["a"]}"#, .acceptsLess),
    Case(
      #"{"properties":{"a":{}},"additionalProperties":false}"#,
      #"{"properties":{"a":{},"b":{"type":"string"}},"additionalProperties":false}"#, .acceptsAll),
    Case(
      #"{"properties":{"a":{}},"unevaluatedProperties":false}"#,
      #"{"properties":{"a":{},"b":{"type":"string"}},"unevaluatedProperties":false}"#, .acceptsAll),
    Case(
      #"{"properties":{"a":{},"b":{}},"unevaluatedProperties":false}"#,
      #"{"properties":{"a":{}},"unevaluatedProperties":false}"#, .acceptsLess),
    Case(
      #"{"allOf":[{"unevaluatedProperties":true}],"properties":{"a":{}},"unevaluatedProperties":false}"#,
      #"{"properties":{"a":{}},"unevaluatedProperties":false}"#, .acceptsLess),
    Case(
      #"{"properties":{"a":{},"b":{}},"additionalProperties":false}"#,
      #"{"properties":{"a":{}},"additionalProperties":false}"#, .acceptsLess),
    // An open object may hold the new member as anything.
    Case(#"{"type":"object"}"#, #"{"properties":{"b":{"type":"string"}}}"#, .acceptsLess),
    Case(#"{}"#, #"{"additionalProperties":false}"#, .acceptsLess),
    Case(
      #"{"patternProperties":{"^a":{"type":"integer"}},"additionalProperties":false}"#,
      #"{"patternProperties":{"^a":{"type":"number"}},"additionalProperties":{"type":"null"}}"#,
      .acceptsAll),
    Case(
      #"{"patternProperties":{"^a":{"type":"integer"}},"additionalProperties":false}"#,
      #"{"patternProperties":{"^b":{"type":"string"}}}"#, .undecided),
    Case(
      #"{"additionalProperties":{"type":"integer"}}"#,
      #"{"patternProperties":{"^b":{"type":"number"}}}"#, .acceptsAll),
    Case(#"{"maxProperties":2}"#, #"{"maxProperties":1}"#, .undecided),
    Case(
      #"{"dependentRequired":{"a":["b"]}}"#, #"{"dependentRequired":{"a":["b"],"c":["a"]}}"#,
      .undecided),
    Case(
      #"{"dependentRequired":{"a":["b","c"]}}"#, #"{"dependentRequired":{"a":["b"]}}"#, .acceptsAll),
    Case(
      #"{"propertyNames":{"maxLength":3}}"#, #"{"propertyNames":{"maxLength":4}}"#, .acceptsAll),
    Case(
      #"{"properties":{"ab":{}},"additionalProperties":false}"#,
      #"{"propertyNames":{"maxLength":4}}"#, .acceptsAll),
    // Arrays.
    Case(
      #"{"items":{"type":"integer"},"maxItems":2}"#, #"{"items":{"type":"number"}}"#, .acceptsAll),
    Case(#"{"items":{"type":"number"}}"#, #"{"items":{"type":"integer"}}"#, .acceptsLess),
    Case(#"{"type":"array"}"#, #"{"type":"array","uniqueItems":true}"#, .acceptsLess),
    Case(#"{"type":"array"}"#, #"{"type":"array","minItems":1}"#, .acceptsLess),
    Case(
      #"{"prefixItems":[{"type":"string"}],"items":false}"#,
      #"{"items":{"type":"string"}}"#, .acceptsAll),
    Case(#"{"contains":{"const":1}}"#, #"{"contains":{"type":"integer"}}"#, .acceptsAll),
    // References, also those that recur.
    Case(
      ##"{"$ref":"#/$defs/a","$defs":{"a":{"type":"string"}}}"##, ##"{"type":"string"}"##,
      .acceptsAll),
    Case(
      ##"{"type":"object","properties":{"next":{"$ref":"#"},"value":{"type":"integer"}}}"##,
      ##"{"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"next":{"$ref":"#/$defs/node"},"value":{"type":"number"}}}}}"##,
      .acceptsAll),
    Case(
      ##"{"type":"object","properties":{"next":{"$ref":"#"},"value":{"type":"integer"}}}"##,
      ##"{"type":"object","properties":{"next":{"$ref":"#"},"value":{"type":"string"}}}"##,
      .acceptsLess),
    // Combinations.
    Case(
      #"{"type":["string","null"],"maxLength":3}"#,
      #"{"anyOf":[{"type":"string","maxLength":5},{"type":"null"}]}"#, .acceptsAll),
    Case(
      #"{"anyOf":[{"type":"string","maxLength":5},{"type":"null"}]}"#,
      #"{"type":["string","null"],"maxLength":5}"#, .acceptsAll),
    Case(
      #"{"oneOf":[{"type":"string"},{"type":"null"}]}"#,
      #"{"oneOf":[{"type":"string"},{"type":"null"},{"type":"integer"}]}"#, .acceptsAll),
    Case(
      #"{"oneOf":[{"minLength":1},{"maxLength":2}]}"#,
      #"{"oneOf":[{"minLength":1},{"maxLength":3}]}"#,
      .acceptsLess),
    Case(
      #"{"oneOf":[{"minLength":1},{"maxLength":2}],"title":"a"}"#,
      #"{"oneOf":[{"minLength":1,"title":"b"},{"maxLength":2}]}"#, .acceptsAll),
    Case(#"{"not":{"type":["string","null"]}}"#, #"{"not":{"type":"string"}}"#, .acceptsAll),
    Case(#"{"not":{"type":"string"}}"#, #"{"not":{"type":["string","null"]}}"#, .acceptsLess),
    Case(
      #"{"if":{"required":["a"]},"then":{"required":["b"]}}"#,
      #"{"if":{"required":["a"]},"then":{}}"#, .acceptsAll),
    Case(#"{"type":"object"}"#, #"{"allOf":[{"type":"object"}]}"#, .acceptsAll),
    // Choosing a branch that is known already proves nothing.
    Case(
      ##"{"allOf":[{"$ref":"#/$defs/a"}],"anyOf":[{"$ref":"#/$defs/a"}],"$defs":{"a":{"minLength":1}}}"##,
      #"{"pattern":"^a"}"#, .acceptsLess),
    // Keywords of the caller's.
    Case(#"{"x-link":true}"#, #"{"x-link":true,"title":"a"}"#, .acceptsAll),
    Case(#"{"x-link":true}"#, #"{}"#, .acceptsAll),
    Case(#"{"type":"string"}"#, #"{"type":"string","x-unique":true}"#, .undecided),
    Case(#"{"x-order":[["a","<","b"]]}"#, #"{"x-order":[["a","<","b"]]}"#, .acceptsAll),
  ]

  @Test(arguments: cases)
  func verdicts(_ test: Case) throws {
    let comparison = try Self.compare(test.earlier, test.later)
    #expect(comparison.verdict == test.verdict, "\(comparison.differences)")
  }

  @Test func evidence() throws {
    let comparison = try Self.compare(
      #"{"properties":{"related":{"items":{"properties":{"title":{"maxLength":9}}}},"heat":{}},"additionalProperties":false}"#,
      #"{"properties":{"related":{"items":{"properties":{"title":{"maxLength":5}}}}},"additionalProperties":false}"#
    )
    #expect(
      comparison.differences.map {
        "\($0.pointer) \($0.schemaLocation) \($0.message) \($0.rejected ?? "-")"
      } == [
        "/related/*/title new.json#/properties/related/items/properties/title/maxLength 'maxLength' is 5, was 9 \"aaaaaaaa\"",
        "/heat new.json#/additionalProperties nothing is allowed here any more null",
      ])
  }

  /// Whatever is said to be accepted still is: random schemas, slightly changed, on random values.
  @Test func isSound() throws {
    var random = Random(seed: 7)
    var counts: [SchemaComparison.Verdict: Int] = [:]
    for _ in 0..<3000 {
      let earlier = random.schema(depth: 3)
      let later = random.changed(earlier)
      guard
        let old = try? Schema.compile(json(earlier.text).root, location: "old.json"),
        let new = try? Schema.compile(json(later.text).root, location: "new.json")
      else {
        Issue.record("\(earlier.text) \(later.text)")
        continue
      }
      let comparison = new.compared(with: old)
      counts[comparison.verdict, default: 0] += 1
      guard comparison.verdict == .acceptsAll else { continue }
      for _ in 0..<60 {
        let value = json(random.value(depth: 3)).root
        if old.accepts(value) {
          #expect(new.accepts(value), "\(earlier.text) → \(later.text)")
        }
      }
    }
    // All verdicts occur often enough for this to mean something.
    #expect(counts[.acceptsAll, default: 0] > 400, "\(counts)")
    #expect(counts[.acceptsLess, default: 0] > 400, "\(counts)")
  }
}

/// A schema as a tree that can be changed.
private indirect enum SchemaTree {
  case object([(String, SchemaTree)])
  case array([SchemaTree])
  case literal(String)

  var text: String {
    switch self {
    case .literal(let text): text
    case .array(let items): "[" + items.map(\.text).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { "\"\($0.0)\":\($0.1.text)" }.joined(separator: ",") + "}"
    }
  }
}

private struct Random {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func number(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % count
  }

  mutating func schema(depth: Int) -> SchemaTree {
    var members: [(String, SchemaTree)] = []
    var used: Set<String> = []
    for _ in 0..<(1 + number(3)) {
      let (name, value) = keyword(depth: depth)
      if used.insert(name).inserted { members.append((name, value)) }
    }
    return .object(members)
  }

  private mutating func keyword(depth: Int) -> (String, SchemaTree) {
    let nested = depth > 0
    switch number(nested ? 22 : 9) {
    case 0:
      let types = ["null", "boolean", "number", "integer", "string", "array", "object"]
      let first = types[number(7)]
      let second = types[number(7)]
      return (
        "type",
        .array(Set([first, second]).sorted().map { .literal("\"\($0)\"") })
      )
    case 1: return ("minimum", .literal("\(number(4))"))
    case 2: return ("maximum", .literal("\(number(4)).5"))
    case 3: return ("minLength", .literal("\(number(3))"))
    case 4: return ("maxLength", .literal("\(number(3))"))
    case 5: return ("enum", .array((0...number(3)).map { _ in .literal(scalar()) }))
    case 6: return ("multipleOf", .literal("\(1 + number(3))"))
    case 7: return ("pattern", .literal(["\"^a\"", "\"b\"", "\"^.$\""][number(3)]))
    case 8:
      return ("required", .array(Set([name(), name()]).sorted().map { .literal("\"\($0)\"") }))
    case 9, 10:
      return (
        "properties",
        .object(Set([name(), name()]).sorted().map { ($0, schema(depth: depth - 1)) })
      )
    case 11:
      return (
        "additionalProperties", number(2) == 0 ? .literal("false") : schema(depth: depth - 1)
      )
    case 12: return ("patternProperties", .object([("^\(name())", schema(depth: depth - 1))]))
    case 13: return ("items", schema(depth: depth - 1))
    case 14: return ("prefixItems", .array([schema(depth: depth - 1)]))
    case 15: return ("contains", schema(depth: depth - 1))
    case 16: return ("anyOf", .array([schema(depth: depth - 1), schema(depth: depth - 1)]))
    case 17: return ("oneOf", .array([schema(depth: depth - 1), schema(depth: depth - 1)]))
    case 18: return ("allOf", .array([schema(depth: depth - 1), schema(depth: depth - 1)]))
    case 19: return ("not", schema(depth: depth - 1))
    case 20: return ("unevaluatedProperties", .literal("false"))
    default:
      return number(2) == 0
        ? ("propertyNames", schema(depth: 0))
        : ("dependentSchemas", .object([(name(), schema(depth: depth - 1))]))
    }
  }

  private mutating func name() -> String { ["a", "b", "ab"][number(3)] }

  private mutating func scalar() -> String {
    ["null", "true", "false", "0", "1", "2.5", "3", "\"\"", "\"a\"", "\"ab\"", "\"b\""][number(11)]
  }

  mutating func value(depth: Int) -> String {
    switch number(depth > 0 ? 4 : 2) {
    case 2:
      return "[" + (0..<number(4)).map { _ in value(depth: depth - 1) }.joined(separator: ",") + "]"
    case 3:
      let names = Set((0..<number(4)).map { _ in name() }).sorted()
      return "{" + names.map { "\"\($0)\":\(value(depth: depth - 1))" }.joined(separator: ",") + "}"
    default: return scalar()
    }
  }

  /// The schema with a keyword added, removed or replaced somewhere, or none.
  mutating func changed(_ schema: SchemaTree) -> SchemaTree {
    guard case .object(var members) = schema, !members.isEmpty else { return schema }
    let position = number(members.count)
    switch number(5) {
    case 0: members.remove(at: position)
    case 1:
      let (name, value) = keyword(depth: 1)
      if !members.contains(where: { $0.0 == name }) { members.append((name, value)) }
    default:
      let (name, value) = members[position]
      switch (name, value) {
      case ("properties", .object(var inner)), ("patternProperties", .object(var inner)),
        ("dependentSchemas", .object(var inner)):
        inner[0].1 = changed(inner[0].1)
        members[position].1 = .object(inner)
      case (_, .object): members[position].1 = changed(value)
      case ("allOf", .array(var items)), ("anyOf", .array(var items)), ("oneOf", .array(var items)):
        items[0] = changed(items[0])
        members[position].1 = .array(items)
      case ("minimum", _): members[position].1 = .literal("\(number(4))")
      case ("maxLength", _): members[position].1 = .literal("\(number(4))")
      default: members.remove(at: position)
      }
    }
    return .object(members)
  }
}
