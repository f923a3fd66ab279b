internal import Documents

/// A file that a collection claims.
package struct RecordFile: Sendable, Hashable {
  /// Relative to the dataset's folder, with `/` between its parts.
  package let path: String
  /// The position of the collection in the configuration.
  package let collection: Int
  /// Whether a symbolic link leads to the file.
  package var isLink = false
  /// Whether findings about the file are wanted; otherwise others may be compared with it.
  package var isSelected = true
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
    /// A file that cannot be claimed, with the reason; apart, so that a step is as small as a file.
    indirect case finding(Finding)
  }

  /// A folder that is being walked; shared, as copies of it would cost more than its files.
  private final class Folder: Sendable {
    /// The path, with a '/' at its end unless it is empty.
    private let prefixBytes: [UInt8]
    let listing: DirectoryListing
    let claims: FolderClaims

    init(_ path: String, _ listing: DirectoryListing, _ claims: FolderClaims) {
      prefixBytes = path.isEmpty ? [] : Array((path + "/").utf8)
      self.listing = listing
      self.claims = claims
    }

    /// The path of an entry; of a name that is not UTF-8, with replacements.
    func path(of name: ArraySlice<UInt8>) -> String {
      unsafe String(unsafeUninitializedCapacity: prefixBytes.count + name.count) { buffer in
        // Both fit: the capacity is their sum.
        let end = unsafe buffer.initialize(fromContentsOf: prefixBytes)
        return unsafe buffer[end...].initialize(fromContentsOf: name)
      }
    }
  }

  private let root: String
  private let collections: [CollectionConfiguration]
  private let ignore: [Glob]
  /// Paths that are the dataset's own: the configuration, the schemas, the releases.
  private let ownPaths: Set<String>
  /// Folders still to be walked, the last one first.
  private var roots: [String]
  private var stack: [(folder: Folder, position: Int)] = []
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
      let top = stack.count - 1
      let position = stack[top].position
      guard position < stack[top].folder.listing.count else {
        stack.removeLast()
        continue
      }
      stack[top].position += 1
      if let step = step(for: position, in: stack[top].folder) { return step }
    }
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
      let listing = try DirectoryListing(of: folder.isEmpty ? root : root + "/" + folder)
      let claims = FolderClaims(
        folder: folder, collections: collections, ignore: ignore, ownPaths: ownPaths)
      stack.append((Folder(folder, listing, claims), position: 0))
    } catch {
      pending.append(.finding(.unreadableFolder(folder, error)))
    }
  }

  /// `nil` where there is nothing to say: a folder that was entered, or one of the tool's own files.
  private mutating func step(for entry: Int, in folder: Folder) -> Step? {
    let bytes = folder.listing.name(entry)
    guard Self.isPortable(bytes) else {
      return .finding(.fileName(folder.path(of: bytes)))
    }
    if bytes.elementsEqual(".git".utf8) || folder.claims.isOwn(bytes) { return nil }
    let path = folder.path(of: bytes)
    switch folder.listing.kind(entry) {
    case .directory:
      open(path)
      return nil
    case .file: return fileStep(path, bytes, folder.claims)
    case .symbolicLink: return linkStep(path, bytes, folder.claims)
    case .other: return folder.claims.ignores(bytes) ? .ignored : .finding(.notAFile(path))
    }
  }

  /// Whether a name is UTF-8 without control characters or any that cannot be seen.
  private static func isPortable(_ bytes: ArraySlice<UInt8>) -> Bool {
    var isPlain = true
    for byte in bytes {
      if byte < 0x20 || byte == 0x7F { return false }
      if byte > 0x7F { isPlain = false }
    }
    if isPlain { return true }
    guard let name = String(validating: bytes, as: UTF8.self) else { return false }
    return !name.unicodeScalars.contains { VisibleText.isInvisible($0) }
  }

  private mutating func linkStep(
    _ path: String, _ name: ArraySlice<UInt8>, _ claims: FolderClaims
  ) -> Step? {
    if claims.ignores(name) { return .ignored }
    guard let real = RealPath.resolve(root + "/" + path) else {
      return .finding(.brokenLink(path))
    }
    guard RealPath.isInside(real, RealPath.resolve(root) ?? root) else {
      return .finding(.outsideLink(path))
    }
    if FileKind.isDirectory(real) { return .finding(.folderLink(path)) }
    let step = fileStep(path, name, claims)
    guard case .record(var file) = step else { return step }
    file.isLink = true
    return .record(file)
  }

  private mutating func fileStep(
    _ path: String, _ name: ArraySlice<UInt8>, _ claims: FolderClaims
  ) -> Step {
    switch claims.answer(for: name, noteMatch: { matched[$0][$1] = true }) {
    case .ignored: return .ignored
    case .claimed(let collection): return .record(RecordFile(path: path, collection: collection))
    case .unclaimed: return .finding(.unclaimedFile(path, excludedBy: excludingPattern(path)))
    case .contested(let collections):
      return .finding(.claimedTwice(path, by: collections.map { self.collections[$0].name }))
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
  func unmatchedPatterns() -> [(glob: Glob, finding: Finding)] {
    var findings: [(glob: Glob, finding: Finding)] = []
    for (position, collection) in collections.enumerated() {
      for (pattern, glob) in collection.include.enumerated() where !matched[position][pattern] {
        findings.append((glob.content, .noMatch(glob, collection: collection.name)))
      }
    }
    return findings
  }
}
