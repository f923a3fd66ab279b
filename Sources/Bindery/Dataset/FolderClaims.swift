/// What the configuration says of the files in one folder.
struct FolderClaims: Sendable {
  /// The patterns of one collection that can match there.
  private struct Collection: Sendable {
    let position: Int
    let include: [(pattern: Int, names: [NamePattern])]
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
  private let ownNames: Set<[UInt8]>

  init(
    folder: String, collections: [CollectionConfiguration], ignore: [Glob], ownPaths: Set<String>
  ) {
    let bytes = Array(folder.utf8)
    self.collections = collections.enumerated().compactMap { position, collection in
      let include = collection.include.enumerated().compactMap { number, glob in
        let names = glob.content.namePatterns(inFolder: bytes)
        return names.isEmpty ? nil : (number, names)
      }
      guard !include.isEmpty else { return nil }
      return Collection(
        position: position, include: include,
        exclude: collection.exclude.flatMap { $0.content.namePatterns(inFolder: bytes) })
    }
    self.ignore = ignore.flatMap { $0.namePatterns(inFolder: bytes) }
    let prefix = folder.isEmpty ? "" : folder + "/"
    ownNames = Set(
      ownPaths.filter { $0.hasPrefix(prefix) }.map { Array($0.utf8.dropFirst(prefix.utf8.count)) }
        .filter { !$0.contains(UInt8(ascii: "/")) })
  }

  func isOwn(_ name: ArraySlice<UInt8>) -> Bool {
    !ownNames.isEmpty && ownNames.contains(Array(name))
  }

  func ignores(_ name: ArraySlice<UInt8>) -> Bool { ignore.contains { $0.matches(name) } }

  /// What becomes of a file.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - noteMatch: Called with each collection's position and the number of its pattern that
  ///     matches, whether or not the file is then excluded or ignored.
  /// - Returns: Which collections claim the file.
  func answer(for name: ArraySlice<UInt8>, noteMatch: (Int, Int) -> Void) -> Answer {
    var claim: Int?
    var others: [Int] = []
    for collection in collections {
      var isIncluded = false
      for (pattern, names) in collection.include where names.contains(where: { $0.matches(name) }) {
        isIncluded = true
        noteMatch(collection.position, pattern)
      }
      if isIncluded, !collection.exclude.contains(where: { $0.matches(name) }) {
        if claim == nil { claim = collection.position } else { others.append(collection.position) }
      }
    }
    if ignores(name) { return .ignored }
    guard let claim else { return .unclaimed }
    return others.isEmpty ? .claimed(claim) : .contested([claim] + others)
  }
}
