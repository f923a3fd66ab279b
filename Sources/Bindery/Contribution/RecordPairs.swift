/// The records that a contribution touches, as they were and as they are, matched with each other.
struct RecordPairs {
  /// Records that are there before and after, under the same key or another one.
  private(set) var pairs: [(old: ContributedRecord, new: ContributedRecord)] = []
  private(set) var removed: [ContributedRecord] = []
  private(set) var added: [ContributedRecord] = []

  /// How many records are compared with each removed one, where many resemble it.
  private static let maximumCandidateCount = 1000

  /// Matches by key; then by path; then by the members that two records share, so that a renamed file
  /// is followed though it was edited.
  ///
  /// - Parameters:
  ///   - old: The records of the base, in files that the contribution changes or removes.
  ///   - new: The records of the working tree, in files that it changes or adds.
  init(old: [ContributedRecord], new: [ContributedRecord]) {
    var remaining = new
    removed = old
    match(by: { $0.name }, in: &remaining)
    match(by: { $0.isLine ? nil : Array($0.path.utf8) }, in: &remaining)
    matchByMembers(&remaining)
    added = remaining
  }

  private mutating func match<Key: Hashable>(
    by key: (ContributedRecord) -> Key?, in remaining: inout [ContributedRecord]
  ) {
    var positions: [Key: Int] = [:]
    for (position, record) in remaining.enumerated() {
      if let key = key(record) { positions[key] = position }
    }
    take(from: &remaining) { record, taken in
      key(record).flatMap { positions[$0] }.flatMap { taken.contains($0) ? nil : $0 }
    }
  }

  private mutating func matchByMembers(_ remaining: inout [ContributedRecord]) {
    var byMember: [Identity: [Int]] = [:]
    for (position, record) in remaining.enumerated() {
      for member in record.members { byMember[member, default: []].append(position) }
    }
    let records = remaining
    take(from: &remaining) { record, taken in
      var counts: [Int: Int] = [:]
      for member in record.members {
        for position in (byMember[member] ?? []).prefix(Self.maximumCandidateCount)
        where !taken.contains(position) && records[position].collection == record.collection {
          counts[position, default: 0] += 1
        }
      }
      let best = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
      guard let best, best.value * 2 >= max(record.members.count, records[best.key].members.count)
      else { return nil }
      return best.key
    }
  }

  /// Pairs removed records with those that are found for them.
  private mutating func take(
    from remaining: inout [ContributedRecord], _ find: (ContributedRecord, Set<Int>) -> Int?
  ) {
    var taken: Set<Int> = []
    var unmatched: [ContributedRecord] = []
    for record in removed {
      if let position = find(record, taken) {
        taken.insert(position)
        pairs.append((record, remaining[position]))
      } else {
        unmatched.append(record)
      }
    }
    removed = unmatched
    remaining = remaining.enumerated().filter { !taken.contains($0.offset) }.map(\.element)
  }
}
