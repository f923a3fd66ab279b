import Documents
import JSONSchema
import Testing

/// A schema that is wrong, and what is said about it.
struct SchemaErrorCase: Sendable, CustomTestStringConvertible {
  let name: String
  let schema: String
  let expected: String

  init(_ name: String, _ schema: String, _ expected: String) {
    self.name = name
    self.schema = schema
    self.expected = expected
  }

  var testDescription: String { name }
}

@Suite("Wrong schemas")
struct SchemaErrorTests {
  static let cases = [
    SchemaErrorCase(
      "an unknown type", "properties: {a: {type: strng}}",
      """
      s.json#/properties/a/type: 'type' must be one of null, boolean, number, integer, string, \
      array and object, found the string "strng" (write "string")
      """),
    SchemaErrorCase(
      "a schema that is none", "properties: {a: 5}",
      "s.json#/properties/a: a schema must be an object or a boolean, found the number 5"),
    SchemaErrorCase(
      "a negative length", "minLength: -1",
      "s.json#/minLength: 'minLength' must be a whole number that is not negative, found the "
        + "number -1"),
    SchemaErrorCase(
      "a divisor of zero", "multipleOf: 0",
      "s.json#/multipleOf: 'multipleOf' must be greater than 0, found the number 0"),
    SchemaErrorCase(
      "required that is no list", "required: title",
      "s.json#/required: 'required' must be a list of strings, found the string \"title\""),
    SchemaErrorCase(
      "a name twice in required", "required: [a, b, a]",
      "s.json#/required/2: 'required' names \"a\" twice"),
    SchemaErrorCase(
      "an empty anyOf", "anyOf: []",
      "s.json#/anyOf: 'anyOf' must be a list of at least one schema, found an empty list"),
    SchemaErrorCase(
      "a pattern that is none", "pattern: '(a'",
      "s.json#/pattern: \"(a\" is no regular expression: a group is not closed (patterns are those "
        + "of ECMA-262 (JavaScript) with the flag 'u')"),
    SchemaErrorCase(
      "a pattern that is none, as a name", "patternProperties: {'[z-a]': true}",
      "s.json#/patternProperties/[z-a]: \"[z-a]\" is no regular expression: a range in a class is "
        + "out of order (patterns are those of ECMA-262 (JavaScript) with the flag 'u')"),
    SchemaErrorCase(
      "a reference that leads nowhere", "properties: {a: {$ref: '#/$defs/a'}}",
      "s.json#/properties/a/$ref: \"#/$defs/a\" leads to no schema (references lead to places in "
        + "this file, to other schema files, or to their '$id'; nothing is fetched)"),
    SchemaErrorCase(
      "a loop of references", "$ref: '#/$defs/a'\n$defs: {a: {allOf: [{$ref: '#'}]}}",
      "s.json#: this schema leads back to itself without looking at a member or an element "
        + "(remove one of the references between it and itself)"),
    SchemaErrorCase(
      "an unknown draft", "$schema: https://json-schema.org/draft/2021-01/schema",
      "s.json#/$schema: 'https://json-schema.org/draft/2021-01/schema' is no draft that is known "
        + "here (use one of: https://json-schema.org/draft/2020-12/schema, "
        + "https://json-schema.org/draft/2019-09/schema, http://json-schema.org/draft-07/schema, "
        + "http://json-schema.org/draft-06/schema, http://json-schema.org/draft-04/schema)"),
    SchemaErrorCase(
      "an unknown extension", "properties: {a: {x-mesage: no}}",
      "s.json#/properties/a/x-mesage: \"x-mesage\" is no keyword that is known here (did you mean "
        + "'x-message'?)"),
    SchemaErrorCase(
      "an extension with a wrong value", "x-test: 5", "s.json#/x-test: 'x-test' must be a string"),
    SchemaErrorCase(
      "x-order without an operator", "x-order: [[a, b]]",
      "s.json#/x-order/0: 'x-order' must be a list of comparisons such as [\"start\", \"<=\", "
        + "\"end\"], found a list of 2 elements (the operators are \"<\", \"<=\" and \"=\")"),
    SchemaErrorCase(
      "x-not-after without a time", "x-not-after: tomorrow",
      "s.json#/x-not-after: 'x-not-after' must be \"now\" or \"now+P7D\", found the string "
        + "\"tomorrow\" (after 'now+' stands a duration of weeks, days, hours, minutes and seconds)"
    ),
    SchemaErrorCase(
      "an identifier twice", "$defs: {a: {$id: /a}, b: {$id: /a}}",
      "s.json#/$defs/a: two schemas are identified by 'file:///a' (give each its own identifier)"),
    SchemaErrorCase(
      "an identifier with a fragment", "$defs: {a: {$id: 'a#b'}}",
      "s.json#/$defs/a/$id: '$id' cannot have a fragment (write \"$anchor\": \"b\" instead)"),
    SchemaErrorCase(
      "a boolean schema in draft 4",
      "$schema: http://json-schema.org/draft-04/schema#\nproperties: {a: false}",
      "s.json#/properties/a: draft 4 has no schemas that are true or false (write {} for true and "
        + "{\"not\": {}} for false)"),
    SchemaErrorCase(
      "several, in the order of the text", "properties: {a: {type: x}}\nminLength: a",
      """
      s.json#/properties/a/type: 'type' must be one of null, boolean, number, integer, string, \
      array and object, found the string "x"
      s.json#/minLength: 'minLength' must be a whole number that is not negative, found the string \
      "a"
      """),
    SchemaErrorCase(
      "wrong in a part that nothing refers to", "$defs: {unused: {maxItems: many}}",
      "s.json#/$defs/unused/maxItems: 'maxItems' must be a whole number that is not negative, found "
        + "the string \"many\""),
  ]

  @Test("What is wrong is said, with its place", arguments: cases)
  func explains(_ example: SchemaErrorCase) throws {
    var options = SchemaOptions()
    options.extensions["x-test"] = { $0.string == nil ? "'x-test' must be a string" : nil }
    let error = try #require(throws: SchemaError.self) {
      try Schema.compile(yaml(example.schema).root, location: "s.json", options: options)
    }
    let said = error.issues.map { issue in
      "\(issue.schemaLocation): \(issue.message)" + (issue.help.map { " (\($0))" } ?? "")
    }
    #expect(said.joined(separator: "\n") == example.expected)
  }
}
