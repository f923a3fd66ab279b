extension ReleaseChanges {
  /// Compares all records with those of the last release, by their digests.
  ///
  /// - Parameters:
  ///   - old: The last release.
  ///   - new: The next one, as far as it is written.
  /// - Throws: `BinderyError` where a release cannot be read.
  mutating func addRecords(since old: ReleaseContents, now new: ReleaseContents) throws {
    let comparison = KeyComparison(old: old, new: new)
    var groups: [RecordGroup] = []
    // Of a collection that was added or removed, that says it all.
    for entry in new.manifest.collections {
      guard let before = old.manifest.collection(entry.name), before.digest != entry.digest else {
        continue
      }
      var keys: [RecordFate: [[UInt8]]] = [:]
      records[entry.name] = try comparison.compare(entry.name) { key, fate in
        if keys[fate, default: []].count < Changelog.maximumRecordCount {
          keys[fate, default: []].append(key)
        }
      }
      for fate in [RecordFate.removed, .added, .changed] {
        groups.append(RecordGroup(collection: entry.name, fate: fate, keys: keys[fate] ?? []))
      }
    }
    samples = Self.shared(groups)
  }

  /// Looks up what the records that the changelog names call themselves.
  ///
  /// - Parameters:
  ///   - old: The last release.
  ///   - new: The next one, with its data.
  ///   - scratch: A folder for temporary files.
  /// - Throws: `BinderyError` where a release cannot be read.
  mutating func addTitles(
    since old: ReleaseContents, now new: ReleaseContents, scratch: String
  ) throws {
    for index in samples.indices where !samples[index].keys.isEmpty {
      let group = samples[index]
      let spool = try RecordSpool(path: scratch + "/titles")
      try spool.fill(
        from: group.fate == .removed ? old : new, group.collection, keys: group.keys)
      samples[index].titles = try group.keys.map {
        try spool.record($0).flatMap(ReleaseDiff.title)
      }
    }
  }

  /// Shares the room of an entry out, so that many records of one kind do not hide those of others.
  private static func shared(_ groups: [RecordGroup]) -> [RecordGroup] {
    var shared = groups
    var room = Changelog.maximumRecordCount
    let order = groups.indices.sorted {
      (groups[$0].keys.count, $0) < (groups[$1].keys.count, $1)
    }
    for (position, index) in order.enumerated() {
      let count = min(groups[index].keys.count, room / (order.count - position))
      shared[index].keys = Array(groups[index].keys.prefix(count))
      room -= count
    }
    return shared
  }
}

/// Records of one collection that had the same fate.
struct RecordGroup: Sendable, Hashable {
  let collection: String
  let fate: RecordFate
  /// The first keys, in order.
  var keys: [[UInt8]]
  /// What the records call themselves, where it was looked up.
  var titles: [String?] = []
}
