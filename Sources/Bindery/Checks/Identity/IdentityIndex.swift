/// All identities of a run: 16 bytes for each value, whatever its length.
struct IdentityIndex {
  private var unique: [Identity.Scope: Buckets] = [:]
  private var references: [Int: Set<Identity>] = [:]

  mutating func insert(_ batch: IdentityBatch) {
    for (scope, identities) in batch.unique {
      for identity in identities { unique[scope, default: Buckets()].insert(identity) }
    }
    for (collection, identities) in batch.references {
      references[collection, default: []].formUnion(identities)
    }
  }

  /// What does not hold across records; empty where all is well.
  mutating func conflicts() -> IdentityConflicts {
    var conflicts = IdentityConflicts()
    for scope in unique.keys {
      let duplicates = unique[scope]?.sortAndFindDuplicates() ?? []
      if !duplicates.isEmpty { conflicts.duplicates[scope] = duplicates }
    }
    for (collection, identities) in references {
      let keys = unique[Identity.Scope(collection: collection, use: nil)]
      let missing = identities.filter { keys?.contains($0) != true }
      if !missing.isEmpty { conflicts.missing[collection] = missing }
    }
    return conflicts
  }

  /// Identities by their first byte.
  ///
  /// Growing one array moves all of it, and needs the memory twice meanwhile; growing one of 256
  /// hardly counts.
  private struct Buckets {
    private var buckets = [[Identity]](repeating: [], count: 256)

    mutating func insert(_ identity: Identity) { buckets[identity.firstByte].append(identity) }

    mutating func sortAndFindDuplicates() -> Set<Identity> {
      var duplicates: Set<Identity> = []
      for position in buckets.indices {
        buckets[position].sort()
        for (left, right) in zip(buckets[position], buckets[position].dropFirst())
        where left == right {
          duplicates.insert(left)
        }
      }
      return duplicates
    }

    /// Whether an identity is there, once all are sorted.
    func contains(_ identity: Identity) -> Bool {
      let bucket = buckets[identity.firstByte]
      var low = 0
      var high = bucket.count
      while low < high {
        let middle = (low + high) / 2
        if bucket[middle] < identity { low = middle + 1 } else { high = middle }
      }
      return low < bucket.count && bucket[low] == identity
    }
  }
}

/// Values that break a rule across records.
///
/// Where they stand is found by reading again, since that is rare and keeping all places is dear.
struct IdentityConflicts: Sendable {
  var duplicates: [Identity.Scope: Set<Identity>] = [:]
  var missing: [Int: Set<Identity>] = [:]

  var isEmpty: Bool { duplicates.isEmpty && missing.isEmpty }
}
