/// All identities of a run: 16 bytes for each value, whatever its length.
struct IdentityIndex {
  private var unique: [Identity.Scope: IdentityBuckets] = [:]
  private var references: [Int: IdentityBuckets] = [:]

  mutating func insert(_ batch: IdentityBatch) {
    for (scope, identities) in batch.unique {
      for identity in identities {
        unique[scope, default: IdentityBuckets()].insert(identity)
      }
    }
    for (collection, identities) in batch.references {
      for identity in identities {
        references[collection, default: IdentityBuckets()].insertOnce(identity)
      }
    }
  }

  /// What does not hold across records; empty where all is well.
  ///
  /// Equal identities are in buckets of one number, so a bucket is sorted and compared at a time.
  func conflicts() -> IdentityConflicts {
    var conflicts = IdentityConflicts()
    for number in 0..<IdentityBuckets.count {
      for (scope, buckets) in unique {
        let sorted = buckets.sorted(number)
        for (left, right) in zip(sorted, sorted.dropFirst()) where left == right {
          conflicts.duplicates[scope, default: []].insert(left)
        }
        guard scope.use == nil, let wanted = references[scope.collection] else { continue }
        let missing = Set(wanted.sorted(number)).subtracting(sorted)
        if !missing.isEmpty {
          conflicts.missing[scope.collection, default: []].formUnion(missing)
        }
      }
    }
    // A collection without a record has no keys to compare with.
    for (collection, wanted) in references
    where unique[Identity.Scope(collection: collection, use: nil)] == nil {
      for number in 0..<IdentityBuckets.count {
        conflicts.missing[collection, default: []].formUnion(wanted.sorted(number))
      }
    }
    return conflicts
  }
}

/// Identities by their first byte, in chunks that are never moved: growing one large array takes
/// its memory twice, and leaves holes behind.
private struct IdentityBuckets {
  static let count = 256
  private static let smallestChunkCount = 64
  private static let largestChunkCount = 4096

  private struct Bucket {
    var chunks: [[Identity]] = []
    var count = 0
    /// The count at which the bucket is next rid of what it holds twice.
    var limit = 1024

    mutating func append(_ identity: Identity) {
      if chunks.last.map({ $0.count == $0.capacity }) ?? true {
        let size = min(
          IdentityBuckets.largestChunkCount, max(IdentityBuckets.smallestChunkCount, count))
        var chunk: [Identity] = []
        chunk.reserveCapacity(size)
        chunks.append(chunk)
      }
      chunks[chunks.count - 1].append(identity)
      count += 1
    }
  }

  private var buckets = [Bucket](repeating: Bucket(), count: count)

  mutating func insert(_ identity: Identity) { buckets[identity.firstByte].append(identity) }

  /// Inserts what may be there already: many records refer to few.
  mutating func insertOnce(_ identity: Identity) {
    let number = identity.firstByte
    buckets[number].append(identity)
    guard buckets[number].count >= buckets[number].limit else { return }
    var bucket = Bucket()
    for identity in Set(buckets[number].chunks.joined()) { bucket.append(identity) }
    bucket.limit = max(bucket.limit, bucket.count * 2)
    buckets[number] = bucket
  }

  func sorted(_ number: Int) -> [Identity] { buckets[number].chunks.joined().sorted() }
}

/// Values that break a rule across records.
///
/// Where they stand is found by reading again, since that is rare and keeping all places is dear.
struct IdentityConflicts: Sendable {
  var duplicates: [Identity.Scope: Set<Identity>] = [:]
  var missing: [Int: Set<Identity>] = [:]

  var isEmpty: Bool { duplicates.isEmpty && missing.isEmpty }
}
