internal import Documents

/// What differs between two releases.
package struct ReleaseDiff {
  /// The two releases, and how much of them differs.
  package struct Overview: Sendable {
    package let old: Manifest
    package let oldSHA256: String
    package let new: Manifest
    package let newSHA256: String
    /// What differs in the description of the dataset and in its schemas.
    package let description: [DescriptionChange]
    /// The collections of both, in the order of the new release, those that are gone last.
    package let collections: [CollectionChange]

    package var isEmpty: Bool {
      description.isEmpty && collections.allSatisfy(\.isEmpty)
    }
  }

  /// A text of the manifest that differs.
  package struct DescriptionChange: Sendable, Hashable {
    /// A JSON pointer into the manifest; collections by name.
    package let pointer: String
    package let old: String?
    package let new: String?
  }

  package struct CollectionChange: Sendable, Hashable {
    package let name: String
    /// Whether the collection itself was added or removed.
    package let fate: RecordFate?
    package let counts: ReleaseChanges.Counts

    package var isEmpty: Bool { fate == nil && counts == ReleaseChanges.Counts() }
  }

  package struct RecordChange: Sendable {
    package let collection: String
    package let key: String
    package let fate: RecordFate
    /// What the record calls itself; `nil` where it does not, or the release does not hold it.
    package let title: String?
    /// For a changed record.
    package let members: [MemberChange]
  }

  private let old: ReleaseContents
  private let new: ReleaseContents
  /// A folder of its own, for temporary files.
  private let temporaryFolder: String

  package init(_ old: ReleaseContents, _ new: ReleaseContents, temporaryFolder: String) {
    self.old = old
    self.new = new
    self.temporaryFolder = temporaryFolder
  }

  /// Compares the two.
  ///
  /// - Parameters:
  ///   - begin: Called first.
  ///   - body: Called with each record that differs, collection by collection, in the order of the
  ///     keys' bytes.
  /// - Returns: The overview.
  /// - Throws: `BinderyError` or `ArchiveError` where a release cannot be read.
  package func run(
    begin: (Overview) throws -> Void, record body: (RecordChange) throws -> Void
  ) throws -> Overview {
    let comparison = KeyComparison(old: old, new: new)
    var collections: [CollectionChange] = []
    var keys: [[(key: [UInt8], fate: RecordFate)]] = []
    for (name, fate) in collectionNames {
      var differing: [(key: [UInt8], fate: RecordFate)] = []
      // Where the digests of the whole are the same, so are those of the records.
      let isSame =
        fate == nil
        && old.manifest.collection(name)?.digest == new.manifest.collection(name)?.digest
      let counts =
        isSame
        ? ReleaseChanges.Counts()
        : try comparison.compare(name) { differing.append(($0, $1)) }
      collections.append(CollectionChange(name: name, fate: fate, counts: counts))
      keys.append(differing)
    }
    let overview = Overview(
      old: old.manifest, oldSHA256: old.manifestSHA256, new: new.manifest,
      newSHA256: new.manifestSHA256, description: descriptionChanges, collections: collections)
    try begin(overview)
    for (collection, differing) in zip(collections, keys) where !differing.isEmpty {
      try forEachChange(collection.name, differing, body)
    }
    return overview
  }

  private var collectionNames: [(name: String, fate: RecordFate?)] {
    let before = old.manifest.collections.map(\.name)
    let after = new.manifest.collections.map(\.name)
    return after.map { ($0, before.contains($0) ? nil : .added) }
      + before.filter { !after.contains($0) }.map { ($0, .removed) }
  }

  private var descriptionChanges: [DescriptionChange] {
    func texts(_ manifest: Manifest) -> [(String, String?)] {
      [
        ("/name", manifest.name), ("/title", manifest.title),
        ("/description", manifest.description), ("/license", manifest.license),
        ("/homepage", manifest.homepage),
      ]
    }
    var changes = zip(texts(old.manifest), texts(new.manifest)).compactMap { before, after in
      before.1 == after.1
        ? nil : DescriptionChange(pointer: before.0, old: before.1, new: after.1)
    }
    for collection in new.manifest.collections {
      guard let before = old.manifest.collection(collection.name),
        before.schemaSHA256 != collection.schemaSHA256
      else { continue }
      changes.append(
        DescriptionChange(
          pointer: "/collections/\(collection.name)/schema", old: before.schemaSHA256,
          new: collection.schemaSHA256))
    }
    return changes
  }

  private func forEachChange(
    _ collection: String, _ differing: [(key: [UInt8], fate: RecordFate)],
    _ body: (RecordChange) throws -> Void
  ) throws {
    let before = try RecordSpool(path: temporaryFolder + "/old")
    try before.fill(
      from: old, collection, keys: differing.filter { $0.fate != .added }.map(\.key))
    let after = try RecordSpool(path: temporaryFolder + "/new")
    try after.fill(
      from: new, collection, keys: differing.filter { $0.fate != .removed }.map(\.key))
    for (key, fate) in differing {
      let left = try before.record(key)
      let right = try after.record(key)
      var members: [MemberChange] = []
      if let left, let right { members = MemberChange.between(left, right) }
      try body(
        RecordChange(
          collection: collection, key: String(decoding: key, as: UTF8.self), fate: fate,
          title: (right ?? left).flatMap(Self.title), members: members))
    }
  }

  /// The member that a record most likely calls itself by.
  static func title(of record: Value) -> String? {
    for name in ["title", "name", "headline", "label"] {
      if let title = record[name]?.string, !title.isEmpty { return title }
    }
    return nil
  }
}

extension Manifest {
  func collection(_ name: String) -> CollectionEntry? { collections.first { $0.name == name } }
}
