extension Rule {
  static let keys = [
    Rule(
      "key/duplicate", "No two records of a collection have one key.",
      meaning: """
        A key is the member that `key` in `bindery.yml` names, or else the file's path below the \
        fixed part of the pattern, without extension.
        """,
      fix: "Give one of the two records another key, or remove it.",
      examples: .datasets(
        shared: [keyed, ExampleFile("Records/a.yml", "code: a-12")],
        failing: [ExampleFile("Records/b.yml", "code: a-12")],
        passing: [ExampleFile("Records/b.yml", "code: b-12")])),
    Rule(
      "key/missing", "A record has the member that is its key.",
      meaning:
        "Without its key a record can neither be referred to nor be followed between releases.",
      fix: "Add the member that `key` in `bindery.yml` names.",
      examples: .datasets(
        shared: [keyed], failing: [ExampleFile("Records/a.yml", "species: Tilia")],
        passing: [ExampleFile("Records/a.yml", "code: a-12\nspecies: Tilia")])),
    Rule(
      "key/type", "A key is a number or a string of visible characters.",
      meaning:
        "Lists, objects, null, the empty string and strings with invisible characters name nothing.",
      fix: "Write a short text that identifies the record, such as its code.",
      examples: .datasets(
        shared: [keyed], failing: [ExampleFile("Records/a.yml", "code: [a, 12]")],
        passing: [ExampleFile("Records/a.yml", "code: a-12")])),
    Rule(
      "reference/missing", "A reference names a record that exists.",
      meaning: "A value with `x-reference` is the key of a record in the collection that it names.",
      fix: "Correct the value, or add the record that it names.",
      examples: .datasets(
        shared: [
          parks, .schema("properties: { park: { x-reference: parks } }"),
          ExampleFile("Parks/south.yml", "title: South Park"),
        ],
        failing: [ExampleFile("Records/a.yml", "park: souht")],
        passing: [ExampleFile("Records/a.yml", "park: south")])),
    Rule(
      "reference/unknown-collection", "A reference names a collection of bindery.yml.",
      severity: .warning,
      meaning: "The references are not checked, since nobody can know what they mean.",
      fix: "Correct the name in the schema, or add the collection to `bindery.yml`.",
      examples: .datasets(
        shared: [
          parks, ExampleFile("Parks/south.yml", "title: South Park"),
          ExampleFile("Records/a.yml", "park: south"),
        ],
        failing: [.schema("properties: { park: { x-reference: park } }")],
        passing: [.schema("properties: { park: { x-reference: parks } }")])),
    Rule(
      "unique/duplicate", "No two records share a value that must be unique.",
      meaning: "`x-unique: true` is on a value that occurs in one record of the collection only.",
      fix: "Correct the value, or remove one of the two records.",
      examples: .datasets(
        shared: [
          .schema("properties: { tag: { x-unique: true } }"),
          ExampleFile("Records/a.yml", "tag: 4711"),
        ],
        failing: [ExampleFile("Records/b.yml", "tag: 4711")],
        passing: [ExampleFile("Records/b.yml", "tag: 4712")])),
  ]

  private static let keyed = ExampleFile.configuration(
    """
    name: example
    collections:
      - { name: records, include: Records/*, schema: Schemas/record.yml, key: /code }
    """)

  private static let parks = ExampleFile.configuration(
    """
    name: example
    collections:
      - { name: records, include: Records/*, schema: Schemas/record.yml }
      - { name: parks, include: Parks/*, schema: Schemas/record.yml }
    """)
}
