/// A semantic version: three numbers, as <https://semver.org> describes them, without suffixes.
package struct Version: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let major: Int
  package let minor: Int
  package let patch: Int

  package init(_ major: Int, _ minor: Int, _ patch: Int) {
    self.major = major
    self.minor = minor
    self.patch = patch
  }

  /// `nil` where the text is not three numbers without leading zeros, with points between them.
  package init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    var numbers: [Int] = []
    for part in parts {
      guard !part.isEmpty, part.utf8.count <= 9, part == "0" || part.first != "0",
        part.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
        let number = Int(part)
      else { return nil }
      numbers.append(number)
    }
    self.init(numbers[0], numbers[1], numbers[2])
  }

  package var description: String { "\(major).\(minor).\(patch)" }

  package static func < (left: Self, right: Self) -> Bool {
    (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
  }

  /// How much a release differs from the one before.
  package enum Bump: String, Sendable, Comparable, CaseIterable {
    case patch
    case minor
    case major

    package static func < (left: Self, right: Self) -> Bool {
      allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
    }
  }

  package func bumped(_ bump: Bump) -> Version {
    switch bump {
    case .major: Version(major + 1, 0, 0)
    case .minor: Version(major, minor + 1, 0)
    case .patch: Version(major, minor, patch + 1)
    }
  }
}
