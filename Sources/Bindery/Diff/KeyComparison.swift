/// What became of a record.
package enum RecordFate: String, Sendable, Hashable {
  case added
  case removed
  case changed
}

/// Finds the records that differ between two releases by their digests alone.
///
/// The digests of a collection are sorted by key, so both files are read side by side and nothing
/// of them is kept.
struct KeyComparison {
  let old: ReleaseContents
  let new: ReleaseContents

  /// How the records of a collection differ.
  ///
  /// - Parameters:
  ///   - collection: The collection's name.
  ///   - body: Called with the key of each record that differs, in the order of the keys' bytes.
  /// - Returns: How many there are of each kind.
  /// - Throws: `BinderyError` where a file of digests is missing or damaged.
  func compare(
    _ collection: String, _ body: ([UInt8], RecordFate) throws -> Void
  ) throws -> ReleaseChanges.Counts {
    var before = try DigestStream(old, collection)
    var after = try DigestStream(new, collection)
    var left = try before?.next()
    var right = try after?.next()
    var counts = ReleaseChanges.Counts()
    while left != nil || right != nil {
      if let left, let right, left.key == right.key {
        if left.digest != right.digest {
          counts.changed += 1
          try body(left.key, .changed)
        }
      } else if let key = left?.key, right.map({ key.precedes($0.key) }) ?? true {
        counts.removed += 1
        try body(key, .removed)
        left = try before?.next()
        continue
      } else if let key = right?.key {
        counts.added += 1
        try body(key, .added)
        right = try after?.next()
        continue
      }
      left = try before?.next()
      right = try after?.next()
    }
    return counts
  }
}

extension [UInt8] {
  fileprivate func precedes(_ other: [UInt8]) -> Bool { lexicographicallyPrecedes(other) }
}

/// The lines of a file of digests: 64 digits, two spaces, the key.
private struct DigestStream {
  private var lines: LineStream
  private let place: String
  private var last: [UInt8]?

  struct Line {
    let digest: [UInt8]
    let key: [UInt8]
  }

  /// `nil` where the release does not have the collection.
  init?(_ release: ReleaseContents, _ collection: String) throws {
    guard release.manifest.collections.contains(where: { $0.name == collection }) else {
      return nil
    }
    let path = "data/\(collection).digests"
    place = "'\(path)' of \(release.manifest.name) \(release.manifest.version)"
    guard let lines = try release.lines(path) else {
      throw BinderyError(.release, "\(place) is missing; get the release again")
    }
    self.lines = lines
  }

  mutating func next() throws -> Line? {
    guard let line = try lines.next() else { return nil }
    let key = Array(line.dropFirst(66))
    guard line.count > 66, line[64] == UInt8(ascii: " "), line[65] == UInt8(ascii: " "),
      last.map({ $0.precedes(key) }) ?? true
    else {
      throw BinderyError(.release, "\(place) is damaged; get the release again")
    }
    last = key
    return Line(digest: Array(line.prefix(64)), key: key)
  }
}
