internal import Documents

/// A file that a collection claims.
package struct RecordFile: Sendable, Hashable {
  /// Relative to the dataset's folder, with `/` between its parts.
  package let path: String
  /// The position of the collection in the configuration.
  package let collection: Int
}

/// Walks the folders of all collections and accounts for every file in them.
///
/// Files come in the order of their paths' bytes. Only the folders on the way to the current file
/// are in memory, not the list of all files.
package struct DatasetWalk {
  package enum Step: Sendable {
    case record(RecordFile)
    /// A file that a line of the configuration skips.
    case ignored
    /// A file that cannot be claimed, with the reason.
    case finding(Finding)
  }

  private struct Folder {
    let path: String
    let entries: [DirectoryListing.Entry]
    var position = 0
  }

  private let root: String
  private let collections: [CollectionConfiguration]
  private let ignore: [Glob]
  /// Paths that are the dataset's own: the configuration, the schemas, the releases.
  private let ownPaths: Set<String>
  /// Folders still to be walked, the last one first.
  private var roots: [String]
  private var stack: [Folder] = []
  /// The findings that precede the next step.
  private var pending: [Step] = []
  /// For each collection, which of its patterns matched a file.
  private var matched: [[Bool]]

  init(root: String, configuration: Configuration, ownPaths: Set<String>) {
    self.root = root
    self.collections = configuration.collections
    ignore = configuration.ignore
    self.ownPaths = ownPaths
    matched = configuration.collections.map { $0.include.map { _ in false } }
    roots = Self.outermostFolders(
      configuration.collections.flatMap { $0.include.map(\.content.fixedFolder) }
    ).reversed()
  }

  /// The folders that lie in no other one, in the order of their paths' bytes.
  private static func outermostFolders(_ folders: [String]) -> [String] {
    var outermost: [String] = []
    let sorted = Set(folders).sorted {
      ($0 + "/").utf8.lexicographicallyPrecedes(($1 + "/").utf8)
    }
    for folder in sorted
    where !outermost.contains(where: { $0.isEmpty || (folder + "/").hasPrefix($0 + "/") }) {
      outermost.append(folder)
    }
    return outermost.contains("") ? [""] : outermost
  }

  /// The next file, or `nil` at the end.
  package mutating func next() -> Step? {
    while true {
      if !pending.isEmpty { return pending.removeFirst() }
      guard !stack.isEmpty else {
        guard let folder = roots.popLast() else { return nil }
        open(root: folder)
        continue
      }
      guard let entry = nextEntry() else {
        stack.removeLast()
        continue
      }
      if let step = step(for: entry) { return step }
    }
  }

  private mutating func nextEntry() -> DirectoryListing.Entry? {
    let top = stack.count - 1
    guard stack[top].position < stack[top].entries.count else { return nil }
    defer { stack[top].position += 1 }
    return stack[top].entries[stack[top].position]
  }

  /// Opens a folder that a pattern names, unless it leads out of the dataset.
  private mutating func open(root folder: String) {
    let path = folder.isEmpty ? root : root + "/" + folder
    guard let real = RealPath.resolve(path) else {
      // A folder that is not there holds no file; the pattern that names it is reported.
      return
    }
    guard RealPath.isInside(real, RealPath.resolve(root) ?? root) else {
      pending.append(.finding(.outsideLink(folder)))
      return
    }
    open(folder)
  }

  private mutating func open(_ folder: String) {
    do {
      let entries = try DirectoryListing.entries(of: folder.isEmpty ? root : root + "/" + folder)
      stack.append(Folder(path: folder, entries: entries))
    } catch {
      pending.append(.finding(.unreadableFolder(folder, error)))
    }
  }

  /// `nil` where there is nothing to say: a folder that was entered, or one of the tool's own files.
  private mutating func step(for entry: DirectoryListing.Entry) -> Step? {
    let folder = stack[stack.count - 1].path
    let prefix = folder.isEmpty ? "" : folder + "/"
    guard let name = Self.portableName(entry.name) else {
      return .finding(.fileName(prefix + String(decoding: entry.name, as: UTF8.self)))
    }
    let path = prefix + name
    if name == ".git" || ownPaths.contains(path) { return nil }
    switch entry.kind {
    case .directory:
      open(path)
      return nil
    case .symbolicLink: return linkStep(path)
    case .file: return fileStep(path)
    case .other: return ignores(path) ? .ignored : .finding(.notAFile(path))
    }
  }

  /// The name as text, or `nil` where it is not UTF-8 or holds control characters.
  private static func portableName(_ bytes: [UInt8]) -> String? {
    guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
    guard let name = String(validating: bytes, as: UTF8.self) else { return nil }
    return name.unicodeScalars.contains { VisibleText.isInvisible($0) } ? nil : name
  }

  private func ignores(_ path: String) -> Bool {
    !ignore.isEmpty && ignores(Array(path.utf8))
  }

  private func ignores(_ path: [UInt8]) -> Bool { ignore.contains { $0.matches(path) } }

  private mutating func linkStep(_ path: String) -> Step? {
    if ignores(path) { return .ignored }
    guard let real = RealPath.resolve(root + "/" + path) else {
      return .finding(.brokenLink(path))
    }
    guard RealPath.isInside(real, RealPath.resolve(root) ?? root) else {
      return .finding(.outsideLink(path))
    }
    return FileKind.isDirectory(real) ? .finding(.folderLink(path)) : fileStep(path)
  }

  private mutating func fileStep(_ path: String) -> Step {
    let bytes = Array(path.utf8)
    var claims: [Int] = []
    for (position, collection) in collections.enumerated() {
      var isIncluded = false
      for (pattern, glob) in collection.include.enumerated() where glob.content.matches(bytes) {
        isIncluded = true
        matched[position][pattern] = true
      }
      if isIncluded, !collection.exclude.contains(where: { $0.content.matches(bytes) }) {
        claims.append(position)
      }
    }
    if ignores(bytes) { return .ignored }
    switch claims.count {
    case 1: return .record(RecordFile(path: path, collection: claims[0]))
    case 0: return .finding(.unclaimedFile(path, excludedBy: excludingPattern(path)))
    default: return .finding(.claimedTwice(path, by: claims.map { collections[$0].name }))
    }
  }

  private func excludingPattern(_ path: String) -> String? {
    for collection in collections
    where collection.include.contains(where: { $0.content.matches(path) }) {
      if let glob = collection.exclude.first(where: { $0.content.matches(path) }) {
        return glob.content.text
      }
    }
    return nil
  }

  /// After the last file: the patterns that matched none.
  package func unmatchedPatterns() -> [Finding] {
    var findings: [Finding] = []
    for (position, collection) in collections.enumerated() {
      for (pattern, glob) in collection.include.enumerated() where !matched[position][pattern] {
        findings.append(.noMatch(glob, collection: collection.name))
      }
    }
    return findings
  }
}
