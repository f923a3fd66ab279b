/// Works on batches side by side and hands the results over in the order of the batches.
///
/// At most twice as many batches as jobs are in memory: a result that is early waits, and no new
/// batch is started for it.
enum OrderedBatches {
  /// Works on all batches.
  ///
  /// - Parameters:
  ///   - jobs: How many batches are worked on at once.
  ///   - next: The next batch, or `nil` at the end; called from one task.
  ///   - work: Turns a batch into its result; called from many tasks.
  ///   - consume: Takes the results in order; called from one task.
  /// - Throws: What `next` and `consume` throw, which ends the run.
  static func run<Batch: Sendable, Result: Sendable>(
    jobs: Int, next: () throws -> Batch?, work: @escaping @Sendable (Batch) -> Result,
    consume: (Result) throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      var started = 0
      var consumed = 0
      var running = 0
      var early: [Int: Result] = [:]
      var isAtEnd = false
      while true {
        while !isAtEnd, running < jobs, started - consumed < jobs * 2 {
          guard let batch = try next() else {
            isAtEnd = true
            break
          }
          let number = started
          group.addTask { (number, work(batch)) }
          started += 1
          running += 1
        }
        guard running > 0, let (number, result) = try await group.next() else { return }
        running -= 1
        early[number] = result
        while let result = early.removeValue(forKey: consumed) {
          try consume(result)
          consumed += 1
        }
      }
    }
  }
}
