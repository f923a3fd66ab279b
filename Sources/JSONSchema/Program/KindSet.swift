internal import Documents

/// A set of JSON types, one bit for each.
struct KindSet: OptionSet, Sendable, Hashable {
  let rawValue: UInt8

  static let null = Self(.null)
  static let boolean = Self(.boolean)
  static let number = Self(.number)
  static let string = Self(.string)
  static let array = Self(.array)
  static let object = Self(.object)
  static let all = Self(rawValue: 0b11_1111)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ kind: Value.Kind) { rawValue = 1 << kind.rawValue }

  @inline(__always)
  func contains(kind: Value.Kind) -> Bool { rawValue >> kind.rawValue & 1 != 0 }
}
