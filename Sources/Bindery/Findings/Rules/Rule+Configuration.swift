extension Rule {
  static let configuration = [
    Rule(
      "configuration/glob", "A pattern is relative, stays inside the dataset and is well formed.",
      meaning: """
        `*` stands for any part of a name, `?` for one character, `**` for any number of folders, \
        `[a-z]` for one of several characters and `{a,b}` for either text. A pattern starts in the \
        folder of `bindery.yml`.
        """,
      fix: "Close each `[` with `]` and each `{` with `}`.",
      examples: .datasets(
        failing: [
          .configuration(
            """
            name: example
            collections:
              - { name: records, include: "Records/*.{yml,md", schema: Schemas/record.yml }
            """)
        ],
        passing: [
          .configuration(
            """
            name: example
            collections:
              - { name: records, include: "Records/*.{yml,md}", schema: Schemas/record.yml }
            """),
          ExampleFile("Records/a.yml", "height: 12"),
        ])),
    Rule(
      "configuration/schema", "A schema is valid, and its references lead somewhere.",
      meaning: """
        A schema is JSON Schema of the draft that `$schema` names, 2020-12 without it. Its keywords \
        have values of the right kind, its patterns are regular expressions of ECMA-262, and each \
        `$ref` leads to a place in the same file or in a file beside it. Keywords that start with \
        `x-` are those that Bindery knows.
        """,
      fix: "Correct the schema at the place that the finding names.",
      examples: .datasets(
        shared: [ExampleFile("Records/a.yml", "height: 12")],
        failing: [.schema("properties: { height: { type: nubmer } }")],
        passing: [.schema("properties: { height: { type: number } }")])),
    Rule(
      "configuration/schema-missing", "The schema that bindery.yml names is a readable file.",
      meaning: "The path of a schema is relative to `bindery.yml` and stays inside its folder.",
      fix: "Correct the path, or write the schema.",
      examples: .datasets(
        shared: [ExampleFile("Records/a.yml", "height: 12")],
        failing: [
          .configuration(
            """
            name: example
            collections:
              - { name: records, include: Records/*, schema: Schemas/tree.yml }
            """)
        ],
        passing: [
          .configuration(
            """
            name: example
            collections:
              - { name: records, include: Records/*, schema: Schemas/record.yml }
            """)
        ])),
  ]
}
