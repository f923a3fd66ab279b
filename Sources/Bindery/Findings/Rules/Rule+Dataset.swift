extension Rule {
  static let dataset = [
    Rule(
      "dataset/broken-link", "A symbolic link leads to a file.",
      meaning: "Nothing stands at the path that the link names, or the link leads to itself.",
      fix: "Remove the link, or restore the file that it names.",
      examples: .datasets(
        shared: [good],
        failing: [ExampleFile("Records/a.yml", .link(to: "nowhere.yml"))],
        passing: [ExampleFile("Records/a.yml", .link(to: "good.yml"))])),
    Rule(
      "dataset/claimed-twice", "A file belongs to one collection only.",
      meaning: """
        Each record is checked by one schema and published once. A file that the patterns of two \
        collections match could be either.
        """,
      fix: "Narrow an `include`, or add an `exclude`, so that one collection is left.",
      examples: .datasets(
        shared: [
          ExampleFile("Records/a.yml", "height: 12"),
          ExampleFile("Records/limes/a.yml", "height: 9"),
        ],
        failing: [
          .configuration(
            """
            name: example
            collections:
              - { name: all, include: Records/**, schema: Schemas/record.yml }
              - { name: limes, include: Records/limes/*, schema: Schemas/record.yml }
            """)
        ],
        passing: [
          .configuration(
            """
            name: example
            collections:
              - name: all
                include: Records/**
                exclude: Records/limes/**
                schema: Schemas/record.yml
              - { name: limes, include: Records/limes/*, schema: Schemas/record.yml }
            """)
        ])),
    Rule(
      "dataset/file-name", "A file's name is UTF-8 without invisible characters.",
      meaning: """
        A name with a line break, a control character or a character that cannot be seen is written \
        to deceive, or by accident; it can neither be shown nor typed.
        """,
      fix: "Rename the file with letters, digits, `-`, `_` and `.`.",
      examples: .datasets(
        shared: [good],
        failing: [ExampleFile("Records/a\nb.yml", "height: 12")],
        passing: [ExampleFile("Records/a-b.yml", "height: 12")])),
    Rule(
      "dataset/folder-link", "Folders are reached without symbolic links.",
      meaning: """
        A link to a folder would give its files a second path, and could lead round in a circle. It \
        is not followed.
        """,
      fix: "Put the folder itself there, or add the link to `ignore` in `bindery.yml`.",
      examples: .datasets(
        shared: [good],
        failing: [ExampleFile("Records/limes", .link(to: "../Schemas"))],
        passing: [ExampleFile("Records/limes/a.yml", "height: 9")])),
    Rule(
      "dataset/no-match", "Each 'include' pattern matches at least one file.",
      meaning: """
        A pattern that matches nothing is most often misspelled, and the files that were meant are \
        then not checked.
        """,
      fix: "Check the folders of the pattern, its extension, and upper and lower case.",
      examples: .datasets(
        shared: [good],
        failing: [
          .configuration(
            """
            name: example
            collections:
              - { name: records, include: [Records/*, records/**], schema: Schemas/record.yml }
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
    Rule(
      "dataset/not-a-file", "What lies among records is a file or a folder.",
      meaning: "A pipe, a socket or a device is never opened.",
      fix: "Remove it.",
      examples: .told(
        failing: "`mkfifo Records/a.yml`", passing: "`rm Records/a.yml`",
        because: "git holds no such thing, so a page cannot either")),
    Rule(
      "dataset/outside-link", "A symbolic link stays inside the dataset.",
      meaning: """
        What lies outside the folder of `bindery.yml` is not part of the dataset, and might be \
        anything on the machine that validates. It is not read.
        """,
      fix: "Put the file itself there.",
      examples: .datasets(
        shared: [good],
        failing: [ExampleFile("Records/a.yml", .link(to: "/etc/hostname"))],
        passing: [ExampleFile("Records/a.yml", "height: 12")])),
    Rule(
      "dataset/unclaimed-file", "A file in a collection's folders is a record or is ignored.",
      meaning: """
        Every file below the folders that `include` names is accounted for, so that no record is \
        left unchecked because its name is misspelled.
        """,
      fix: """
        Rename the file so that an `include` matches, or add it to `ignore` in `bindery.yml` if it \
        is no record.
        """,
      examples: .datasets(
        shared: [
          ExampleFile("Records/a.yml", "height: 12"), ExampleFile("Records/README.md", "Trees."),
        ],
        failing: [
          .configuration(
            """
            name: example
            collections:
              - { name: records, include: Records/*.yml, schema: Schemas/record.yml }
            """)
        ],
        passing: [
          .configuration(
            """
            name: example
            collections:
              - { name: records, include: Records/*.yml, schema: Schemas/record.yml }
            ignore: Records/README.md
            """)
        ])),
    Rule(
      "dataset/unreadable-file", "Files and folders can be read.",
      meaning: "The system refused to open the file or folder, or it vanished during the run.",
      fix: "Check its permissions; run again when nothing else changes the dataset.",
      examples: .told(
        failing: "`chmod 000 Records/a.yml`", passing: "`chmod 644 Records/a.yml`",
        because: "the administrator of a machine reads everything")),
  ]

  private static let good = ExampleFile("Records/good.yml", "height: 9")
}
