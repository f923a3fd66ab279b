import Foundation
import TestSupport
import Testing

/// What `bindery verify` finds in a release that is not as it was published.
struct VerifyTests {
  private func release() async throws -> SampleDataset {
    let dataset = try SampleDataset()
    try dataset.commit()
    #expect(await CommandRun.bindery("export", "--quiet", in: dataset.path).status == 0)
    return dataset
  }

  private static let folder = "Exports/city-trees/1.0.0"

  static let spoilers: [(name: String, spoil: @Sendable (TemporaryFolder, String) throws -> Void)] =
    [
      (
        "removed-file",
        { try FileManager.default.removeItem(atPath: "\($0.path)/\($1)/data/trees.csv.gz") }
      ),
      ("added-file", { try $0.write("new", to: "\($1)/notes.txt") }),
      (
        "removed-manifest",
        { try FileManager.default.removeItem(atPath: "\($0.path)/\($1)/manifest.json") }
      ),
      (
        "removed-sums",
        { try FileManager.default.removeItem(atPath: "\($0.path)/\($1)/SHA256SUMS") }
      ),
      ("damaged-manifest", { try $0.write("{}", to: "\($1)/manifest.json") }),
      (
        "sums-that-lead-outside",
        { folder, release in
          let sums = try folder.read("\(release)/SHA256SUMS")
          try folder.write(
            sums + String(repeating: "0", count: 64) + "  ../../../etc/passwd\n",
            to: "\(release)/SHA256SUMS")
        }
      ),
      ("link", { try Shell.run("ln", "-s", "/etc/passwd", "\($0.path)/\($1)/data/link") }),
    ]

  @Test(arguments: spoilers.map(\.name))
  func spoiledFolder(name: String) async throws {
    let dataset = try await release()
    let spoiler = try #require(Self.spoilers.first { $0.name == name })
    try spoiler.spoil(dataset.folder, Self.folder)
    let run = await CommandRun.bindery("verify", Self.folder, in: dataset.path)
    try Golden.expect(run.transcript(hiding: dataset.path), equals: "verify-\(name)")
    #expect(run.status == 1)
  }

  /// Each byte of a small release, one bit flipped: found, or for the archive refused.
  @Test func everyFlippedBit() async throws {
    let dataset = try await release()
    for file in dataset.folder.files(below: Self.folder) {
      let name = Self.folder + "/" + file
      let bytes = try dataset.folder.bytes(name)
      for index in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 40)) {
        var flipped = bytes
        flipped[index] ^= 1 << UInt8(index % 8)
        try dataset.folder.write(flipped, to: name)
        let run = await CommandRun.bindery("verify", Self.folder, in: dataset.path)
        #expect(run.status == 1, "\(file) byte \(index): \(run.standardError)")
        if file.hasSuffix(".tar.gz") {
          let archive = await CommandRun.bindery("verify", name, in: dataset.path)
          #expect(archive.status != 0, "\(file) byte \(index)")
        }
      }
      try dataset.folder.write(bytes, to: name)
    }
    #expect(await CommandRun.bindery("verify", Self.folder, in: dataset.path).status == 0)
  }

  @Test func spoiledBundle() async throws {
    let dataset = try await release()
    let unpacked = try TemporaryFolder()
    try Shell.run(
      "tar", "-xzf", "\(dataset.path)/\(Self.folder)/city-trees-1.0.0.tar.gz", "-C", unpacked.path)
    let lines = try unpacked.read("city-trees-1.0.0/data/trees.jsonl")
    try unpacked.write(lines + lines, to: "city-trees-1.0.0/data/trees.jsonl")
    let run = await CommandRun.bindery("verify", "city-trees-1.0.0", in: unpacked.path)
    try Golden.expect(run.transcript(hiding: unpacked.path), equals: "verify-bundle")
  }
}
