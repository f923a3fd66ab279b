/// Rules of schemas that are made of other schemas.
extension Rule {
  static let schemaCombinations = [
    Rule(
      "schema/anyOf", "At least one of several schemas accepts the value.",
      meaning: "Where one alternative is clearly meant, the finding is what is wrong by that one.",
      fix: "Make the value fit one of the alternatives.",
      examples: .records(
        schema: "anyOf: [{ required: [email] }, { required: [phone] }]", failing: "name: Ada",
        passing: "name: Ada\nemail: ada@example.org")),
    Rule(
      "schema/not", "The value is not of a kind that is ruled out.",
      meaning: "`not` refuses every value that its schema accepts.",
      fix: "Write another value.",
      examples: .records(
        schema: "properties: { species: { not: { const: unknown } } }", failing: "species: unknown",
        passing: "species: Tilia")),
    Rule(
      "schema/oneOf", "Exactly one of several schemas accepts the value.",
      meaning: """
        The value fits none of the alternatives, or more than one. Where one is clearly meant, the \
        finding is what is wrong by that one.
        """,
      fix: "Make the value fit one alternative only.",
      examples: .records(
        schema: "oneOf: [{ required: [height] }, { required: [girth] }]",
        failing: "height: 12\ngirth: 94", passing: "height: 12")),
  ]
}
