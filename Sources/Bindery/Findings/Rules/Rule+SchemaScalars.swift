/// Rules of schemas about numbers and strings.
extension Rule {
  static let schemaNumbers = [
    Rule(
      "schema/exclusiveMaximum", "A number is below its limit.",
      meaning: "The limit itself is not allowed.",
      fix: "Write a smaller number.",
      examples: .records(
        schema: "properties: { slope: { exclusiveMaximum: 90 } }", failing: "slope: 90",
        passing: "slope: 89.5")),
    Rule(
      "schema/exclusiveMinimum", "A number is above its limit.",
      meaning: "The limit itself is not allowed.",
      fix: "Write a larger number, or leave the member out where nothing is known.",
      examples: .records(
        schema: "properties: { height: { exclusiveMinimum: 0 } }", failing: "height: 0",
        passing: "height: 0.5")),
    Rule(
      "schema/maximum", "A number is not above its limit.",
      meaning: "The limit itself is allowed.",
      fix: "Write a smaller number; check its unit.",
      examples: .records(
        schema: "properties: { height: { maximum: 120, description: in metres } }",
        failing: "height: 1250", passing: "height: 12.5")),
    Rule(
      "schema/minimum", "A number is not below its limit.",
      meaning: "The limit itself is allowed.",
      fix: "Write a larger number; check its unit and its sign.",
      examples: .records(
        schema: "properties: { height: { minimum: 0 } }", failing: "height: -12",
        passing: "height: 12")),
    Rule(
      "schema/multipleOf", "A number is a multiple of another.",
      meaning: "The division is exact: `0.3` is a multiple of `0.1`.",
      fix: "Round the number as the schema asks for.",
      examples: .records(
        schema: "properties: { height: { multipleOf: 0.5 } }", failing: "height: 12.3",
        passing: "height: 12.5")),
  ]

  static let schemaStrings = [
    Rule(
      "schema/format", "A string has the format that is named, such as a date.",
      meaning: """
        `format` is asserted, whatever the draft: `date` and `date-time` (RFC 3339), `email`, \
        `hostname`, `uri`, `uuid`, `json-pointer`, `regex` and the others of JSON Schema.
        """,
      fix: "Write the value in that format; the message shows one.",
      examples: .records(
        schema: "properties: { planted: { format: date } }", failing: "planted: 2.4.1987",
        passing: "planted: 1987-04-02")),
    Rule(
      "schema/maxLength", "A string has at most so many characters.",
      meaning: "Unicode code points are counted, not bytes.",
      fix: "Shorten the text.",
      examples: .records(
        schema: "properties: { title: { maxLength: 12 } }", failing: "title: The lime by the gate",
        passing: "title: Gate lime")),
    Rule(
      "schema/minLength", "A string has at least so many characters.",
      meaning: "Unicode code points are counted, not bytes.",
      fix: "Write more, or leave the member out where nothing is known.",
      examples: .records(
        schema: "properties: { title: { minLength: 1 } }", failing: "title: \"\"",
        passing: "title: Gate lime")),
    Rule(
      "schema/pattern", "A string matches a regular expression.",
      meaning: """
        The expression is one of ECMA-262. It may match anywhere in the text unless it starts with \
        `^` and ends with `$`.
        """,
      fix: "Write the value as the expression asks for.",
      examples: .records(
        schema: "properties: { code: { pattern: \"^[a-z]-[0-9]+$\" } }", failing: "code: A 12",
        passing: "code: a-12")),
    Rule(
      "schema/pattern-limit", "A regular expression can be matched with bounded work.",
      meaning: """
        A repetition inside a repetition can take longer than anyone will wait for, on a text that \
        is made for it. The value is then refused.
        """,
      fix: "Simplify the expression, so that a text fits it in one way only.",
      examples: .records(
        schema: "properties: { code: { pattern: \"^(([a-z])+.)+[A-Z]([a-z])+$\" } }",
        failing: "code: " + String(repeating: "a", count: 60), passing: "code: aaBb")),
  ]
}
