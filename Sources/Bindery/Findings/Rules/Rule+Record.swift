extension Rule {
  static let record = [
    Rule(
      "record/empty", "A record's file is not empty.",
      meaning: "The file has no bytes at all.",
      fix: "Write the record, or remove the file.",
      examples: .datasets(
        failing: [ExampleFile("Records/a.yml", .text(""))],
        passing: [ExampleFile("Records/a.yml", "height: 12")])),
    Rule(
      "record/not-a-mapping", "A record is a mapping of members.",
      meaning: "At its outermost level a record holds members with names, not a list or one value.",
      fix: "Give each value a name, on a line of its own.",
      examples: .records(failing: "- Tilia\n- Acer", passing: "species: [Tilia, Acer]")),
    Rule(
      "record/reserved-member", "'_id', '_source' and '_body' are left to exports.",
      meaning: "An export adds these members to each record: its key, its path and its Markdown.",
      fix: "Give the member another name.",
      examples: .records(failing: "_id: a-12", passing: "code: a-12")),
    Rule(
      "record/too-large", "A record has at most 1 MiB.",
      meaning: """
        A record holds text that people read. The limit counts the bytes of a file, or of one line \
        of a JSONL file; a JSONL file as a whole has at most 1 GiB.
        """,
      fix: "Put large content into a file of its own and link to it.",
      examples: .datasets(
        failing: [
          ExampleFile(
            "Records/a.md",
            .bytes(
              Array("---\nheight: 12\n---\n".utf8) + Array(repeating: 0x61, count: 1_048_577),
              shown: "(a file of more than 1,048,576 bytes)"))
        ],
        passing: [
          ExampleFile("Records/a.md", "---\nheight: 12\n---\nSee the long story in ../texts/a.txt.")
        ])),
    Rule(
      "record/too-many-findings", "Only the first findings of one file are shown.",
      meaning:
        "At most 200 findings of one file are reported; this one says how many more there are.",
      fix: "Correct the first ones and run again.",
      examples: .datasets(
        shared: [.schema("properties: { counts: { items: { type: integer } } }")],
        failing: [
          ExampleFile(
            "Records/a.yml",
            .bytes(
              Array("counts:\n".utf8)
                + Array(repeatElement("  - many\n", count: 201).joined().utf8),
              shown: "counts:\n  - many\n  - many\n(and 199 more of these lines)"))
        ],
        passing: [ExampleFile("Records/a.yml", "counts:\n  - 5\n  - 7")])),
    Rule(
      "front-matter/missing", "A Markdown record opens with '---' alone on its first line.",
      meaning: """
        The members of a Markdown record stand in its front matter: YAML between a first line `---` \
        and another line `---` or `...`. Nothing precedes it, not even an empty line. Front matter \
        in other languages (`---js`, `+++`) is not read: some tools run it as code.
        """,
      fix: "Make `---` the first line, write the members as YAML, then another line `---`.",
      examples: .records(
        "a.md", failing: "# Lime\n\nIt stands by the gate.",
        passing: "---\nspecies: Tilia\n---\n# Lime\n\nIt stands by the gate.")),
    Rule(
      "front-matter/unclosed", "Front matter ends with '---' or '...' alone on a line.",
      meaning: "Without its end, all of the Markdown would be read as YAML.",
      fix: "Add a line `---` below the last member, not indented.",
      examples: .records(
        "a.md", failing: "---\nspecies: Tilia\n\nIt stands by the gate.",
        passing: "---\nspecies: Tilia\n---\nIt stands by the gate.")),
  ]
}
