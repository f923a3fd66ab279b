internal import Documents

/// What the configuration says of the files in one folder.
///
/// Folders of which it says the same share one: most folders are like the one that holds them.
final class FolderClaims: Sendable {
  /// Where the patterns of one collection are that can match there.
  private struct Collection: Sendable {
    let position: Int
    let include: Range<Int>
    let exclude: Range<Int>
  }

  /// What becomes of a file.
  enum Answer {
    /// By the collection at this position.
    case claimed(Int)
    /// By several collections.
    case contested([Int])
    case unclaimed
    case ignored
  }

  private let patterns: ClaimPatterns
  /// What the folder fits of each pattern.
  private let progress: [Glob.Progress]
  private let collections: [Collection]
  private let ignore: Range<Int>
  /// In one list, since copies of patterns would cost more than what they are asked.
  private let names: [NamePattern]
  /// For each of them, its number among those of its collection.
  private let numbers: [Int]
  /// Paths below the folder that are the dataset's own.
  private let ownPaths: [[UInt8]]
  /// Those of them that are names in the folder.
  private let ownNames: [[UInt8]]

  /// What is said of the dataset's own folder.
  convenience init(
    collections: [CollectionConfiguration], ignore: [Glob], ownPaths: Set<String>
  ) {
    let patterns = ClaimPatterns(collections: collections, ignore: ignore)
    self.init(
      patterns, progress: patterns.globs.map(\.start), ownPaths: ownPaths.map { Array($0.utf8) })
  }

  private init(_ patterns: ClaimPatterns, progress: [Glob.Progress], ownPaths: [[UInt8]]) {
    self.patterns = patterns
    self.progress = progress
    self.ownPaths = ownPaths
    ownNames = ownPaths.filter { !$0.contains(UInt8(ascii: "/")) }
    var names: [NamePattern] = []
    var numbers: [Int] = []
    func add(_ globs: Range<Int>) -> Range<Int> {
      let start = names.count
      for (number, index) in globs.enumerated() {
        let more = patterns.globs[index].namePatterns(after: progress[index])
        names += more
        numbers += more.map { _ in number }
      }
      return start..<names.count
    }
    collections = patterns.collections.enumerated().compactMap { position, collection in
      let include = add(collection.include)
      guard !include.isEmpty else { return nil }
      return Collection(position: position, include: include, exclude: add(collection.exclude))
    }
    ignore = add(patterns.ignore)
    self.names = names
    self.numbers = numbers
  }

  /// What is said of a folder in this one.
  func folder(named name: Span<UInt8>) -> FolderClaims {
    var next: [Glob.Progress] = []
    for (glob, progress) in zip(patterns.globs, progress) {
      next.append(glob.progress(in: name, after: progress))
    }
    var below: [[UInt8]] = []
    for path in ownPaths
    where path.count > name.count && path[name.count] == UInt8(ascii: "/")
      && path.span.hasPrefix(name)
    {
      below.append(Array(path[(name.count + 1)...]))
    }
    if next == progress, below == ownPaths { return self }
    return FolderClaims(patterns, progress: next, ownPaths: below)
  }

  /// What is said of the folder at a path below this one.
  func folder(at path: String) -> FolderClaims {
    path.utf8.split(separator: UInt8(ascii: "/")).reduce(self) { claims, name in
      claims.folder(named: Array(name).span)
    }
  }

  func isOwn(_ name: Span<UInt8>) -> Bool {
    for own in ownNames where name.hasSameBytes(as: own.span) { return true }
    return false
  }

  func ignores(_ name: Span<UInt8>) -> Bool { matches(name, ignore) }

  /// What becomes of a file.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - noteMatch: Called with each collection's position and the number of its pattern that
  ///     matches, whether or not the file is then excluded or ignored.
  /// - Returns: Which collections claim the file.
  func answer(for name: Span<UInt8>, noteMatch: (Int, Int) -> Void) -> Answer {
    var claim: Int?
    var others: [Int] = []
    for index in collections.indices {
      let collection = collections[index]
      var isIncluded = false
      for pattern in collection.include where names[pattern].matches(name) {
        isIncluded = true
        noteMatch(collection.position, numbers[pattern])
      }
      if isIncluded, !matches(name, collection.exclude) {
        if claim == nil { claim = collection.position } else { others.append(collection.position) }
      }
    }
    if ignores(name) { return .ignored }
    guard let claim else { return .unclaimed }
    return others.isEmpty ? .claimed(claim) : .contested([claim] + others)
  }

  private func matches(_ name: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where names[index].matches(name) { return true }
    return false
  }
}

/// All patterns of a configuration, in one list.
private final class ClaimPatterns: Sendable {
  /// Where the patterns of a collection are in the list.
  struct Collection: Sendable {
    let include: Range<Int>
    let exclude: Range<Int>
  }

  let globs: [Glob]
  let collections: [Collection]
  let ignore: Range<Int>

  init(collections: [CollectionConfiguration], ignore: [Glob]) {
    var globs: [Glob] = []
    func add(_ more: [Glob]) -> Range<Int> {
      globs += more
      return (globs.count - more.count)..<globs.count
    }
    self.collections = collections.map {
      Collection(include: add($0.include.map(\.content)), exclude: add($0.exclude.map(\.content)))
    }
    self.ignore = add(ignore)
    self.globs = globs
  }
}
