/// Ends work that waits for others as soon as the run is told to stop.
package enum InterruptionWatch {
  private static let interval = Duration.milliseconds(100)

  /// Runs `body`, and cancels it when `check` throws.
  package static func run<Result: Sendable>(
    _ check: @escaping @Sendable () throws -> Void,
    _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask { try await body() }
      group.addTask {
        while !Task.isCancelled {
          try check()
          try? await Task.sleep(for: interval)
        }
        return nil
      }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let result { return result }
      }
      throw CancellationError()
    }
  }
}
