/// Three releases of a small dataset, in an output folder as `export` writes it.
package struct PublishedTrees: Sendable {
  package let dataset: SampleDataset
  /// The folder of all releases.
  package var exports: String { dataset.path + "/Exports" }
  package var folder: TemporaryFolder { dataset.folder }

  package static let versions = ["1.0.0", "1.1.0", "2.0.0"]

  package struct Failure: Error { let run: CommandRun }

  /// Writes the records and exports them; `body` stands below each record's front matter.
  package init(body: String = "") async throws {
    dataset = try SampleDataset()
    // A second collection stays as it is, so that all releases share its files.
    try dataset.folder.write(
      SampleDataset.configuration.replacing(
        "    publish:",
        with: "  - name: notes\n    include: Records/notes/*.md\n"
          + "    schema: Schemas/tree.schema.json\n    publish:"),
      to: "bindery.yml")
    try dataset.folder.write(SampleDataset.record(), to: "Records/notes/a.md")
    try dataset.folder.write(SampleDataset.record(body: body), to: "Records/trees/b.md")
    try dataset.commit()
    try await export("1.0.0")
    try dataset.folder.write(SampleDataset.record(body: body + "!"), to: "Records/trees/c.md")
    try await export("1.1.0")
    try Shell.run("rm", "Records/trees/b.md", in: dataset.path)
    try await export("2.0.0")
  }

  private func export(_ version: String) async throws {
    let run = await CommandRun.bindery("export", "--version", version, in: dataset.path)
    guard run.status == 0 else { throw Failure(run: run) }
  }

  /// What depends on the version of zlib, and the folder, taken out of a run's words.
  package func transcript(_ run: CommandRun) -> String {
    run.transcript(hiding: dataset.path)
      .replacing(/\ +[0-9.]+ [kM]?B/, with: " SIZE")
      .replacing(/"bytes": [0-9]+/, with: "\"bytes\": BYTES")
      .replacing(/[0-9a-f]{64}/, with: "DIGEST")
  }
}
