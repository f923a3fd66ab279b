/// Finds what somebody most likely meant to write.
package enum NearestName {
  /// The candidate that differs least from `name`, where it differs little; the first of equals.
  package static func of(_ name: String, in candidates: some Sequence<String>) -> String? {
    let scalars = Array(name.unicodeScalars.prefix(maximumLength + 1))
    guard scalars.count <= maximumLength else { return nil }
    let folded = name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
    var best: (name: String, distance: Int)?
    for candidate in candidates.prefix(maximumCandidateCount) where candidate != name {
      // A third of the shorter one may differ, so the lengths cannot differ by more.
      let difference = abs(candidate.utf8.count - name.utf8.count)
      guard difference <= max(scalars.count, 4) * 2 else { continue }
      let other = Array(candidate.unicodeScalars.prefix(maximumLength + 1))
      guard other.count <= maximumLength else { continue }
      var distance = Self.distance(scalars, other)
      // Another case or other separators are the slightest difference.
      let isSame = candidate.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " } == folded
      if isSame { distance = min(distance, 1) }
      let length = min(scalars.count, other.count)
      let allowed = isSame || length > 2 ? max(1, length / 3) : 0
      if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  private static let maximumLength = 64
  private static let maximumCandidateCount = 5000

  /// How many insertions, deletions, replacements and swaps of neighbours lie between two texts.
  private static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for row in 0..<first.count {
      var current = [row + 1]
      for column in 0..<second.count {
        let isSame = first[row] == second[column]
        var best = min(
          last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[second.count]
  }
}
