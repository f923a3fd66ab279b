/// Rules of schemas about a value of any type. Schema rules are named after the keyword that failed.
extension Rule {
  static let schemaValues = [
    Rule(
      "schema/const", "The value is the one that is given.",
      meaning: "`const` allows one value only; its type counts too.",
      fix: "Write the value that the message names.",
      examples: .records(
        schema: "properties: { kind: { const: tree } }", failing: "kind: shrub",
        passing: "kind: tree")),
    Rule(
      "schema/deprecated", "A member is not one that is no longer wanted.", severity: .warning,
      meaning: "The schema marks the member with `deprecated: true`; new records go without it.",
      fix: "Remove the member, or write the one that has taken its place.",
      examples: .records(
        schema:
          "properties: { girth: { deprecated: true, description: write 'diameter' instead } }",
        failing: "girth: 94", passing: "diameter: 30")),
    Rule(
      "schema/enum", "The value is one of those that are given.",
      meaning: "`enum` lists all values that are allowed, upper and lower case apart.",
      fix:
        "Write one of the values that the message names; a new one belongs into the schema first.",
      examples: .records(
        schema: "properties: { state: { enum: [healthy, sick, felled] } }",
        failing: "state: Healthy", passing: "state: healthy")),
    Rule(
      "schema/evaluation-limit", "A schema can be followed with bounded work.",
      meaning: """
        Alternatives inside alternatives, or references in a circle, can make a schema take more \
        steps than anyone will wait for. The value is then refused.
        """,
      fix: "Simplify the schema.",
      examples: .told(
        failing: "A schema with `anyOf` of two alternatives, nested thirty levels deep.",
        passing: "The same with a member that tells the alternatives apart, and `if` and `then`.",
        because: "a schema that takes so long would take it here too")),
    Rule(
      "schema/false", "The value is not allowed here.",
      meaning: """
        A schema that is `false` allows no value. Where the schema of a member is `false`, the \
        finding bears the name of the keyword instead, such as `schema/properties`.
        """,
      fix: "Remove the value.",
      examples: .records(
        schema: "properties: { place: { prefixItems: [true, true, false] } }",
        failing: "place: [52.5, 13.4, 34]", passing: "place: [52.5, 13.4]")),
    Rule(
      "schema/schema", "The value fits the schema.",
      meaning: "The value is refused, and no keyword alone is the reason.",
      fix: "Compare the value with the schema that the finding names.",
      examples: .told(
        failing: "No record is known that does it.", passing: "Any other record.",
        because: "every keyword has a rule of its own; this one is there so that nothing slips")),
    Rule(
      "schema/type", "The value is of the type that is wanted.",
      meaning: """
        The types are those of JSON. YAML takes the type from the spelling: `12` is a number, `"12"` \
        a string, `true` a truth value, and nothing behind the `:` is `null`.
        """,
      fix: "Write the value as the message shows: add or remove quotes, or brackets for a list.",
      examples: .records(
        schema: "properties: { height: { type: integer } }", failing: "height: tall",
        passing: "height: 12")),
    Rule(
      "schema/x-not-after", "A date is not in the future.",
      meaning: """
        `x-not-after: now` compares a date with the time of the run; `now+P7D` leaves a margin of \
        seven days.
        """,
      fix: "Correct the date.",
      examples: .records(
        schema: "properties: { planted: { x-not-after: now } }", failing: "planted: 9999-01-01",
        passing: "planted: 1987-04-02")),
    Rule(
      "schema/x-order", "Two members are in the order that is wanted.",
      meaning: """
        `x-order` compares two members with `<`, `<=` or `=`: dates by time, numbers by value. \
        Nothing is compared where one of them is missing or of another type.
        """,
      fix: "Correct one of the two values.",
      examples: .records(
        schema: "x-order: [[planted, <=, felled]]",
        failing: "planted: 1987-04-02\nfelled: 1978-10-30",
        passing: "planted: 1978-04-02\nfelled: 1987-10-30")),
  ]
}
