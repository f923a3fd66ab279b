/// The versions that a user would take: `1`, `^1.2`, `~1.2.3`, `>=1 <3`, `1.0 - 1.4 || 3`, `latest`.
///
/// The grammar and the meaning are those of npm's semver. A released version is three numbers, so
/// the versions that a comparison admits lie between a lowest one and one that is just too high. A
/// prerelease comes before its version (<https://semver.org/#spec-item-11>): where a range names
/// one, it admits no released version that it would not admit with the number alone, and
/// `1.2.0-rc.1` by itself admits none.
///
/// Specification: <https://github.com/npm/node-semver#ranges>
package struct VersionRange: Sendable, Hashable {
  /// From `lowest` up to, but without, `end`.
  fileprivate struct Interval: Hashable {
    var lowest = Version(0, 0, 0)
    var end: Version?

    mutating func narrow(to other: Interval) {
      lowest = max(lowest, other.lowest)
      end = [end, other.end].compactMap(\.self).min()
    }

    func contains(_ version: Version) -> Bool {
      guard version >= lowest else { return false }
      guard let end else { return true }
      return version < end
    }
  }

  /// A version is in the range when it is in one of these.
  private let intervals: [Interval]

  /// All versions.
  package static let any = VersionRange(intervals: [Interval()])

  package func contains(_ version: Version) -> Bool {
    intervals.contains { $0.contains(version) }
  }
}

// MARK: Parsing

extension VersionRange {
  /// No range that anybody means is longer.
  private static let maximumByteCount = 256

  /// `nil` where the text is no range.
  package init?(_ text: String) {
    guard text.utf8.count <= Self.maximumByteCount else { return nil }
    if text == "latest" {
      self = .any
      return
    }
    var intervals: [Interval] = []
    for alternative in Self.alternatives(of: text) {
      guard let interval = Interval(alternative) else { return nil }
      intervals.append(interval)
    }
    self.init(intervals: intervals)
  }

  private static func alternatives(of text: String) -> [Substring] {
    var alternatives: [Substring] = []
    var rest = text[...]
    while let bar = rest.firstRange(of: "||") {
      alternatives.append(rest[..<bar.lowerBound])
      rest = rest[bar.upperBound...]
    }
    return alternatives + [rest]
  }
}

extension VersionRange.Interval {
  private static let operators = [">=", "<=", ">", "<", "=", "^", "~"]
  private static let nothing = Self(end: Version(0, 0, 0))

  /// Reads what must all be true: comparisons with spaces between them, or `1.0 - 2.3`.
  fileprivate init?(_ text: Substring) {
    self.init()
    var words = text.split(separator: " ")
    if words.count == 3, words[1] == "-" {
      guard let low = PartialVersion(words[0]), let high = PartialVersion(words[2]) else {
        return nil
      }
      narrow(to: Self(">=", low))
      narrow(to: Self("<=", high))
      return
    }
    while !words.isEmpty {
      let word = words.removeFirst()
      let sign = Self.operators.first { word.hasPrefix($0) } ?? ""
      var version = word.dropFirst(sign.count)
      // A space may stand between the two.
      if version.isEmpty, !sign.isEmpty, !words.isEmpty { version = words.removeFirst() }
      guard let partial = PartialVersion(version) else { return nil }
      narrow(to: Self(sign, partial))
    }
  }

  private init(_ sign: String, _ version: PartialVersion) {
    let lowest = version.lowest
    switch sign {
    case ">=": self.init(lowest: lowest)
    case "<": self.init(end: lowest)
    case ">" where version.isPrerelease: self.init(lowest: lowest)
    case ">": self = version.end.map { Self(lowest: $0) } ?? Self.nothing
    case "<=" where version.isPrerelease: self.init(end: lowest)
    case "<=": self.init(end: version.end)
    case "^": self.init(lowest: lowest, end: version.nextIncompatible)
    case "~": self.init(lowest: lowest, end: version.nextMinor)
    default:
      self = version.isPrerelease ? Self.nothing : Self(lowest: lowest, end: version.end)
    }
  }
}

/// A version with numbers missing at its end: `1`, `1.2`, `1.2.x`, `*`.
private struct PartialVersion {
  /// The numbers up to the first that is missing.
  private let numbers: [Int]
  let isPrerelease: Bool

  init?(_ text: Substring) {
    var text = text.hasPrefix("v") ? text.dropFirst() : text
    // Build metadata has no part in comparisons.
    if let plus = text.firstIndex(of: "+") {
      guard Self.isIdentifiers(text[text.index(after: plus)...]) else { return nil }
      text = text[..<plus]
    }
    var suffix: Substring?
    if let dash = text.firstIndex(of: "-") {
      suffix = text[text.index(after: dash)...]
      text = text[..<dash]
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count) else { return nil }
    var numbers: [Int] = []
    var isOpen = false
    for part in parts {
      if ["x", "X", "*"].contains(part) {
        isOpen = true
        continue
      }
      guard let number = Self.number(part) else { return nil }
      // What follows a number that is open is open too.
      if !isOpen { numbers.append(number) }
    }
    if let suffix {
      guard parts.count == 3, Self.isIdentifiers(suffix) else { return nil }
    }
    self.numbers = numbers
    isPrerelease = suffix != nil && numbers.count == 3
  }

  private static func number(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.count <= 9, text == "0" || text.first != "0",
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Int(text)
  }

  private static func isIdentifiers(_ text: Substring) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"):
            true
          default: false
          }
        }
    }
  }

  private func number(_ index: Int) -> Int { index < numbers.count ? numbers[index] : 0 }

  var lowest: Version { Version(number(0), number(1), number(2)) }

  /// The first version that this does not stand for; `nil` for `*`.
  var end: Version? {
    switch numbers.count {
    case 0: nil
    case 1: lowest.bumped(.major)
    case 2: lowest.bumped(.minor)
    default: lowest.bumped(.patch)
    }
  }

  /// The end of `~`: the last number that is named may grow, or the patch.
  var nextMinor: Version? { numbers.count < 2 ? end : lowest.bumped(.minor) }

  /// The end of `^`: all may grow but the first number that is not zero.
  var nextIncompatible: Version? {
    guard let position = numbers.firstIndex(where: { $0 > 0 }) else { return end }
    return lowest.bumped([.major, .minor, .patch][position])
  }
}
