/// A walk of which the beginning was made while something else was waited for.
struct PrefetchedWalk: Sendable {
  private var beginning: [WalkedFiles] = []
  private var position = 0
  private var rest: DatasetWalk

  /// How many stretches are walked ahead, so that memory stays bounded.
  private static let maximumCount = 1024

  init(_ walk: DatasetWalk) { rest = walk }

  /// Walks on until the task is cancelled.
  mutating func prefetch() {
    while !Task.isCancelled, beginning.count < Self.maximumCount, let walked = rest.next() {
      beginning.append(walked)
    }
  }

  /// The next files, or `nil` at the end.
  mutating func next() -> WalkedFiles? {
    guard position < beginning.count else { return rest.next() }
    defer { position += 1 }
    // Nobody else needs them, so that they are not copied when they are changed.
    return exchange(&beginning[position], with: WalkedFiles())
  }

  /// After the last file: the patterns that matched none.
  func unmatchedPatterns() -> [(glob: Glob, finding: Finding)] { rest.unmatchedPatterns() }
}
