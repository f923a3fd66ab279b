import Foundation
import TestSupport
import Testing

/// The tables of a release, read back by the rules of the README, give the JSON lines again.
@Suite(.enabled(if: Shell.hasPythonModule("json"), "needs Python"))
struct RoundTripTests {
  private static let scripts = ProjectFolder.root + "/Tests/Interop"

  /// Exports a dataset and unpacks its bundle; returns the bundle's folder.
  private func bundle(of dataset: String, in folder: TemporaryFolder) async throws -> String {
    let run = await CommandRun.bindery(
      "export", "--quiet", "--dataset", dataset, "--output", folder.path + "/exports",
      in: folder.path, environment: ["SOURCE_DATE_EPOCH": "1600000000"])
    #expect(run.status == 0, "\(run.standardError)\(run.standardOutput)")
    try Shell.run("mkdir", folder.path + "/bundle")
    try Shell.run(
      "sh", "-c", "tar -xzf exports/*/*/*.tar.gz -C bundle --strip-components 1", in: folder.path)
    return folder.path + "/bundle"
  }

  private func readBack(_ bundle: String) throws -> String {
    try Shell.run("python3", Self.scripts + "/read_tables.py", bundle)
  }

  @Test(arguments: [1, 2])
  func randomRecords(seed: Int) async throws {
    let folder = try TemporaryFolder()
    let records = try Shell.run(
      "python3", Self.scripts + "/random_records.py", "5000", "\(seed)",
      environment: ["PYTHONUTF8": "1"])
    try folder.write(records, to: "Records/all.jsonl")
    // What the schema says of a member must not matter.
    let declared =
      #""a": { "type": ["string", "null", "array", "object", "number", "boolean"] }, "list": true, "": true"#
    try folder.write(
      seed == 1 ? "{}" : "{ \"properties\": { \(declared) } }", to: "Schemas/any.json")
    try folder.write(
      "name: random\ntitle: Random\ncollections: [{ name: all, include: \"Records/*.jsonl\", schema: Schemas/any.json }]\n",
      to: "bindery.yml")
    #expect(try readBack(try await bundle(of: folder.path, in: folder)) == "5000 records\n")
  }

  @Test func ownDataset() async throws {
    let folder = try TemporaryFolder()
    #expect(try readBack(try await bundle(of: ProjectFolder.root, in: folder)) == "45 records\n")
  }

  @Test func hardDataset() async throws {
    let folder = try TemporaryFolder()
    try Shell.run("python3", Self.scripts + "/hard_datasets.py", folder.path + "/sources")
    let bundle = try await bundle(of: folder.path + "/sources/hostile", in: folder)
    #expect(try readBack(bundle) == "6 records\n")
    for name in ["README.md", "datapackage.json", "croissant.json", "CITATION.cff"] {
      try Golden.expect(
        try String(contentsOfFile: bundle + "/" + name, encoding: .utf8),
        equals: "description-\(name.split(separator: ".")[0].lowercased())")
    }
  }
}
