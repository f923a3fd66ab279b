internal import Documents

/// What the values at one place of all records have in common: the ground for a schema.
///
/// Profiles of parts of the records are merged, so records are looked at side by side.
struct ValueProfile: Sendable {
  private(set) var count = 0
  /// Whether some values stand too deep to be looked at.
  private(set) var isTooDeep = false
  private(set) var nullCount = 0
  private(set) var booleanCount = 0
  private(set) var integerCount = 0
  /// Numbers that are not whole, or not written so.
  private(set) var fractionCount = 0
  private(set) var minimum = Double.infinity
  private(set) var maximum = -Double.infinity
  private(set) var text = TextProfile()
  private(set) var arrayCount = 0
  private(set) var minimumItemCount = Int.max
  /// Whether no array holds a scalar twice.
  private(set) var hasUniqueItems = true
  /// The elements of all arrays; none, or one profile.
  private(set) var items: [ValueProfile] = []
  private(set) var objectCount = 0
  /// In the order in which they were first seen.
  private(set) var members: [Member] = []
  private var positions: [String: Int] = [:]
  /// The digests of all scalars, while no two are the same.
  private(set) var identities: Set<Identity>? = []

  struct Member: Sendable {
    let name: String
    var profile: ValueProfile
  }

  /// Objects with more names than this are not looked into: the names are data.
  static let maximumMemberCount = 300
  static let maximumDepth = 12
  /// Beyond this nobody needs to know whether values differ.
  private static let maximumIdentityCount = 2_000_000

  var hasTooManyMembers: Bool { members.count > Self.maximumMemberCount }

  /// The profile of a member.
  subscript(name: String) -> ValueProfile? { positions[name].map { members[$0].profile } }

  /// Looks at a value, and at what it holds.
  mutating func add(_ value: Value, depth: Int = 0) {
    count += 1
    guard depth < Self.maximumDepth else {
      isTooDeep = true
      return
    }
    if depth == 1 { noteIdentity(of: value) } else { identities = nil }
    switch value.kind {
    case .null: nullCount += 1
    case .boolean: booleanCount += 1
    case .string: text.add(value)
    case .number:
      if value.integer != nil { integerCount += 1 } else { fractionCount += 1 }
      let number = Double(value.numberText ?? "") ?? 0
      minimum = min(minimum, number)
      maximum = max(maximum, number)
    case .array: addArray(value, depth: depth)
    case .object: addObject(value, depth: depth)
    }
  }

  private mutating func noteIdentity(of value: Value) {
    guard identities != nil else { return }
    let isScalar = value.kind == .string || value.kind == .number
    if !isScalar || identities?.insert(Identity(value)).inserted != true
      || identities?.count ?? 0 > Self.maximumIdentityCount
    {
      identities = nil
    }
  }

  private mutating func addArray(_ value: Value, depth: Int) {
    arrayCount += 1
    minimumItemCount = min(minimumItemCount, value.count)
    var seen: Set<Identity> = []
    for element in value.elements {
      if items.isEmpty { items.append(ValueProfile()) }
      items[0].add(element, depth: depth + 2)
      let isScalar = element.kind != .array && element.kind != .object
      if hasUniqueItems, !isScalar || !seen.insert(Identity(element)).inserted {
        hasUniqueItems = false
      }
    }
  }

  private mutating func addObject(_ value: Value, depth: Int) {
    objectCount += 1
    for (key, member) in value.members {
      guard let position = position(of: key.string ?? "") else { return }
      members[position].profile.add(member, depth: depth == 0 ? 1 : depth + 2)
    }
  }

  private mutating func position(of name: String) -> Int? {
    if let known = positions[name] { return known }
    guard !hasTooManyMembers else { return nil }
    positions[name] = members.count
    members.append(Member(name: name, profile: ValueProfile()))
    return members.count - 1
  }

  mutating func merge(_ other: ValueProfile) {
    count += other.count
    isTooDeep = isTooDeep || other.isTooDeep
    nullCount += other.nullCount
    booleanCount += other.booleanCount
    integerCount += other.integerCount
    fractionCount += other.fractionCount
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
    text.merge(other.text)
    arrayCount += other.arrayCount
    minimumItemCount = min(minimumItemCount, other.minimumItemCount)
    hasUniqueItems = hasUniqueItems && other.hasUniqueItems
    if items.isEmpty {
      items = other.items
    } else if let more = other.items.first {
      items[0].merge(more)
    }
    objectCount += other.objectCount
    for member in other.members {
      guard let position = position(of: member.name) else { break }
      members[position].profile.merge(member.profile)
    }
    mergeIdentities(other)
  }

  private mutating func mergeIdentities(_ other: ValueProfile) {
    guard let others = other.identities, identities != nil else {
      identities = nil
      return
    }
    for identity in others where identities?.insert(identity).inserted != true {
      identities = nil
      return
    }
  }
}

extension ValueProfile {
  /// Whether every value is one string, and of this kind.
  func isAll(_ kind: TextProfile.Kind) -> Bool {
    text.count > 0 && text.count + nullCount == count && text.kinds.contains(kind)
  }

  /// Whether no two records have the same value here.
  var isUnique: Bool { count >= 2 && identities?.count == count }
}
