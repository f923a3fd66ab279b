/// A walk of which the beginning was made while something else was waited for.
package struct PrefetchedWalk: Sendable {
  private var steps: [DatasetWalk.Step] = []
  private var position = 0
  private var rest: DatasetWalk

  /// How many steps are made ahead, so that memory stays bounded.
  private static let maximumStepCount = 262_144

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
      while !Task.isCancelled, walk.steps.count < maximumStepCount, let step = walk.rest.next() {
        walk.steps.append(step)
      }
      return walk
    }
  }

  mutating func next() -> DatasetWalk.Step? {
    guard position < steps.count else { return rest.next() }
    position += 1
    return steps[position - 1]
  }

  /// After the last file: the patterns that matched none.
  func unmatchedPatterns() -> [(glob: Glob, finding: Finding)] { rest.unmatchedPatterns() }
}
