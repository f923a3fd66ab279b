/// A small dataset of trees, for tests that spoil it.
package struct SampleDataset: Sendable {
  package let folder: TemporaryFolder
  package var path: String { folder.path }

  package static let configuration = """
    name: city-trees
    title: Street trees of the city
    license: CC-BY-4.0
    collections:
      - name: trees
        include: Records/trees/**/*.md
        schema: Schemas/tree.schema.json
        publish:
          properties: { published: { const: true } }
    ignore: ["**/.keep"]

    """

  package static let schema = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "type": "object",
      "required": ["species", "published"],
      "additionalProperties": false,
      "properties": {
        "species": { "type": "string", "minLength": 1 },
        "height": { "type": "number", "minimum": 0 },
        "planted": { "type": "string", "format": "date" },
        "published": { "type": "boolean" },
        "secret": { "type": "string", "x-export": "omit" },
        "visits": {
          "type": "array",
          "items": {
            "type": "object",
            "properties": { "date": { "type": "string" }, "note": { "type": "string" } }
          }
        }
      }
    }

    """

  package static func record(_ members: String = "", body: String = "") -> String {
    "---\nspecies: Tilia cordata\npublished: true\n\(members)---\n\(body)"
  }

  /// Writes the dataset with one good record.
  package init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.configuration, to: "bindery.yml")
    try folder.write(Self.schema, to: "Schemas/tree.schema.json")
    try folder.write(Self.record("height: 12.5\nplanted: 1987-04-02\n"), to: "Records/trees/a.md")
  }

  /// Puts everything into a git repository with one commit, whose time is fixed.
  package func commit() throws {
    let date = "2024-05-06T07:08:09Z"
    try Shell.run("git", "init", "-q", "-b", "main", in: path)
    try Shell.run("git", "add", "-A", in: path)
    try Shell.run(
      "git", "-c", "user.name=Tester", "-c", "user.email=tester@example.org", "commit", "-q", "-m",
      "Records", in: path, environment: ["GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date])
  }
}

extension SampleDataset {
  /// Commits what is staged.
  package func commitAgain() throws {
    let date = "2024-06-07T08:09:10Z"
    try Shell.run(
      "git", "-c", "user.name=Tester", "-c", "user.email=tester@example.org", "commit", "-q", "-m",
      "More records", in: path,
      environment: ["GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date])
  }
}
