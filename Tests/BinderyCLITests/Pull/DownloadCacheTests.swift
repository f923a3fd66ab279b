import Foundation
import TestSupport
import Testing

/// What `bindery pull` keeps of downloads for the next one, and what it no longer keeps.
struct DownloadCacheTests {
  /// A cached file that is damaged is downloaded again.
  @Test func damagedCache() async throws {
    let served = try await ServedTrees()
    #expect(await served.pull().status == 0)
    for file in served.cached {
      let path = served.folder + "/cache/" + file
      var bytes = Array(try #require(FileManager.default.contents(atPath: path)))
      bytes[bytes.count / 2] ^= 1
      try Data(bytes).write(to: URL(filePath: path))
    }
    let run = await served.pull("--to", "again")
    #expect(run.status == 0, "\(run.standardError)")
    #expect(served.requests.count == 2)
    try Shell.run("diff", "-r", "city-trees-2.0.0", "again", in: served.folder)
  }

  /// What nobody has read for 30 days is removed when something is downloaded; what is of use stays.
  @Test func unusedCache() async throws {
    let served = try await ServedTrees()
    #expect(await served.pull().status == 0)
    let used = served.cached
    let digest = String(repeating: "ab", count: 32)
    let old = ["ab/\(digest)", "ab/\(digest).partial"].map { "bindery/files/" + $0 }
    let others = ["ab/\(digest).lock", "ab/notes", "others/\(digest)"].map { "bindery/files/" + $0 }
    let recent = "bindery/files/ab/\(digest.dropLast())c"
    try Shell.run(
      "mkdir", "-p", "cache/bindery/files/ab", "cache/bindery/files/others", in: served.folder)
    for file in used + old + others + [recent] {
      let days = file == recent ? 29 : 31
      try Shell.run("touch", "-d", "-\(days) days", "cache/" + file, in: served.folder)
    }
    let changed = try served.timeOfChange(used[0])
    // Nothing is downloaded, so nothing is removed; but these files were of use.
    #expect(await served.pull("--to", "again").status == 0)
    #expect(served.cached == (used + old + others + [recent]).sorted())
    #expect(try served.timeOfChange(used[0]) == changed)
    let more = await served.pull("city-trees@1.0", "--only", "data/notes.csv.gz")
    #expect(more.status == 0, "\(more.standardError)")
    let kept = served.cached
    #expect(Set(used + others + [recent]).isSubset(of: kept), "\(kept)")
    #expect(!kept.contains { old.contains($0) }, "\(kept)")
  }

  /// Where there can be no cache, that is said once, and the release is pulled all the same.
  @Test(arguments: [["pull"], ["pull", "--only", "data/trees.csv.gz", "data/trees.jsonl.gz"]])
  func unwritableCache(arguments: [String]) async throws {
    let served = try await ServedTrees()
    let folder = try TemporaryFolder()
    try folder.write("a file", to: "cache")
    let run = await CommandRun.bindery(
      [arguments[0], served.server.url("")] + arguments.dropFirst(), in: folder.path,
      environment: ["XDG_CACHE_HOME": folder.path + "/cache"])
    #expect(run.status == 0)
    #expect(
      run.standardError
        == "bindery: warning: downloads are not kept for the next pull: cannot write '\(folder.path)/cache/bindery': Not a directory; make it writable, or name another folder in XDG_CACHE_HOME\n"
    )
    #expect(folder.exists("city-trees-2.0.0/manifest.json"))
    #expect(folder.files().allSatisfy { $0.hasPrefix("city-trees-2.0.0/") || $0 == "cache" })
    let quiet = await CommandRun.bindery(
      ["pull", served.server.url(""), "--no-cache", "--to", "again"], in: folder.path,
      environment: ["XDG_CACHE_HOME": folder.path + "/cache"])
    #expect(quiet.status == 0 && quiet.standardError.isEmpty, "\(quiet.standardError)")
  }
}
