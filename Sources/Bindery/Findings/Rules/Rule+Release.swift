/// Rules of `bindery verify`.
extension Rule {
  static let release = [
    Rule(
      "release/catalog", "The catalog says of a release what it holds.",
      meaning: """
        `catalog.json` and the release that it names disagree: on a file's length or digest, the \
        version, the date or the number of records.
        """,
      fix: "Put back what was changed, the catalog or the release, from where it was published.",
      examples: .told(
        failing: "The catalog says 15 records, the manifest of that release 16.",
        passing: "Both as they were published.", because: needsRelease)),
    Rule(
      "release/chain", "Each release names the one before it.",
      meaning: """
        A manifest holds the version of the release before and the digest of its manifest. \
        Another release stands there now, or none.
        """,
      fix: "A released version never changes: put back the releases that were published.",
      examples: .told(
        failing: "Release 1.0.0 was made again after 1.1.0 was published.",
        passing: "Both as they were published.", because: needsRelease)),
    Rule(
      "release/digest", "A file of a release has the digest that was published.",
      meaning: """
        The file's SHA-256 is another one than that in the manifest, or in `SHA256SUMS`: it was \
        changed after it was published, or damaged on its way.
        """,
      fix: "Get the release again from where it was published; do not use this file.",
      examples: .told(
        failing: "One byte of `data/trees.jsonl.gz` was changed.",
        passing: "The file as it was published.", because: needsRelease)),
    Rule(
      "release/extra-file", "A release holds no other files.",
      meaning: "The manifest does not know this file, so nobody has published it.",
      fix: "Remove the file, or get the release again.",
      examples: .told(
        failing: "`data/notes.txt` was added.", passing: "The folder as it was published.",
        because: needsRelease)),
    Rule(
      "release/length", "A file of a release has the length that was published.",
      meaning: "A file that is too short is most often a download that was interrupted.",
      fix: "Get the release again from where it was published.",
      examples: .told(
        failing: "`data/trees.jsonl.gz` ends after its first half.",
        passing: "The file as it was published.", because: needsRelease)),
    Rule(
      "release/manifest", "The manifest and the checksums can be read.",
      meaning: """
        `manifest.json` or `SHA256SUMS` is missing, is not what \
        `Schemas/manifest.schema.json` describes, or the two do not agree.
        """,
      fix: "Get the release again from where it was published.",
      examples: .told(
        failing: "`manifest.json` was edited.", passing: "The file as it was published.",
        because: needsRelease)),
    Rule(
      "release/missing-file", "A release holds all its files.",
      meaning: "The manifest names a file that is not there.",
      fix: "Get the release again from where it was published.",
      examples: .told(
        failing: "`data/trees.csv.gz` was removed.", passing: "The folder as it was published.",
        because: needsRelease)),
    Rule(
      "release/record-count", "A file holds as many records as the manifest says.",
      meaning: "The lines of a JSONL file are counted.",
      fix: "Get the release again from where it was published.",
      examples: .told(
        failing: "The manifest says 16 records; `data/trees.jsonl.gz` holds 15.",
        passing: "Both say 16.", because: needsRelease)),
    Rule(
      "release/unlisted", "The catalog names all releases of its folder.",
      severity: .warning,
      meaning: """
        A folder stands among a dataset's releases, and `catalog.json` does not name it. An export \
        that was killed at its last step leaves one, and the next export removes it.
        """,
      fix: "Export again, or move the folder away.",
      examples: .told(
        failing: "`trees/1.1.0/` is there, the catalog ends with 1.0.0.",
        passing: "The catalog names both.", because: needsRelease)),
  ]

  private static let needsRelease = "it takes a release, which is too much for a page"
}
