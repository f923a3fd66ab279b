import Foundation
import TestSupport
import Testing

/// Real records of real curators, where the data lie beside the project.
@Suite(.enabled(if: ProjectFolder.hasSharedData, "no shared data beside the project"))
struct RealDataTests {
  private func newsDataset(_ records: String, include: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/Records", withIntermediateDirectories: true)
    try Shell.run(
      "cp", "-r", ProjectFolder.sharedData + "/" + records, folder.path + "/Records/news")
    try Shell.run("chmod", "-R", "u+w", folder.path)
    try Shell.run("mkdir", folder.path + "/Schemas")
    try Shell.run(
      "cp", ProjectFolder.root + "/Schemas/news.schema.json", folder.path + "/Schemas/")
    try folder.write(
      """
      name: news
      title: News
      license: CC-BY-4.0
      collections:
        - name: news
          include: Records/news/\(include)
          schema: Schemas/news.schema.json
          publish: { properties: { published: { const: true } } }

      """, to: "bindery.yml")
    return folder
  }

  @Test func powerAppsNews() async throws {
    let folder = try newsDataset("power-apps-news", include: "*.md")
    let run = await CommandRun.bindery(
      "validate", "--expect-records", "192", in: folder.path)
    #expect(run.status == 0, "\(run.standardOutput)")
    #expect(!run.standardOutput.contains("[link/"), "\(run.standardOutput)")
  }

  @Test(.enabled(if: Shell.hasPythonModule("yaml"), "needs PyYAML"))
  func powerAppsNewsReadBack() async throws {
    let folder = try newsDataset("power-apps-news", include: "*.md")
    let export = await CommandRun.bindery(
      "export", "--quiet", in: folder.path, environment: ["SOURCE_DATE_EPOCH": "1622505600"])
    #expect(export.status == 0, "\(export.standardError)")
    let comparison = """
      import glob, gzip, json, sys, yaml
      class Loader(yaml.SafeLoader): pass
      Loader.yaml_implicit_resolvers = {
          first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
          for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}
      folder = sys.argv[1]
      expected = {}
      for path in sorted(glob.glob(folder + "/Records/news/*.md")):
          text = open(path, encoding="utf-8", newline="").read().replace("\\r\\n", "\\n")
          record = yaml.load(text.split("---\\n", 2)[1], Loader)
          if record["published"]:
              del record["secured"]
              expected[path[len(folder) + 1:]] = record
      found = {}
      for line in gzip.open(folder + "/Exports/news/1.0.0/data/news.jsonl.gz", "rt", encoding="utf-8"):
          record = json.loads(line)
          record.pop("_id"); record.pop("_body", None)
          found[record.pop("_source")] = record
      assert list(found) == list(expected), (len(found), len(expected))
      for path in expected:
          assert found[path] == expected[path], path
      print(len(found))
      """
    let count = try Shell.run("python3", "-c", comparison, folder.path)
    // 60 of the 192 are not published.
    #expect(count == "132\n")
  }

  @Test func seeds() async throws {
    let folder = try newsDataset("seeds", include: "*.txt")
    let run = await CommandRun.bindery("validate", in: folder.path)
    try Golden.expect(run.transcript(hiding: folder.path), equals: "seeds")
    #expect(run.status == 1)
  }
}
