import Foundation
import TestSupport
import Testing

@testable import Bindery

/// Which files a contribution changes: whatever git's index looks like, what the files hold decides.
struct ContributionTests {
  /// Forms of git's index, and of the repository around it.
  enum Form: String, CaseIterable {
    case version2, version3, version4, split, sparse, sha256, subfolder, copied, lineEnds

    /// Whether the index is read; otherwise git is asked.
    var isRead: Bool { self != .split && self != .sparse }
  }

  @Test(arguments: Form.allCases) func changesOfTheWorkingTree(form: Form) async throws {
    for seed in 0..<3 as Range<UInt64> {
      let tree = try WorkingTree(form, seed: seed)
      try await tree.expectStates()
      for step in 0..<12 {
        let changes = try (0..<3).map { _ in try tree.change() }
        let contribution = try await Contribution.find(since: "HEAD", in: tree.root, jobs: 2)
        let comment: Comment = "\(form), seed \(seed), step \(step): \(changes)"
        try tree.expect(contribution, comment)
        if step == 6 { try tree.commit() }
      }
    }
  }
}

extension ContributionTests {
  /// What is wrong with an index is for git to say; whatever it holds, it is read or git is asked.
  @Test(arguments: [Form.version2, .version4]) func damagedIndex(form: Form) async throws {
    let tree = try WorkingTree(form, seed: 5)
    var location = try await GitIndex.Location(in: tree.root)
    let bytes = try FileReader.read(location.path, maximumByteCount: 1_000_000)
    let folder = try TemporaryFolder()
    var random = SeededGenerator(seed: 11)
    for number in 0..<400 {
      var damaged = bytes
      if number % 4 == 0 { damaged.removeLast(Int.random(in: 1..<bytes.count, using: &random)) }
      for _ in 0..<(number % 4) {
        let position = Int.random(
          in: 0..<min(number < 200 ? 300 : .max, bytes.count), using: &random)
        damaged[position] = UInt8.random(in: .min ... .max, using: &random)
      }
      try folder.write(damaged, to: "index")
      location.path = folder.path + "/index"
      let index = try await GitIndex.read(location, in: tree.root)
      #expect(index.paths.count == index.entries.count)
      let isHeld = try? GitIndex.holds("nothing", location)
      #expect(isHeld != true)
      if number % 4 == 0 { #expect(isHeld == nil) }
    }
  }
}

extension ContributionTests {
  /// Whatever the index looks like, it is seen whether a contribution brings along a folder.
  @Test(arguments: Form.allCases) func trackedFolder(form: Form) async throws {
    let tree = try WorkingTree(form, seed: 9)
    func expect(_ isTracked: Bool, _ comment: Comment) async {
      #expect(await Git.tracks(".bindery", in: tree.root).0 == isTracked, comment)
      let location = try? await GitIndex.Location(in: tree.root)
      let isHeld = location.flatMap { try? GitIndex.holds(".bindery", $0) }
      #expect(isHeld == (isTracked || form.isRead ? isTracked : nil), comment)
    }
    await expect(false, "nothing like it")
    try tree.add([".bindery-x", ".binder/y", ".bindery.md", ".binderyx/y", "a/.bindery/y"])
    await expect(false, "other names")
    try tree.add([".bindery/links.sqlite"])
    await expect(true, "a file in it")
    try tree.remove(".bindery")
    await expect(false, "no more")
    try tree.add([".bindery"])
    await expect(true, "a file of this name")
    try tree.remove(".bindery")
    try tree.intend(".bindery/links.sqlite")
    await expect(true, "a file that is to be added")
  }

  /// What a hook of git is told does not lead astray; what it is told wrong is no answer.
  @Test func trackedFolderOfARepositoryThatIsNamed() async throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "repository/.bindery/validation.sqlite")
    let root = folder.path + "/repository"
    try Shell.run("git", "init", "-q", in: root)
    #expect(await Git.tracks(".bindery", in: root).0 == false)
    try Shell.run("git", "add", "-A", in: root)
    try Shell.run("mv", ".git", "../elsewhere", in: root)
    #expect(await Git.tracks(".bindery", in: root).0 == false, "no repository")
    try folder.write("gitdir: \(folder.path)/elsewhere\n", to: "repository/.git")
    #expect(await Git.tracks(".bindery", in: root).0 == true)
    try folder.write("gitdir: \(folder.path)/nowhere\n", to: "repository/.git")
    let (isTracked, complaint) = await Git.tracks(".bindery", in: root)
    #expect(isTracked == nil && complaint.contains("nowhere"))
  }

  /// What git prints of paths is not taken apart where they hold line breaks.
  @Test(arguments: ["", "a\nb/", "true\n/sha1\n\n/"], ["repository", "two\n\nlines"])
  func pathsWithLineBreaks(prefix: String, name: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write("text\n", to: "\(name)/\(prefix)file")
    let repository = folder.path + "/" + name
    try Shell.run("git", "init", "-q", "--separate-git-dir=g\(name)", name, in: folder.path)
    try Shell.run("git", "add", "-A", in: repository)
    let root = repository + "/" + prefix
    let location = try await GitIndex.Location(in: root)
    #expect(location.prefix == Array(prefix.utf8))
    #expect(RealPath.resolve(location.path) == RealPath.resolve(folder.path + "/g\(name)/index"))
    #expect(try GitIndex.holds("file", location))
    #expect(try !GitIndex.holds(".bindery", location))
  }

  /// More than is in memory at once.
  @Test(arguments: [2, 4], ["", "m/"]) func largeIndex(version: Int, prefix: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: prefix + "file")
    let names = (0..<20_000).map { number in
      "\(["a", "m", "z"][number % 3])/\(String(repeating: "long", count: number % 30))-\(number)"
    }
    let object = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
    func add(_ names: [String]) throws {
      try folder.write(names.map { "100644 \(object)\t\($0)\n" }.joined(), to: "list")
      try Shell.run("sh", "-c", "git update-index --index-info < list", in: folder.path)
    }
    try Shell.run("git", "init", "-q", in: folder.path)
    try add(names)
    try Shell.run("git", "update-index", "--index-version", "\(version)", in: folder.path)
    let root = folder.path + "/" + prefix
    var location = try await GitIndex.Location(in: root)
    let index = try await GitIndex.read(location, in: root)
    let listed = try Shell.run("git", "ls-files", "-z", in: root).split(separator: "\0")
    #expect(listed.count == (prefix.isEmpty ? 20_000 : 6_667))
    #expect((0..<index.paths.count).map { index.paths.path($0) } == listed.map(String.init))
    #expect(index.entries.indices.allSatisfy { index.object($0) == object })
    #expect(try !GitIndex.holds(".bindery", location))
    let bytes = try FileReader.read(location.path, maximumByteCount: 10_000_000)
    try add([prefix + ".bindery/validation.sqlite"])
    #expect(try GitIndex.holds(".bindery", location))

    // An extension may be left out that nobody knows, unless its name says otherwise.
    location.path = folder.path + "/extended"
    let length: [UInt8] = [0, 8, 0, 0]
    for name in ["BIGX", "bigx"] {
      let more = Array(name.utf8) + length + [UInt8](repeating: 0x61, count: 0x80000)
      try folder.write(bytes.dropLast(20) + more + bytes.suffix(20), to: "extended")
      let isHeld = try? GitIndex.holds(".bindery", location)
      #expect(isHeld == (name == "BIGX" ? false : nil))
    }
  }
}

/// A working tree that is changed at random, with and without git's knowing.
private final class WorkingTree {
  private let folder: TemporaryFolder
  private var random: SeededGenerator
  private let form: ContributionTests.Form
  /// The folder that the comparison is about, and what stands before its paths in the repository.
  let root: String
  private let prefix: String
  /// The contents that HEAD has below the root; of links, where they lead.
  private var base: [String: Data] = [:]
  private var links: Set<String> = []
  private var skipped: Set<String> = []
  private var count = 0

  init(_ form: ContributionTests.Form, seed: UInt64) throws {
    self.form = form
    random = SeededGenerator(seed: seed &* 31 &+ 7)
    folder = try TemporaryFolder()
    prefix = form == .subfolder ? "data/" : ""
    root = prefix.isEmpty ? folder.path : folder.path + "/data"
    for number in 0..<40 {
      try folder.write("content \(number)\n", to: prefix + path(number))
      try folder.write("outside \(number)\n", to: "elsewhere/\(number).md")
    }
    try FileManager.default.createSymbolicLink(
      atPath: root + "/link.md", withDestinationPath: "a/0.md")
    try git("init", "-q", "-b", "main", "--object-format=\(form == .sha256 ? "sha256" : "sha1")")
    try git("add", "-A")
    try commit()
    switch form {
    case .version2: try git("update-index", "--index-version", "2")
    case .version3, .subfolder: break
    case .version4: try git("update-index", "--index-version", "4")
    case .split: try git("update-index", "--split-index")
    case .sparse: try git("sparse-checkout", "set", "--cone", "--sparse-index", "a", "b", "c")
    case .sha256: usleep(60_000)
    case .lineEnds:
      // As a clone has it where git is told so; the index is as old as the files.
      try folder.write("* text eol=crlf\n", to: ".git/info/attributes")
      try Shell.run("sh", "-c", "rm -r a b c d link.md && git checkout -q -- .", in: root)
      #expect(try Shell.run("cat", "a/0.md", in: root).utf8.contains(UInt8(ascii: "\r")))
    case .copied:
      // Other times and other inodes for all files.
      try Shell.run("sh", "-c", "cp -r a a2 && rm -r a && mv a2 a", in: root)
    }
    // An index has version 3 where git does not expect a file to be there.
    if form == .version3 { try skip(path(3)) }
    if form == .sparse {
      skipped = Set(base.keys.filter { $0.hasPrefix("d/") || $0.hasPrefix("elsewhere/") })
    }
  }

  private func path(_ number: Int) -> String {
    "\(["a", "b", "c", number % 8 == 3 ? "d/x" : "d/y"][number % 4])/\(number).md"
  }

  private func git(_ arguments: String...) throws {
    let identity = ["-c", "user.name=Tester", "-c", "user.email=tester@example.org"]
    let output = try Shell.result("git", identity + arguments, in: folder.path)
    try #require(output.status == 0, "git \(arguments): \(output.standardError)")
  }

  /// Lets git know new files.
  func add(_ paths: [String]) throws {
    for path in paths {
      try folder.write("new\n", to: prefix + path)
      try git("add", "--force", "--sparse", prefix + path)
    }
  }

  /// Lets git know of a new file, though not yet what it holds.
  func intend(_ path: String) throws {
    try folder.write("new\n", to: prefix + path)
    try git("add", "--force", "--sparse", "-N", prefix + path)
  }

  /// Lets git forget a file or folder, and removes it.
  func remove(_ path: String) throws {
    try git("rm", "-rqf", "--sparse", prefix + path)
  }

  private func skip(_ path: String) throws {
    try git("update-index", "--skip-worktree", prefix + path)
    try FileManager.default.removeItem(atPath: root + "/" + path)
    skipped.insert(path)
  }

  /// Commits what git knows.
  func commit() throws {
    try git("commit", "-q", "--allow-empty", "-m", "Some change")
    base = [:]
    links = []
    let listed = try Shell.run("git", "ls-tree", "-r", "-z", "HEAD", in: root)
    for line in listed.split(separator: "\0") {
      let parts = line.split(separator: "\t", maxSplits: 1)
      let words = parts[0].split(separator: " ")
      base[String(parts[1])] = Data(
        try Shell.run("git", "cat-file", "blob", String(words[2]), in: root).utf8)
      if words[0] == "120000" { links.insert(String(parts[1])) }
    }
  }

  /// Does something to a file, and says what.
  func change() throws -> String {
    let number = Int.random(in: 0..<40, using: &random)
    let name = path(number)
    let file = root + "/" + name
    count += 1
    guard !skipped.contains(name) else { return "nothing" }
    let kinds = [
      "edit", "same", "times", "mode", "delete", "link", "folder", "add", "intend", "remove",
      "stage", "stageMode", "stageAll",
      "restore", "rename", "linkedFolder", "relink",
    ]
    let kind = kinds.randomElement(using: &random) ?? ""
    guard kind == "linkedFolder" || !isBehindLink(file) else { return "nothing" }
    let manager = FileManager.default
    switch kind {
    case "edit": try write("edited \(count)\n", file)
    case "same":
      if let content = base[name] { try write(String(decoding: content, as: UTF8.self), file) }
    case "times": _ = try? Shell.run("touch", "-d", "2001-01-01", file, in: root)
    case "mode": _ = try? Shell.run("chmod", "+x", file, in: root)
    case "delete": try? manager.removeItem(atPath: file)
    case "link":
      try? manager.removeItem(atPath: file)
      try? manager.createSymbolicLink(atPath: file, withDestinationPath: "1.md")
    case "folder":
      try? manager.removeItem(atPath: file)
      try write("deep\n", file + "/inside.md")
    case "add":
      try write("new \(count)\n", root + "/a/new-\(count).md")
      try git("add", prefix + "a/new-\(count).md")
    case "intend":
      try write("new \(count)\n", root + "/b/new-\(count).md")
      try git("add", "-N", prefix + "b/new-\(count).md")
    case "remove": try git("rm", "-rqf", "--cached", "--ignore-unmatch", prefix + name)
    case "stage":
      try write("staged \(count)\n", file)
      try git("add", "-A", prefix + name)
    case "stageMode":
      _ = try? Shell.run("chmod", "+x", file, in: root)
      _ = try? Shell.run("git", "add", name, in: root)
    case "stageAll":
      // Git 2.39 cannot add what is behind a folder that a sparse index holds as one.
      guard form != .sparse else { break }
      try git("add", "-A")
    case "restore": _ = try? Shell.run("git", "checkout", "-q", "HEAD", "--", name, in: root)
    case "rename":
      // Git 2.39 lists a file again and again that is moved in a sparse index.
      guard form != .sparse else { break }
      _ = try? Shell.run("git", "mv", name, "c/moved-\(count).md", in: root)
    case "linkedFolder":
      guard form != .sparse else { break }
      let folder = root + (count % 2 == 0 ? "/d" : "/d/x")
      if isLink(folder) {
        try manager.removeItem(atPath: folder)
        try manager.moveItem(atPath: folder + "-real", toPath: folder)
      } else if !isBehindLink(folder), isDirectory(folder) {
        try manager.moveItem(atPath: folder, toPath: folder + "-real")
        try manager.createSymbolicLink(
          atPath: folder, withDestinationPath: count % 2 == 0 ? "d-real" : "x-real")
      }
    default:
      try? manager.removeItem(atPath: root + "/link.md")
      try manager.createSymbolicLink(
        atPath: root + "/link.md", withDestinationPath: ["a/0.md", "a/4.md"][count % 2])
    }
    return "\(kind) \(name)"
  }

  private func write(_ text: String, _ file: String) throws {
    guard !isBehindLink(file), !isDirectory(file) else { return }
    if isLink(file) {
      try FileManager.default.removeItem(atPath: file)
    }
    try? FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try? text.write(toFile: file, atomically: false, encoding: .utf8)
  }

  private func isDirectory(_ file: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file)
    return attributes?[.type] as? FileAttributeType == .typeDirectory
  }

  private func isLink(_ file: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: file)) != nil
  }

  private func isBehindLink(_ file: String) -> Bool {
    var folder = file
    while folder.count > root.count {
      folder = (folder as NSString).deletingLastPathComponent
      if isLink(folder) { return true }
    }
    return false
  }

  /// What of a file is there: `nil` for nothing, or for what only a link leads to.
  private func current(_ path: String) -> (content: Data?, isLink: Bool)? {
    let file = root + "/" + path
    guard !isBehindLink(file) else { return nil }
    if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: file) {
      return (Data(target.utf8), true)
    }
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    guard !isDirectory(file), let content = FileManager.default.contents(atPath: file) else {
      return (nil, false)
    }
    return (Data(content.filter { form != .lineEnds || $0 != UInt8(ascii: "\r") }), false)
  }

  /// Whether the index is read, with the states in which git saw the files; not so where it has a form
  /// for which git is asked.
  func expectStates() async throws {
    let index = try await GitIndex.read(try await GitIndex.Location(in: root), in: root)
    let isRead = form.isRead
    #expect(index.entries.contains { $0.modified != 0 } == isRead, "\(form)")
    #expect(index.entries.count > 40)
    // Written before its files were, as it seems.
    guard isRead else { return }
    try Shell.run("touch", "-d", "2001-01-01", folder.path + "/.git/index", in: root)
    let older = try await GitIndex.read(try await GitIndex.Location(in: root), in: root)
    #expect(!older.entries.contains { $0.isReliable }, "\(form)")
  }

  /// Compares a contribution with what the files hold.
  func expect(_ contribution: Contribution, _ comment: Comment) throws {
    var contribution = contribution
    let known = Set(
      try Shell.run("git", "ls-files", "-z", in: root).split(separator: "\0").map(String.init))
    var changed: Set<String> = []
    var deleted: Set<String> = []
    for (path, content) in base {
      if let current = current(path) {
        let isSame = current.content == content && current.isLink == links.contains(path)
        // What git is told to forget is no more what it was, though it is still there.
        if !isSame || !known.contains(path) { changed.insert(path) }
      } else if !skipped.contains(path) || !known.contains(path) {
        deleted.insert(path)
      }
    }
    #expect(Set(contribution.changed.map(\.path)) == changed, comment)
    #expect(Set(contribution.deleted.map(\.path)) == deleted, comment)
    for path in base.keys where current(path) != nil {
      let isTouched = contribution.touches(path)
      #expect(isTouched == changed.contains(path), "\(comment), \(path)")
    }
    for path in known.subtracting(base.keys).union(["a/unknown.md"]) {
      let isTouched = contribution.touches(path)
      #expect(isTouched, "\(comment), \(path)")
    }
    let unchanged = Set(base.keys).subtracting(changed).subtracting(deleted)
    #expect(Set(contribution.unchangedPaths) == unchanged, comment)
  }
}
