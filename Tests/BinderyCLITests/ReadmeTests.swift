import Foundation
import TestSupport
import Testing

/// What the README shows is what the program prints.
///
/// Each `console` block is run in order, in a copy of the project's dataset that was committed at a
/// fixed time. With `BINDERY_RECORD_GOLDENS=1` the blocks are written anew.
struct ReadmeTests {
  /// What is done to the dataset before the block of this number.
  private static let preparations: [Int: @Sendable (TemporaryFolder) throws -> Void] = [
    3: { folder in
      let record = try folder.read("Records/news/2020-06-09-ibm-drops-facial-recognition.md")
      try folder.write(
        record.replacing(/quality: [0-9]+\n/, with: "quality: high\n")
          .replacing(/heat: [-0-9]+\n/, with: "heat: 0\nheet: 0\n"),
        to: "Records/news/2020-06-09-contribution.md")
    },
    4: { folder in
      try FileManager.default.removeItem(
        atPath: folder.path + "/Records/news/2020-06-09-contribution.md")
      let record = try folder.read("Records/organizations/axios.com.md")
      try folder.write(
        record.replacing("width: 50", with: "width: 64"), to: "Records/organizations/axios.com.md")
    },
    6: { folder in
      let record = try folder.read("Records/organizations/axios.com.md")
      try folder.write(
        record.replacing("name: Axios", with: "name: Axios Media"),
        to: "Records/organizations/axios.com.md")
    },
  ]

  @Test func consoleBlocks() throws {
    let folder = try copyOfDataset()
    let readme = try String(contentsOfFile: ProjectFolder.root + "/README.md", encoding: .utf8)
    var parts = readme.components(separatedBy: "```console\n")
    #expect(parts.count > 1)
    for number in parts.indices.dropFirst() {
      try Self.preparations[number - 1]?(folder)
      let block = parts[number]
      let end = try #require(block.range(of: "```\n"))
      let command = try #require(block.split(separator: "\n").first)
      let words = command.split(separator: " ").map(String.init)
      #expect(words.prefix(2) == ["$", "bindery"])
      // Not committed: an edit is seen at once, and the digest names the commit it is made on.
      let run = try Program.run(Array(words.dropFirst(2)), in: folder.path)
      let shown = "\(command)\n" + run.standardOutput + run.standardError
      parts[number] = shown + block[end.lowerBound...]
    }
    let actual = parts.joined(separator: "```console\n")
    if ProcessInfo.processInfo.environment["BINDERY_RECORD_GOLDENS"] == "1" {
      try actual.write(toFile: ProjectFolder.root + "/README.md", atomically: true, encoding: .utf8)
    } else {
      #expect(Normalised.summary(actual) == Normalised.summary(readme))
    }
    let code = try #require(
      readme.components(separatedBy: "```python\n").last?.components(separatedBy: "```").first)
    #expect(
      try Shell.run("python3", "-c", code + "\nprint(len(records))", in: folder.path) == "16\n")
  }

  private func copyOfDataset() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in ["bindery.yml", "Records", "Schemas", "Assets"] {
      try Shell.run("cp", "-r", ProjectFolder.root + "/" + name, folder.path)
    }
    let date = "2026-11-21T00:00:00Z"
    try Shell.run("git", "init", "-q", "-b", "main", in: folder.path)
    try Shell.run("git", "add", "-A", in: folder.path)
    try Shell.run(
      "git", "-c", "user.name=Bindery", "-c", "user.email=bindery@example.org", "commit", "-q",
      "-m",
      "Records", in: folder.path,
      environment: ["GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date])
    return folder
  }
}
