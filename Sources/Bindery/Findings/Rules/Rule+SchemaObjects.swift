/// Rules of schemas about objects.
extension Rule {
  static let schemaObjects = [
    Rule(
      "schema/additionalProperties", "An object has no members but those that are allowed.",
      meaning: """
        `additionalProperties: false` refuses members that the schema does not name, so that a \
        misspelled one is seen.
        """,
      fix: "Correct the spelling, or remove the member; a new one belongs into the schema first.",
      examples: .records(
        schema: "properties: { height: true }\nadditionalProperties: false",
        failing: "heigth: 12", passing: "height: 12")),
    Rule(
      "schema/dependencies", "A member comes together with those it depends on.",
      meaning: "`dependencies` of drafts 4 to 7 names the members that another one requires.",
      fix: "Add what is missing, or remove the member that requires it.",
      examples: .records(
        schema: """
          $schema: http://json-schema.org/draft-07/schema#
          dependencies: { width: [unit] }
          """, failing: "width: 5", passing: "width: 5\nunit: m")),
    Rule(
      "schema/dependentRequired", "A member comes together with those it depends on.",
      meaning: "`dependentRequired` names the members that another one requires.",
      fix: "Add what is missing, or remove the member that requires it.",
      examples: .records(
        schema: "dependentRequired: { width: [unit] }", failing: "width: 5",
        passing: "width: 5\nunit: m")),
    Rule(
      "schema/dependentSchemas", "A member comes together with what its schema asks for.",
      meaning:
        "`dependentSchemas` holds a schema for the object that applies where a member is present.",
      fix: "Remove the member, or do what its schema asks for.",
      examples: .records(
        schema: "dependentSchemas: { girth: false }", failing: "girth: 94",
        passing: "diameter: 30")),
    Rule(
      "schema/maxProperties", "An object has at most so many members.",
      meaning: "`maxProperties` limits the number of members, whatever their names.",
      fix: "Remove some.",
      examples: .records(
        schema: "properties: { names: { maxProperties: 1 } }",
        failing: "names: { de: Linde, fr: tilleul }", passing: "names: { de: Linde }")),
    Rule(
      "schema/minProperties", "An object has at least so many members.",
      meaning:
        "`minProperties` asks for members, whatever their names; most often it refuses `{}`.",
      fix: "Add some, or leave the object out where nothing is known.",
      examples: .records(
        schema: "properties: { names: { minProperties: 1 } }", failing: "names: {}",
        passing: "names: { de: Linde }")),
    Rule(
      "schema/patternProperties", "A member whose name matches is not one that is ruled out.",
      meaning: "`patternProperties` has `false` for an expression that the member's name matches.",
      fix: "Remove the member.",
      examples: .records(
        schema: "patternProperties: { \"^tmp\": false }", failing: "tmpNote: ask the gardener",
        passing: "note: ask the gardener")),
    Rule(
      "schema/properties", "A member is not one that is ruled out.",
      meaning:
        "`properties` has `false` for the member, often under a condition (`if` and `then`).",
      fix: "Remove the member.",
      examples: .records(
        schema: "properties: { girth: false }", failing: "girth: 94", passing: "diameter: 30")),
    Rule(
      "schema/required", "The members that are required are there.",
      meaning: "The finding points at the object that lacks the member; an empty value is a value.",
      fix: "Add the member; check whether it is there under another spelling.",
      examples: .records(
        schema: "required: [species]", failing: "specie: Tilia", passing: "species: Tilia")),
    Rule(
      "schema/unevaluatedProperties", "An object has no members that no schema knows.",
      meaning:
        "`unevaluatedProperties: false` also sees through `allOf`, `anyOf`, `if` and references.",
      fix: "Correct the spelling, or remove the member; a new one belongs into the schema first.",
      examples: .records(
        schema: "allOf: [{ properties: { height: true } }]\nunevaluatedProperties: false",
        failing: "heigth: 12", passing: "height: 12")),
  ]
}
