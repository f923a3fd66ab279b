extension Rule {
  private static let told = "it takes a repository with two commits"

  static let policies = [
    Rule(
      "policy/changed-key", "A contribution gives no record another key.",
      meaning: """
        With `changedKeys` under `policy`. The key is what other records and releases know a record \
        by. Where the path is the key, renaming the file changes it; a renamed file is followed by \
        the members that it shares with the one that is gone.
        """,
      fix: "Restore the key, or the file's name.",
      examples: .told(
        failing: "a contribution that renames `Records/a.md`, whose path is its key",
        passing: "the record under its name, with other members edited", because: told)),
    Rule(
      "policy/deleted-record", "A contribution removes no record.",
      meaning: """
        With `deletedRecords` under `policy`. A record is removed with its file, with its line in a \
        JSONL file, or by a `bindery.yml` that no longer takes its file for a record.
        """,
      fix: "Restore the record; the maintainers remove records themselves.",
      examples: .told(
        failing: "a contribution without the file `Records/a.md`, which the branch it goes to has",
        passing: "the same contribution with the file", because: told)),
    Rule(
      "policy/machine-member", "A contribution leaves alone what machines maintain.",
      meaning: """
        With `machineMembers` under `policy`, which names the members by JSON pointers. Records that \
        are new may have them.
        """,
      fix: "Restore the value.",
      examples: .told(
        failing:
          "`secured: true`, where the record had `secured: false` and the policy names `/secured`",
        passing: "`secured: false`, as it was", because: told)),
    Rule(
      "policy/mixed-changes", "A contribution changes the rules or the records, not both.",
      meaning: """
        With `mixedChanges` under `policy`. The rules are `bindery.yml` and the schemas: a change to \
        them is looked at by itself.
        """,
      fix: "Propose the rules and the records in contributions of their own.",
      examples: .told(
        failing: "a contribution that loosens a schema and adds the record that needs it",
        passing: "a contribution with the schema alone, and then one with the record",
        because: told)),
    Rule(
      "policy/too-many-records", "A contribution changes only so many records.",
      meaning:
        "With `changedRecords` under `policy`. Records that are added, changed and removed count.",
      fix: "Split it into several contributions.",
      examples: .told(
        failing: "21 new records, where `maximum` is 20", passing: "20 new records", because: told)),
    Rule(
      "policy/unreadable", "The policy that a contribution is held to can be read.",
      meaning: """
        The policy is that of the commit that the contribution is compared with. Where \
        `bindery.yml` is broken there, nobody can tell what a contribution may do.
        """,
      fix: "Correct `bindery.yml` in a contribution of its own.",
      examples: .told(
        failing: "`policy: [` in the `bindery.yml` of the branch that the contribution goes to",
        passing: "a `bindery.yml` that can be read", because: told)),
  ]
}
