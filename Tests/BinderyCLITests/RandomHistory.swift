import Foundation
import TestSupport
import Testing

/// A repository in which things come and go at random: records, keys, references, schemas, images.
final class RandomHistory {
  let dataset: CacheDataset
  var path: String { dataset.path }
  /// What the last commit did.
  private(set) var changes: [String] = []
  private var random: SeededGenerator

  init(seed: UInt64) throws {
    dataset = try CacheDataset()
    random = SeededGenerator(seed: seed)
    try git("init", "-q", "-b", "main")
    try dataset.folder.write(".bindery/\n", to: ".gitignore")
    try commitAll()
  }

  @discardableResult
  func git(_ arguments: String...) throws -> String {
    let identity = ["-c", "user.name=Tester", "-c", "user.email=tester@example.org"]
    let output = try Shell.result("git", identity + arguments, in: path)
    try #require(output.status == 0, "git \(arguments): \(output.standardError)")
    return output.standardOutput
  }

  func commitAll() throws {
    try git("add", "-A")
    try git("commit", "-q", "--allow-empty", "-m", "A change")
  }

  /// Makes a commit of one to four changes; returns the files that a changed schema or image governs.
  func commit() throws -> Set<String> {
    changes = []
    var governed: Set<String> = []
    for _ in 0..<Int.random(in: 1...4, using: &random) { governed.formUnion(try change()) }
    try commitAll()
    return governed
  }

  func changedPaths() throws -> Set<String> {
    Set(
      try git("diff", "--name-only", "--no-renames", "-z", "HEAD~1", "HEAD")
        .split(separator: "\0").map(String.init))
  }

  private func change() throws -> Set<String> {
    let folder = dataset.folder
    let number = Int.random(in: 0..<150, using: &random)
    let page = CacheDataset.pagePath(number)
    let kinds = [
      "edit", "spoil", "duplicate", "earlier", "delete", "rename", "site", "removeSite",
      "otherSite",
      "line", "schema", "image", "correct", "odd",
    ]
    let kind = kinds.randomElement(using: &random) ?? ""
    changes.append("\(kind) \(number)")
    switch kind {
    case "edit":
      try folder.write(CacheDataset.page(number, "date: 2020-01-01\n"), to: page)
    case "spoil":
      try folder.write("---\nsite: nowhere\ntitle: 5\nurl: x\(number)\n---\n", to: page)
    case "duplicate":
      try folder.write(CacheDataset.page((number + 3) % 150), to: "Records/pages/z/\(number).md")
    case "earlier":
      try folder.write(CacheDataset.page((number + 3) % 150), to: "Records/pages/!/\(number).md")
    case "delete": try? FileManager.default.removeItem(at: folder.url(page))
    case "rename":
      try FileManager.default.createDirectory(
        at: folder.url("Records/pages/moved"), withIntermediateDirectories: true)
      try? FileManager.default.moveItem(
        at: folder.url(page), to: folder.url("Records/pages/moved/\(number).md"))
    case "site":
      try folder.write(
        "domain: site\(number % 5).example\n", to: "Records/sites/x\(number % 3).yml")
    case "removeSite":
      try? FileManager.default.removeItem(at: folder.url("Records/sites/site\(number % 5).yml"))
    case "otherSite":
      try folder.write("domain: other.example\n", to: "Records/sites/site\(number % 5).yml")
    case "line":
      try folder.write(
        try folder.read("Records/lines/all.jsonl") + "{ \"id\": \(number), \"site\": \"gone\" }\n",
        to: "Records/lines/all.jsonl")
    case "schema":
      let schema = try folder.read("Schemas/page.schema.json")
      let changed = schema.replacing(
        /"maxLength": [0-9]+/, with: "\"maxLength\": \(number % 2 == 0 ? 20 : 7)")
      guard changed != schema else { return [] }
      try folder.write(changed, to: "Schemas/page.schema.json")
      return Set(folder.files(below: "Records/pages").map { "Records/pages/" + $0 })
    case "image":
      let image = try? folder.bytes("Assets/image.png")
      try dataset.writeImage(width: UInt8(number % 3 + 2))
      guard try folder.bytes("Assets/image.png") != image else { return [] }
      return Set(
        try folder.files(below: "Records/pages").map { "Records/pages/" + $0 }
          .filter { try folder.read($0).contains("/assets/image.png") })
    case "correct": try folder.write(CacheDataset.page(number), to: page)
    default:
      try folder.write(
        CacheDataset.page(
          number, "image: { url: /assets/image.png, width: 3, height: 2 }\n"),
        to: "Records/pages/odd/ä \"\(number)\" %.md")
    }
    return []
  }
}
