/// Rules of schemas about arrays.
extension Rule {
  static let schemaArrays = [
    Rule(
      "schema/additionalItems", "An array has no elements beyond those that are allowed.",
      meaning:
        "In drafts up to 2019-09, `items` as a list and `additionalItems: false` fix its length.",
      fix: "Remove the elements that are too many.",
      examples: .records(
        schema: """
          $schema: http://json-schema.org/draft-07/schema#
          properties: { place: { items: [true, true], additionalItems: false } }
          """, failing: "place: [52.5, 13.4, 34]", passing: "place: [52.5, 13.4]")),
    Rule(
      "schema/contains", "Enough elements of an array are of the wanted kind.",
      meaning: "Without `minContains`, one element has to fit.",
      fix: "Add such an element.",
      examples: .records(
        schema: "properties: { tags: { contains: { enum: [tree, shrub] } } }",
        failing: "tags: [old, tall]", passing: "tags: [old, tall, tree]")),
    Rule(
      "schema/items", "An array has no elements beyond those that are allowed.",
      meaning: "`items: false` behind `prefixItems` fixes the length of the array.",
      fix: "Remove the elements that are too many.",
      examples: .records(
        schema: "properties: { place: { prefixItems: [true, true], items: false } }",
        failing: "place: [52.5, 13.4, 34]", passing: "place: [52.5, 13.4]")),
    Rule(
      "schema/maxContains", "Not too many elements of an array are of a kind.",
      meaning: "`maxContains` counts the elements that fit `contains`.",
      fix: "Remove some of these elements.",
      examples: .records(
        schema: "properties: { tags: { contains: { enum: [tree, shrub] }, maxContains: 1 } }",
        failing: "tags: [tree, shrub]", passing: "tags: [tree, old]")),
    Rule(
      "schema/maxItems", "An array has at most so many elements.",
      meaning: "`maxItems` limits the length; elements that repeat each other count each.",
      fix: "Remove some.",
      examples: .records(
        schema: "properties: { tags: { maxItems: 2 } }", failing: "tags: [old, tall, green]",
        passing: "tags: [old, tall]")),
    Rule(
      "schema/minContains", "Enough elements of an array are of a kind.",
      meaning: "`minContains` counts the elements that fit `contains`.",
      fix: "Add such elements.",
      examples: .records(
        schema: "properties: { visits: { contains: { type: integer }, minContains: 2 } }",
        failing: "visits: [2019, unknown]", passing: "visits: [2019, 2020]")),
    Rule(
      "schema/minItems", "An array has at least so many elements.",
      meaning: "`minItems` asks for a length; most often it refuses a list that is empty.",
      fix: "Add some, or leave the member out where nothing is known.",
      examples: .records(
        schema: "properties: { tags: { minItems: 1 } }", failing: "tags: []",
        passing: "tags: [old]")),
    Rule(
      "schema/unevaluatedItems", "An array has no elements that no schema knows.",
      meaning: "`unevaluatedItems: false` also sees through `allOf`, `anyOf`, `if` and references.",
      fix: "Remove the elements that are too many.",
      examples: .records(
        schema: """
          properties: { place: { allOf: [{ prefixItems: [true, true] }], unevaluatedItems: false } }
          """, failing: "place: [52.5, 13.4, 34]", passing: "place: [52.5, 13.4]")),
    Rule(
      "schema/uniqueItems", "The elements of an array differ.",
      meaning: "Elements are compared as JSON values: `1` and `1.0` are the same.",
      fix: "Remove the repetition.",
      examples: .records(
        schema: "properties: { tags: { uniqueItems: true } }", failing: "tags: [old, tall, old]",
        passing: "tags: [old, tall]")),
    Rule(
      "schema/x-unique-by", "The elements of an array differ in some members.",
      meaning: "No two objects of the array have the same values in all members that are named.",
      fix: "Remove one of the two objects, or correct one of them.",
      examples: .records(
        schema: "properties: { visits: { x-unique-by: [date] } }",
        failing:
          "visits:\n  - { date: 2019-05-01, note: healthy }\n  - { date: 2019-05-01, note: sick }",
        passing:
          "visits:\n  - { date: 2019-05-01, note: healthy }\n  - { date: 2020-05-01, note: sick }")),
  ]
}
