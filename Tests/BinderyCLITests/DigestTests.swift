import Foundation
import TestSupport
import Testing

/// What the README says to type to show that a record is in a release, or is not.
@Suite(.enabled(if: Shell.hasPythonModule("json"), "needs Python"))
struct DigestTests {
  private func commands() throws -> String {
    let readme = try String(contentsOfFile: ProjectFolder.root + "/README.md", encoding: .utf8)
    let section = try #require(readme.components(separatedBy: "### Show that a record").last)
    return try #require(
      section.components(separatedBy: "```sh\n").dropFirst().first?.components(separatedBy: "```")
        .first)
  }

  private func release() async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let run = await CommandRun.bindery(
      "export", "--dataset", ProjectFolder.root, "--output", folder.path, "--quiet",
      in: folder.path, environment: ["SOURCE_DATE_EPOCH": "1600000000"])
    #expect(run.status == 0, "\(run.standardError)")
    return folder
  }

  private static let path = "facial-recognition-news/1.0.0"

  @Test func recordIsThere() async throws {
    let folder = try await release()
    let run = try Shell.result(
      "bash", ["-euo", "pipefail", "-c", try commands()], in: folder.url(Self.path).path)
    #expect(run.status == 0, "\(run.standardError)")
    // The line is found by its key, and again by the digest of the record.
    let lines = run.standardOutput.split(separator: "\n").filter { $0.hasSuffix("  axios.com") }
    #expect(lines.count == 2)
    #expect(lines.first == lines.last)
  }

  @Test func recordIsNot() async throws {
    let folder = try await release()
    let other = try commands().replacing("print(end=", with: "print(end=\" \" + ")
    for commands in [other, try commands().replacing("axios", with: "example")] {
      let run = try Shell.result(
        "bash", ["-uo", "pipefail", "-c", commands], in: folder.url(Self.path).path)
      #expect(run.status == 1, "\(run.standardOutput)")
    }
  }

  /// The digest of a collection is that of its canonical lines in the order of the keys.
  @Test func collectionDigest() async throws {
    let folder = try await release()
    let program = """
      import gzip, hashlib, json
      manifest = json.load(open("manifest.json"))
      for collection in manifest["collections"]:
          records = [json.loads(line) for line in gzip.open(f"data/{collection['name']}.jsonl.gz")]
          records.sort(key=lambda record: record["_id"].encode())
          lines = [json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() for record in records]
          digests = "".join(f"{hashlib.sha256(line).hexdigest()}  {record['_id']}\\n" for line, record in zip(lines, records))
          assert digests == open(f"data/{collection['name']}.digests", encoding="utf-8").read()
          assert hashlib.sha256(b"".join(line + b"\\n" for line in lines)).hexdigest() == collection["digest"]
      print("same")
      """
    #expect(try Shell.run("python3", "-c", program, in: folder.url(Self.path).path) == "same\n")
  }
}
