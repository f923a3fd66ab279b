import Foundation
import TestSupport
import Testing

/// `bindery pull` from a folder.
struct PullTests {
  static let commands: [(name: String, arguments: [String])] = [
    ("latest", ["pull", "Exports"]),
    ("catalog-file", ["pull", "Exports/catalog.json"]),
    ("range", ["pull", "Exports", "city-trees@^1"]),
    ("range-alone", ["pull", "Exports", "@<1.1"]),
    ("to", ["pull", "Exports/", "city-trees", "--to", "some/where"]),
    ("only", ["pull", "Exports", "--only", "data/trees.jsonl.gz", "data/trees.digests"]),
    ("list", ["pull", "Exports", "--list"]),
    ("list-range", ["pull", "Exports", "city-trees@1", "--list"]),
    ("list-json", ["pull", "Exports", "city-trees@~1.1", "--list", "--format", "json"]),
    ("json", ["pull", "Exports", "--format", "json"]),
    ("expect", ["pull", "Exports", "--expect", "sha256:" + String(repeating: "0", count: 64)]),
    ("no-such-version", ["pull", "Exports", "city-trees@3"]),
    ("no-such-dataset", ["pull", "Exports", "city-flowers"]),
    ("no-such-file", ["pull", "Exports", "--only", "data/flowers.csv.gz"]),
    ("no-catalog", ["pull", "Records"]),
    ("no-folder", ["pull", "nowhere"]),
    ("not-a-range", ["pull", "Exports", "city-trees@new"]),
    ("not-a-digest", ["pull", "Exports", "--expect", "sha256:abc"]),
    ("taken", ["pull", "Exports", "--to", "Records"]),
    ("file-in-the-way", ["pull", "Exports", "--to", "bindery.yml"]),
  ]

  @Test func commands() async throws {
    let trees = try await PublishedTrees()
    for command in Self.commands {
      let before = Set(trees.folder.files())
      let run = await CommandRun.bindery(command.arguments, in: trees.dataset.path)
      let made = trees.folder.files().filter { !before.contains($0) }
      try Golden.expect(trees.transcript(run), equals: "pull-\(command.name)")
      let isList = command.arguments.contains("--list")
      #expect(made.contains { $0.hasSuffix("/manifest.json") } == (run.status == 0 && !isList))
      if command.name == "only" {
        let names = ["data/trees.digests", "data/trees.jsonl.gz", "manifest.json"]
        #expect(made == names.map { "city-trees-2.0.0/" + $0 })
      }
      for name in made { try FileManager.default.removeItem(at: trees.folder.url(name)) }
      for name in ["city-trees-2.0.0", "city-trees-1.0.0", "city-trees-1.1.0", "some"] {
        _ = try? FileManager.default.removeItem(at: trees.folder.url(name))
      }
    }
  }

  @Test func pulledBundleIsTheReleasedOne() async throws {
    let trees = try await PublishedTrees()
    let run = await CommandRun.bindery("pull", "Exports", in: trees.dataset.path)
    #expect(run.status == 0)
    let folder = trees.folder.url("city-trees-2.0.0").path
    try Shell.run("sha256sum", "--strict", "-c", "SHA256SUMS", in: folder)
    try Shell.run(
      "tar", "-xzf", "Exports/city-trees/2.0.0/city-trees-2.0.0.tar.gz", "--one-top-level=tar",
      in: trees.dataset.path)
    try Shell.run("diff", "-r", "tar/city-trees-2.0.0", folder, in: trees.dataset.path)
    let verify = await CommandRun.bindery("verify", folder, in: trees.dataset.path)
    #expect(verify.status == 0)
    let digest = try SHA256Text.of(try trees.folder.bytes("city-trees-2.0.0/manifest.json"))
    #expect(run.standardOutput.hasSuffix("manifest sha256:\(digest)\n"))
    let expected = await CommandRun.bindery(
      "pull", "Exports", "--expect", "sha256:" + digest.uppercased(), in: trees.dataset.path)
    #expect(expected.standardOutput.contains("already there, verified"))
  }

  /// What is there stays as it is; what is missing comes back.
  @Test func again() async throws {
    let trees = try await PublishedTrees()
    let folder = trees.folder
    func pull(_ arguments: String...) async -> CommandRun {
      await CommandRun.bindery(["pull", "Exports"] + arguments, in: folder.path)
    }
    #expect(await pull().status == 0)
    try folder.write("mine", to: "city-trees-2.0.0/notes.txt")
    let inode = try Shell.run("stat", "-c", "%i %Y", "city-trees-2.0.0/README.md", in: folder.path)
    #expect(await pull().standardOutput.contains("already there, verified"))

    for file in ["data/trees.jsonl", "README.md", "SHA256SUMS"] {
      try FileManager.default.removeItem(at: folder.url("city-trees-2.0.0/" + file))
      let run = await pull()
      #expect(run.status == 0 && !run.standardOutput.contains("already"), "\(run.standardError)")
      #expect(folder.exists("city-trees-2.0.0/" + file))
    }
    #expect(await pull("--only", "data/trees.csv.gz").status == 0)
    #expect(folder.exists("city-trees-2.0.0/data/trees.csv.gz"))
    #expect(await pull().standardOutput.contains("already there, verified"))
    #expect(try folder.read("city-trees-2.0.0/notes.txt") == "mine")
    #expect(
      try Shell.run("stat", "-c", "%i %Y", "city-trees-2.0.0/README.md", in: folder.path) != inode)

    try folder.write("changed\n", to: "city-trees-2.0.0/data/trees.csv")
    let changed = await pull()
    #expect(changed.status == 2)
    #expect(
      changed.standardError.contains(
        "'city-trees-2.0.0/data/trees.csv' is not what was released; move it away"))
    #expect(try folder.read("city-trees-2.0.0/data/trees.csv") == "changed\n")

    let other = await pull("city-trees@1", "--to", "city-trees-2.0.0")
    #expect(other.status == 2)
    #expect(other.standardError.contains("holds another release than city-trees 1.1.0"))
  }

  /// Each byte of the bundle, one bit flipped: an error, and nothing under the final name.
  @Test func flippedBits() async throws {
    let trees = try await PublishedTrees()
    let name = "Exports/city-trees/2.0.0/city-trees-2.0.0.tar.gz"
    let bytes = try trees.folder.bytes(name)
    for index in stride(from: 0, to: bytes.count, by: bytes.count / 40) {
      var flipped = bytes
      flipped[index] ^= 1 << UInt8(index % 8)
      try trees.folder.write(flipped, to: name)
      let run = await CommandRun.bindery("pull", "Exports", in: trees.dataset.path)
      #expect(run.status == 2)
      #expect(run.standardError.contains("is not what was released: its SHA-256 is"))
      #expect(!trees.folder.exists("city-trees-2.0.0"))
    }
    try trees.folder.write(bytes + [0], to: name)
    let longer = await CommandRun.bindery("pull", "Exports", in: trees.dataset.path)
    #expect(longer.standardError.contains("bytes, the catalog says \(bytes.count)"))
    try trees.folder.write(bytes, to: name)
    #expect(await CommandRun.bindery("pull", "Exports", in: trees.dataset.path).status == 0)
    let hidden = try FileManager.default.contentsOfDirectory(atPath: trees.dataset.path)
      .filter { $0.hasPrefix(".city-trees") }
    #expect(hidden.isEmpty)
  }

  /// A folder that is there and empty is filled: it may be the one that the user is in.
  @Test func emptyFolder() async throws {
    let trees = try await PublishedTrees()
    try Shell.run("mkdir", "empty", in: trees.dataset.path)
    let inode = try Shell.run("stat", "-c", "%i", "empty", in: trees.dataset.path)
    let run = await CommandRun.bindery(
      "pull", "../Exports", "--to", ".", in: trees.folder.url("empty").path)
    #expect(run.status == 0, "\(run.standardError)")
    #expect(try Shell.run("stat", "-c", "%i", "empty", in: trees.dataset.path) == inode)
    try Shell.run("sha256sum", "-c", "SHA256SUMS", in: trees.dataset.path + "/empty")
  }

  /// A link where the hidden folder would be is not followed.
  @Test func linkInTheWay() async throws {
    let trees = try await PublishedTrees()
    try trees.folder.write("precious", to: "precious/file")
    try Shell.run(
      "ln", "-s", "precious", ".city-trees-2.0.0.bindery-pull", in: trees.dataset.path)
    let run = await CommandRun.bindery("pull", "Exports", in: trees.dataset.path)
    #expect(run.status == 0, "\(run.standardError)")
    #expect(try trees.folder.read("precious/file") == "precious")
  }

  /// What a killed pull left behind is in nobody's way.
  @Test func leftovers() async throws {
    let trees = try await PublishedTrees()
    try trees.folder.write("half", to: ".city-trees-2.0.0.bindery-pull/data/trees.csv")
    try trees.folder.write("", to: ".city-trees-2.0.0.bindery-pull.lock")
    let run = await CommandRun.bindery("pull", "Exports", in: trees.dataset.path)
    #expect(run.status == 0, "\(run.standardError)")
    #expect(!trees.folder.exists(".city-trees-2.0.0.bindery-pull"))
    #expect(!trees.folder.exists(".city-trees-2.0.0.bindery-pull.lock"))
  }

  @Test func tenAtOnce() async throws {
    let trees = try await PublishedTrees()
    let path = trees.dataset.path
    let runs = await withTaskGroup(of: CommandRun.self) { group in
      for _ in 0..<10 { group.addTask { await CommandRun.bindery("pull", "Exports", in: path) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(runs.allSatisfy { $0.status == 0 })
    #expect(runs.count { !$0.standardOutput.contains("already there") } == 1)
    #expect(await CommandRun.bindery("verify", "city-trees-2.0.0", in: path).status == 0)
  }
}
