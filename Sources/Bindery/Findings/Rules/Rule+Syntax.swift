extension Rule {
  static let json = [
    Rule(
      "json/duplicate-key", "A JSON object has each member once.",
      meaning: "Readers disagree about which of two members with one name counts (RFC 8259, 4).",
      fix: "Keep one of the two.",
      examples: .records(
        "a.json", failing: #"{ "height": 12, "height": 13 }"#, passing: #"{ "height": 13 }"#)),
    Rule(
      "json/nesting", "JSON is nested at most 256 levels deep.",
      meaning: "A record this deep is written to exhaust its readers; it is refused unread.",
      fix: "Nest the values less deeply.",
      examples: .datasets(
        failing: [
          ExampleFile(
            "Records/a.json",
            .bytes(
              Array(("{ \"a\": " + String(repeating: "[", count: 257)).utf8)
                + Array((String(repeating: "]", count: 257) + " }\n").utf8),
              shown: #"{ "a": [[[[…]]]] } (with 257 brackets)"#))
        ],
        passing: [ExampleFile("Records/a.json", #"{ "a": [[[[]]]] }"#)])),
    Rule(
      "json/syntax", "JSON is well formed.",
      meaning: "A record in JSON follows RFC 8259: no comments, no comma behind the last member.",
      fix: "Correct the text at the place that the finding names.",
      examples: .records(
        "a.json", failing: #"{ "height": 12, }"#, passing: #"{ "height": 12 }"#)),
  ]

  static let yaml = [
    Rule(
      "yaml/alias-limit", "Aliases do not blow a record up, and no value holds itself.",
      meaning: """
        An alias (`*name`) stands for the value that is marked with an anchor (`&name`). Aliases of \
        aliases can make a short text stand for billions of values; they may add 10,000 to a record.
        """,
      fix: "Write the values out.",
      examples: .records(failing: "tags: &tags [lime, *tags]", passing: "tags: [lime, tree]")),
    Rule(
      "yaml/ambiguous", "Words that YAML 1.1 and 1.2 read differently stand in quotes.",
      severity: .warning,
      meaning: """
        `yes`, `no`, `on`, `off`, `012`, `12:30` and the like are strings in YAML 1.2, as here, and \
        truth values or numbers in YAML 1.1, which many tools still read. The country code of Norway \
        is the best known victim.
        """,
      fix: "Put text in quotes; write `true` or `false`, or a number with digits and a point.",
      examples: .records(failing: "country: NO", passing: "country: \"NO\"")),
    Rule(
      "yaml/duplicate-key", "A mapping has each key once.",
      meaning: "YAML forbids it, and readers disagree about which of the two counts.",
      fix: "Keep one of the two.",
      examples: .records(failing: "height: 12\nheight: 13", passing: "height: 13")),
    Rule(
      "yaml/key-type", "Keys are strings.",
      meaning:
        "A record is also published as JSON, whose members have names, not numbers or lists.",
      fix: "Put the key in quotes.",
      examples: .records(failing: "2020: planted", passing: "\"2020\": planted")),
    Rule(
      "yaml/merge-key", "'<<' merges mappings.",
      meaning: "The key `<<` takes over the members of the mapping that an alias names.",
      fix: "Mark a mapping with `&name` and write `<<: *name`, or write the members out.",
      examples: .records(
        failing: "<<: Tilia\nheight: 12",
        passing: "lime: &lime { species: Tilia }\ntree: { <<: *lime, height: 12 }")),
    Rule(
      "yaml/multiple-documents", "A file holds one YAML document.",
      meaning: "A file is one record; a line `---` in YAML starts another document.",
      fix: "Remove the line, or put what follows into a file of its own.",
      examples: .records(
        failing: "species: Tilia\n---\nspecies: Acer", passing: "species: Tilia")),
    Rule(
      "yaml/nesting", "YAML is nested at most 256 levels deep.",
      meaning: "A record this deep is written to exhaust its readers; it is refused unread.",
      fix: "Nest the values less deeply.",
      examples: .datasets(
        failing: [
          ExampleFile(
            "Records/a.yml",
            .bytes(
              Array(("a: " + String(repeating: "[", count: 257)).utf8)
                + Array((String(repeating: "]", count: 257) + "\n").utf8),
              shown: "a: [[[[…]]]] (with 257 brackets)"))
        ],
        passing: [ExampleFile("Records/a.yml", "a: [[[[]]]]")])),
    Rule(
      "yaml/not-finite", "Numbers are finite.",
      meaning: "`.nan` and `.inf` are numbers in YAML that JSON cannot express.",
      fix: "Remove the member, write `null`, or put the word in quotes.",
      examples: .records(failing: "height: .inf", passing: "height: null")),
    Rule(
      "yaml/syntax", "YAML is well formed.",
      meaning: """
        The text cannot be read as YAML. Most often a value that holds `: ` or starts with `@`, \
        `` ` ``, `*`, `&`, `!`, `%`, `[` or `{` is not in quotes, a quote is not closed, or lines \
        are indented unevenly.
        """,
      fix: "Put the value in quotes; check quotes and indentation before the place.",
      examples: .records(
        failing: "title: Limes: a history", passing: "title: \"Limes: a history\"")),
    Rule(
      "yaml/tag", "Values have no tags but those of YAML's core schema.",
      meaning: """
        A tag such as `!ruby/object:Tree` asks a reader to make an object of some program; a record \
        is only data. Tags of the core schema (`!!str`, `!!int`, …) must fit their values.
        """,
      fix: "Remove the tag.",
      examples: .records(failing: "species: !tree Tilia", passing: "species: Tilia")),
  ]
}
