/// A walk of which the beginning was made while something else was waited for.
package struct PrefetchedWalk: Sendable {
  private var beginning: [WalkedFiles] = []
  private var position = 0
  private var rest: DatasetWalk

  /// How many stretches are walked ahead, so that memory stays bounded.
  private static let maximumCount = 1024

  init(_ walk: DatasetWalk) { rest = walk }

  /// Begins a walk, and goes on with it until the task is cancelled.
  ///
  /// - Parameters:
  ///   - dataset: What is walked.
  ///   - outputFolders: Folders that releases are written to.
  /// - Returns: The walk, once its beginning is made.
  package static func start(
    _ dataset: Dataset, ignoring outputFolders: Set<String>
  ) -> Task<PrefetchedWalk, Never> {
    Task {
      var walk = PrefetchedWalk(dataset.walk(ignoring: outputFolders))
      while !Task.isCancelled, walk.beginning.count < maximumCount, let walked = walk.rest.next() {
        walk.beginning.append(walked)
      }
      return walk
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
