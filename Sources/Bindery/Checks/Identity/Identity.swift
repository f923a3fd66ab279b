internal import Crypto
internal import Documents

/// A value that other records are compared by: a key, a unique value, or a reference to a key.
///
/// Only a digest is kept: 128 bits of SHA-256, which two different values do not share by chance
/// or by design.
struct Identity: Sendable, Hashable, Comparable {
  /// What the value identifies within.
  struct Scope: Sendable, Hashable, Comparable {
    let collection: Int
    /// The id of the `x-unique` keyword in the collection's schema; `nil` for keys.
    let use: Int?

    static func < (left: Self, right: Self) -> Bool {
      (left.collection, left.use ?? -1) < (right.collection, right.use ?? -1)
    }
  }

  let high: UInt64
  let low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The identity of a key.
  init(key: String) { self.init(bytes: Array(key.utf8)) }

  /// The identity of a scalar: equal for values that JSON holds for equal.
  init(_ value: Value) {
    var canonical: [UInt8] = []
    CanonicalJSON.append(value, to: &canonical)
    self.init(bytes: canonical)
  }

  init(bytes: [UInt8]) {
    var words: (UInt64, UInt64) = (0, 0)
    for (position, byte) in SHA256.hash(data: bytes).prefix(16).enumerated() {
      if position < 8 {
        words.0 = words.0 << 8 | UInt64(byte)
      } else {
        words.1 = words.1 << 8 | UInt64(byte)
      }
    }
    high = words.0
    low = words.1
  }

  static func < (left: Self, right: Self) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }

  /// The first byte of the digest.
  var firstByte: Int { Int(high >> 56) }
}

/// The identities that one batch of records holds.
struct IdentityBatch: Sendable {
  /// Values of which each may occur once.
  private(set) var unique: [Identity.Scope: [Identity]] = [:]
  /// Keys that values refer to, by the position of the collection.
  private(set) var references: [Int: Set<Identity>] = [:]

  mutating func insert(_ identity: Identity, in scope: Identity.Scope) {
    unique[scope, default: []].append(identity)
  }

  /// Adds the identities of another batch.
  mutating func insert(contentsOf other: IdentityBatch) {
    for (scope, identities) in other.unique { unique[scope, default: []] += identities }
    for (collection, identities) in other.references {
      references[collection, default: []].formUnion(identities)
    }
  }

  var isEmpty: Bool { unique.isEmpty && references.isEmpty }

  mutating func insert(reference identity: Identity, to collection: Int) {
    references[collection, default: []].insert(identity)
  }
}
