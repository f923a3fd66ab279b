internal import Documents

/// What a stretch of a walk came across.
struct WalkedFiles: Sendable {
  /// Files that one collection claims.
  var files = FileList()
  /// Files that a line of the configuration skips.
  var ignoredCount = 0
  /// About files that cannot be claimed.
  var findings: [Finding] = []

  fileprivate var isEmpty: Bool { files.isEmpty && ignoredCount == 0 && findings.isEmpty }
}

/// Walks the folders of all collections and accounts for every file in them.
///
/// Files come in the order of their paths' bytes. Only the folders on the way to the current file
/// are in memory, not the list of all files.
package struct DatasetWalk {
  /// A folder that is being walked.
  private struct Folder: Sendable {
    /// The path, with a '/' at its end unless it is empty.
    let path: [UInt8]
    let listing: DirectoryListing
    let claims: FolderClaims

    init(_ path: String, _ listing: DirectoryListing, _ claims: FolderClaims) {
      self.path = path.isEmpty ? [] : Array((path + "/").utf8)
      self.listing = listing
      self.claims = claims
    }

    /// The path of an entry; of a name that is not UTF-8, with replacements.
    func path(of entry: Int) -> String {
      String(decoding: path + listing.names[listing.range(entry)], as: UTF8.self)
    }
  }

  private let root: String
  private let collections: [CollectionConfiguration]
  /// What is said of the dataset's own folder.
  private let claims: FolderClaims
  /// What folders held in earlier runs.
  private let memory: FolderMemory?
  /// Folders still to be walked, the last one first.
  private var roots: [String]
  private var stack: [(folder: Folder, position: Int)] = []
  /// What was come across since it was last handed over.
  private var walked = WalkedFiles()
  /// For each collection, which of its patterns matched a file.
  private var matched: [[Bool]]

  /// - Parameters:
  ///   - root: The dataset's folder.
  ///   - configuration: What claims files.
  ///   - ownPaths: Paths that are the dataset's own: the configuration, the schemas, the releases.
  ///   - memory: What folders held in earlier runs.
  init(
    root: String, configuration: Configuration, ownPaths: Set<String>, memory: FolderMemory?
  ) {
    self.root = root
    self.memory = memory
    self.collections = configuration.collections
    claims = FolderClaims(
      collections: configuration.collections, ignore: configuration.ignore, ownPaths: ownPaths)
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

  /// How many files are handed over at once.
  private static let fileCount = 256

  /// The next files, or `nil` at the end.
  mutating func next() -> WalkedFiles? {
    while !isComplete {
      guard let (folder, position) = stack.last else {
        guard let folder = roots.popLast() else { break }
        open(root: folder)
        continue
      }
      if position == folder.listing.count {
        stack.removeLast()
      } else {
        walk(folder, from: position)
      }
    }
    defer { walked = WalkedFiles() }
    return walked.isEmpty ? nil : walked
  }

  /// Whether there is enough to be handed over.
  ///
  /// A file of many records is the last one, so that what is worked on at once stays alike in size.
  private var isComplete: Bool {
    walked.files.count >= Self.fileCount || walked.findings.count >= Self.fileCount
      || walked.files.endsWithLines
  }

  /// Walks a folder up to its end, to a folder in it, or until there is enough.
  private mutating func walk(_ folder: Folder, from start: Int) {
    let top = stack.count - 1
    for entry in start..<folder.listing.count {
      if isComplete {
        stack[top].position = entry
        return
      }
      let isOpened = walk(entry, of: folder)
      if isOpened {
        stack[top].position = entry + 1
        return
      }
    }
    stack[top].position = folder.listing.count
  }

  /// Opens a folder that a pattern names, unless it leads out of the dataset.
  private mutating func open(root folder: String) {
    let path = folder.isEmpty ? root : root + "/" + folder
    guard let real = RealPath.resolve(path) else {
      // A folder that is not there holds no file; the pattern that names it is reported.
      return
    }
    guard RealPath.isInside(real, RealPath.resolve(root) ?? root) else {
      walked.findings.append(.outsideLink(folder))
      return
    }
    open(folder, claims.folder(at: folder))
  }

  /// Opens a folder; returns whether it could be read.
  @discardableResult
  private mutating func open(_ folder: String, _ claims: FolderClaims) -> Bool {
    do throws(SystemError) {
      let path = folder.isEmpty ? root : root + "/" + folder
      let listing: DirectoryListing
      if let memory {
        listing = try memory.listing(of: folder, at: path)
      } else {
        listing = try DirectoryListing(of: path)
      }
      stack.append((Folder(folder, listing, claims), position: 0))
      return true
    } catch {
      walked.findings.append(.unreadableFolder(folder, error))
      return false
    }
  }

  /// Takes account of an entry of a folder; returns whether it is a folder that was opened.
  private mutating func walk(_ entry: Int, of folder: Folder) -> Bool {
    let name = folder.listing.names.span.extracting(folder.listing.range(entry))
    guard Self.isPortable(name) else {
      walked.findings.append(.fileName(folder.path(of: entry)))
      return false
    }
    guard !name.hasSameBytes(as: Self.gitFolder.span), !folder.claims.isOwn(name) else {
      return false
    }
    switch folder.listing.kind(entry) {
    case .file: addFile(entry, of: folder, isLink: false)
    case .directory: return open(folder.path(of: entry), folder.claims.folder(named: name))
    case .symbolicLink: addLink(entry, of: folder)
    case .other:
      if folder.claims.ignores(name) {
        walked.ignoredCount += 1
      } else {
        walked.findings.append(.notAFile(folder.path(of: entry)))
      }
    }
    return false
  }

  private static let gitFolder = Array(".git".utf8)

  /// Whether a name is UTF-8 without control characters or any that cannot be seen.
  private static func isPortable(_ name: Span<UInt8>) -> Bool {
    if name.isPrintableASCII { return true }
    guard let name = try? UTF8Span(validating: name) else { return false }
    var scalars = name.makeUnicodeScalarIterator()
    while let scalar = scalars.next() {
      if scalar.value < 0x20 || scalar.value == 0x7F || VisibleText.isInvisible(scalar) {
        return false
      }
    }
    return true
  }

  private mutating func addLink(_ entry: Int, of folder: Folder) {
    let name = folder.listing.names.span.extracting(folder.listing.range(entry))
    if folder.claims.ignores(name) {
      walked.ignoredCount += 1
      return
    }
    let path = folder.path(of: entry)
    guard let real = RealPath.resolve(root + "/" + path) else {
      walked.findings.append(.brokenLink(path))
      return
    }
    guard RealPath.isInside(real, RealPath.resolve(root) ?? root) else {
      walked.findings.append(.outsideLink(path))
      return
    }
    if FileKind.isDirectory(real) {
      walked.findings.append(.folderLink(path))
    } else {
      addFile(entry, of: folder, isLink: true)
    }
  }

  private mutating func addFile(_ entry: Int, of folder: Folder, isLink: Bool) {
    let name = folder.listing.names.span.extracting(folder.listing.range(entry))
    switch folder.claims.answer(for: name, noteMatch: { matched[$0][$1] = true }) {
    case .ignored: walked.ignoredCount += 1
    case .claimed(let collection):
      walked.files.append(folder: folder.path, name: name, collection: collection, isLink: isLink)
    case .unclaimed:
      let path = folder.path(of: entry)
      walked.findings.append(.unclaimedFile(path, excludedBy: excludingPattern(path)))
    case .contested(let collections):
      walked.findings.append(
        .claimedTwice(
          folder.path(of: entry), by: collections.map { self.collections[$0].name }))
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
