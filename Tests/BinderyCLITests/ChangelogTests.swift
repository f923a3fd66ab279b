import Foundation
import TestSupport
import Testing

/// `CHANGELOG.md` in a bundle.
struct ChangelogTests {
  private func changelog(_ dataset: SampleDataset, _ version: String) throws -> String {
    try Shell.run(
      "tar", "-xzOf", "Exports/city-trees/\(version)/city-trees-\(version).tar.gz",
      "city-trees-\(version)/CHANGELOG.md", in: dataset.path)
  }

  @Test func carriedOn() async throws {
    let dataset = try SampleDataset()
    for (member, name) in [("name: A *fine* <b>tree</b>", "b"), ("title: Second", "c")] {
      try dataset.folder.write(
        "---\nspecies: Acer\npublished: true\n\(member)\n---\n", to: "Records/trees/\(name).md")
    }
    try dataset.folder.write(
      SampleDataset.schema.replacing("\"additionalProperties\": false,\n", with: ""),
      to: "Schemas/tree.schema.json")
    try dataset.commit()
    func export() async {
      #expect(await CommandRun.bindery("export", in: dataset.path).status == 0)
    }
    await export()
    try Golden.expect(try changelog(dataset, "1.0.0"), equals: "changelog-first")
    try dataset.folder.write(SampleDataset.record("height: 13\n"), to: "Records/trees/a.md")
    try FileManager.default.removeItem(atPath: dataset.path + "/Records/trees/b.md")
    for number in 100..<180 {
      try dataset.folder.write(SampleDataset.record(), to: "Records/trees/`\(number)`.md")
    }
    await export()
    try Golden.expect(try changelog(dataset, "2.0.0"), equals: "changelog-second")
    try dataset.folder.write(
      SampleDataset.configuration.replacing("Street", with: "All"), to: "bindery.yml")
    await export()
    let third = try changelog(dataset, "2.0.1")
    #expect(
      third == """
        # Changelog

        ## 2.0.1 (2024-05-06)

        - title, description, license or homepage changed

        """ + (try changelog(dataset, "2.0.0")).dropFirst("# Changelog\n".count))
  }
}
