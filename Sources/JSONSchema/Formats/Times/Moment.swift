/// A point in time: seconds since 1970 (UTC) and the fraction's digits.
struct Moment: Sendable, Hashable, Comparable {
  var seconds: Int
  /// Nanoseconds; further digits are cut off.
  var nanoseconds: Int

  static func < (left: Self, right: Self) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}
