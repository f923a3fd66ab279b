import Foundation
import TestSupport
import Testing

/// What `bindery publish` makes of an output folder.
struct PublishTests {
  @Test func publishes() async throws {
    let trees = try await PublishedTrees()
    let path = trees.dataset.path
    let first = await CommandRun.bindery(
      "publish", "public", "--url", "https://data.example.org/trees", in: path)
    try Golden.expect(trees.transcript(first), equals: "publish-first")
    let files = trees.folder.files(below: "public")
    #expect(
      files == ["catalog.json"]
        + trees.folder.files(below: "Exports/city-trees").map { "city-trees/" + $0 }
        + ["index.html"])
    try Shell.run("diff", "-r", "Exports/city-trees", "public/city-trees", in: path)
    try Shell.run("diff", "Exports/catalog.json", "public/catalog.json", in: path)

    let stamps = try Shell.run("stat", "-c", "%i", "public/catalog.json", in: path)
    let second = await CommandRun.bindery("publish", "public", in: path)
    #expect(second.standardOutput == "nothing new; 3 versions published\n")
    #expect(try Shell.run("stat", "-c", "%i", "public/catalog.json", in: path) == stamps)
    #expect(await CommandRun.bindery("pull", "public", in: path).status == 0)
  }

  @Test func page() async throws {
    let trees = try await PublishedTrees()
    let run = await CommandRun.bindery(
      "publish", "public", "--url", "https://data.example.org/trees", in: trees.dataset.path)
    #expect(run.status == 0)
    try Golden.expect(
      try trees.folder.read("public/index.html")
        .replacing(/[0-9a-f]{64}/, with: "DIGEST").replacing(/[0-9.]+ k?B/, with: "SIZE"),
      equals: "publish-index")
  }

  /// A release that is published stays as it is, whatever the output folder says.
  @Test func refusesToChange() async throws {
    let trees = try await PublishedTrees()
    let path = trees.dataset.path
    #expect(await CommandRun.bindery("publish", "public", in: path).status == 0)
    let other = try await PublishedTrees(body: "other")
    let before = try trees.folder.read("public/catalog.json")
    let run = await CommandRun.bindery("publish", "public", "--from", other.exports, in: path)
    #expect(run.status == 2)
    #expect(run.standardError.contains("city-trees 1.0.0 is published with other files"))
    #expect(try trees.folder.read("public/catalog.json") == before)
  }

  /// A machine that starts from nothing has the catalog and none of the older files.
  @Test func addsToCatalogAlone() async throws {
    let trees = try await PublishedTrees()
    let path = trees.dataset.path
    let catalog = try trees.folder.read("Exports/catalog.json")
    try FileManager.default.createDirectory(
      at: trees.folder.url("fresh"), withIntermediateDirectories: true)
    try trees.folder.write(catalog, to: "fresh/catalog.json")
    try trees.folder.write(SampleDataset.record(body: "new"), to: "Records/trees/d.md")
    #expect(await CommandRun.bindery("export", in: path).status == 0)
    for version in PublishedTrees.versions {
      try FileManager.default.removeItem(at: trees.folder.url("Exports/city-trees/" + version))
    }
    let run = await CommandRun.bindery("publish", "fresh", in: path)
    #expect(run.status == 0, "\(run.standardError)")
    #expect(run.standardOutput.contains("city-trees 2.1.0"))
    #expect(run.standardOutput.hasSuffix("4 versions published\n"))
    #expect(
      trees.folder.files(below: "fresh/city-trees").allSatisfy { $0.hasPrefix("2.1.0/") })
  }

  @Test func missingFiles() async throws {
    let trees = try await PublishedTrees()
    try FileManager.default.removeItem(
      at: trees.folder.url("Exports/city-trees/2.0.0/data/trees.csv.gz"))
    let run = await CommandRun.bindery("publish", "public", in: trees.dataset.path)
    #expect(run.status == 2)
    #expect(run.standardError.contains("'city-trees/2.0.0/data/trees.csv.gz' is not in"))
    #expect(!trees.folder.exists("public/catalog.json"))
    #expect(!trees.folder.exists("public/city-trees/2.0.0"))
  }

  /// A host without folders: every file has its address in the catalog.
  @Test func assets() async throws {
    let trees = try await PublishedTrees()
    let path = trees.dataset.path
    let run = await CommandRun.bindery(
      "publish", "public", "--asset-url",
      "https://github.com/owner/trees/releases/download/{name}-{version}/", in: path)
    #expect(run.status == 0, "\(run.standardError)")
    #expect(
      trees.folder.files(below: "public/city-trees-2.0.0") == [
        "SHA256SUMS", "city-trees-2.0.0.tar.gz", "data.notes.csv.gz", "data.notes.digests",
        "data.notes.jsonl.gz", "data.trees.csv.gz", "data.trees.digests",
        "data.trees.jsonl.gz", "manifest.json",
      ])
    #expect(
      try trees.folder.read("public/catalog.json").contains(
        "\"https://github.com/owner/trees/releases/download/city-trees-2.0.0/data.trees.csv.gz\""))
  }

  @Test(arguments: [
    ["--url", "data.example.org"], ["--url", "https://a b"], ["--asset-url", "{name}"],
  ])
  func usage(arguments: [String]) async throws {
    let folder = try TemporaryFolder()
    let run = await CommandRun.bindery(["publish", "public"] + arguments, in: folder.path)
    #expect(run.status == 64)
  }
}
