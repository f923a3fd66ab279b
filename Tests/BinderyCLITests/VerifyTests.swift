import Bindery
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

  /// One bit of each byte of a small release: every flip is found, in the archive too.
  @Test func everyFlippedBit() async throws {
    let dataset = try await release()
    let folder = "\(dataset.path)/\(Self.folder)"
    var count = 0
    for file in dataset.folder.files(below: Self.folder) {
      let name = Self.folder + "/" + file
      let bytes = try dataset.folder.bytes(name)
      for index in bytes.indices {
        var flipped = bytes
        flipped[index] ^= 1 << UInt8((index &* 5 &+ index / 8) % 8)
        try dataset.folder.write(flipped, to: name)
        let found = try ReleaseVerification.verify(folder).findings
        #expect(!found.isEmpty, "\(file) byte \(index)")
        if file.hasSuffix(".tar.gz") {
          let found = try ReleaseVerification.verify("\(folder)/\(file)").findings
          #expect(!found.isEmpty, "the archive's byte \(index)")
        }
        count += 1
      }
      try dataset.folder.write(bytes, to: name)
    }
    #expect(count > 4000)
    #expect(try ReleaseVerification.verify(folder).findings.isEmpty)
  }

  /// The same in an unpacked bundle, whose files are not compressed.
  @Test func everyFlippedBitOfABundle() async throws {
    let dataset = try await release()
    let unpacked = try TemporaryFolder()
    try Shell.run(
      "tar", "-xzf", "\(dataset.path)/\(Self.folder)/city-trees-1.0.0.tar.gz", "-C", unpacked.path)
    let bundle = unpacked.path + "/city-trees-1.0.0"
    for file in unpacked.files() {
      let bytes = try unpacked.bytes(file)
      for index in bytes.indices {
        var flipped = bytes
        flipped[index] ^= 1 << UInt8((index &* 3 &+ index / 8) % 8)
        try unpacked.write(flipped, to: file)
        #expect(
          try !ReleaseVerification.verify(bundle).findings.isEmpty, "\(file) byte \(index)")
      }
      try FileManager.default.removeItem(atPath: unpacked.path + "/" + file)
      // Without its manifest and its checksums, a folder is no release; without one, it is spoiled.
      #expect(try !ReleaseVerification.verify(bundle).findings.isEmpty, "\(file) removed")
      try unpacked.write(bytes, to: file)
      try unpacked.write("", to: file + ".added")
      #expect(try !ReleaseVerification.verify(bundle).findings.isEmpty, "\(file).added")
      try FileManager.default.removeItem(atPath: unpacked.path + "/" + file + ".added")
    }
    #expect(try ReleaseVerification.verify(bundle).findings.isEmpty)
  }

  /// A folder of three releases, of which each names the one before.
  private func releases() async throws -> SampleDataset {
    let dataset = try await release()
    for number in 1...2 {
      try dataset.folder.write(
        SampleDataset.record("height: \(number)\n"), to: "Records/trees/new-\(number).md")
      #expect(await CommandRun.bindery("export", "--quiet", in: dataset.path).status == 0)
    }
    return dataset
  }

  static let folderSpoilers:
    [(name: String, status: Int32, spoil: @Sendable (TemporaryFolder) throws -> Void)] = [
      ("nothing", 0, { _ in }),
      ("release-removed", 1, { try Shell.run("rm", "-r", "\($0.path)/Exports/city-trees/1.1.0") }),
      (
        "manifest-removed", 1,
        { try Shell.run("rm", "\($0.path)/Exports/city-trees/1.1.0/manifest.json") }
      ),
      (
        "release-swapped", 1,
        {
          let releases = "\($0.path)/Exports/city-trees"
          try Shell.run("rm", "-r", "\(releases)/1.1.0")
          try Shell.run("cp", "-r", "\(releases)/1.0.0", "\(releases)/1.1.0")
        }
      ),
      ("unlisted", 0, { try $0.write("", to: "Exports/city-trees/1.3.0/half") }),
      (
        "catalog-edited", 1,
        {
          let catalog = try $0.read("Exports/catalog.json")
          try $0.write(
            catalog.replacing("\"records\": 2", with: "\"records\": 20")
              .replacing(/"bytes": [0-9]+/, with: "\"bytes\": 1", maxReplacements: 1),
            to: "Exports/catalog.json")
        }
      ),
      (
        "path-outside", 2,
        {
          let catalog = try $0.read("Exports/catalog.json")
          try $0.write(
            catalog.replacing("\"city-trees/1.1.0\"", with: "\"../../1.1.0\""),
            to: "Exports/catalog.json")
        }
      ),
      (
        "chain-broken", 1,
        {
          // A link of the chain is taken out of the catalog, and its folder removed.
          let catalog = try $0.read("Exports/catalog.json")
          try $0.write(
            catalog.replacing(
              /\{\s+"version": "1\.1\.0"(?s:.*?)\},\s+(?=\{\s+"version": "1\.0\.0")/, with: ""),
            to: "Exports/catalog.json")
          try Shell.run("rm", "-r", "\($0.path)/Exports/city-trees/1.1.0")
        }
      ),
    ]

  @Test(arguments: folderSpoilers.map(\.name))
  func folderOfReleases(name: String) async throws {
    let dataset = try await releases()
    let spoiler = try #require(Self.folderSpoilers.first { $0.name == name })
    try spoiler.spoil(dataset.folder)
    let run = await CommandRun.bindery("verify", "Exports", in: dataset.path)
    try Golden.expect(
      Normalised.digests(run.transcript(hiding: dataset.path)), equals: "verify-folder-\(name)")
    #expect(run.status == spoiler.status)
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
