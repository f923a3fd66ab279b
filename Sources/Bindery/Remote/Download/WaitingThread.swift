internal import Dispatch

/// A thread of its own for work that waits.
///
/// The threads that tasks share are as many as processors: work that waits there for another task
/// could wait for ever.
enum WaitingThread {
  /// Runs `body` on a thread of its own.
  static func run<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "bindery.waiting").async {
        continuation.resume(with: Swift.Result(catching: body))
      }
    }
  }
}
