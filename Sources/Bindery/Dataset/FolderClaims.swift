internal import Documents

/// What the configuration says of the files in one folder.
struct FolderClaims: Sendable {
  /// The patterns of one collection that can match there.
  private struct Collection: Sendable {
    let position: Int
    let include: [(pattern: Int, name: NamePattern)]
    let exclude: [NamePattern]
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

  private let collections: [Collection]
  private let ignore: [NamePattern]
  /// Names in the folder that are the dataset's own.
  private let ownNames: [[UInt8]]

  init(
    folder: String, collections: [CollectionConfiguration], ignore: [Glob], ownPaths: Set<String>
  ) {
    let bytes = Array(folder.utf8)
    self.collections = collections.enumerated().compactMap { position, collection in
      let include = collection.include.enumerated().flatMap { number, glob in
        glob.content.namePatterns(inFolder: bytes).map { (number, $0) }
      }
      guard !include.isEmpty else { return nil }
      return Collection(
        position: position, include: include,
        exclude: collection.exclude.flatMap { $0.content.namePatterns(inFolder: bytes) })
    }
    self.ignore = ignore.flatMap { $0.namePatterns(inFolder: bytes) }
    let prefix = folder.isEmpty ? "" : folder + "/"
    ownNames =
      ownPaths.filter { $0.hasPrefix(prefix) }.map { Array($0.utf8.dropFirst(prefix.utf8.count)) }
      .filter { !$0.contains(UInt8(ascii: "/")) }
  }

  func isOwn(_ name: Span<UInt8>) -> Bool {
    for own in ownNames where name.hasSameBytes(as: own.span) { return true }
    return false
  }

  func ignores(_ name: Span<UInt8>) -> Bool { Self.matches(name, ignore) }

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
    for collection in collections {
      var isIncluded = false
      for include in collection.include where include.name.matches(name) {
        isIncluded = true
        noteMatch(collection.position, include.pattern)
      }
      if isIncluded, !Self.matches(name, collection.exclude) {
        if claim == nil { claim = collection.position } else { others.append(collection.position) }
      }
    }
    if ignores(name) { return .ignored }
    guard let claim else { return .unclaimed }
    return others.isEmpty ? .claimed(claim) : .contested([claim] + others)
  }

  private static func matches(_ name: Span<UInt8>, _ patterns: [NamePattern]) -> Bool {
    for pattern in patterns where pattern.matches(name) { return true }
    return false
  }
}
