/// How downloads go on after a failure, and what they report.
package struct DownloadOptions: Sendable {
  /// How long less than a few bytes a second may arrive.
  package var stallTimeout: Duration = .seconds(30)
  /// How often in a row a file is asked for without any of it arriving.
  package var maximumTryCount = 5
  /// How often a file is begun anew, because what came was something else.
  package var maximumBeginCount = 2
  /// The pause after a failure; each further one without any bytes in between is twice as long.
  package var firstDelay: Duration = .milliseconds(500)
  /// A try that brings more than a file's length divided by this is a success.
  package var maximumPieceCount = 1000
  package var progress: @Sendable (DownloadProgress) -> Void = { _ in }
  /// A run that is told to stop throws `BinderyError.interrupted`.
  package var checkInterruption: @Sendable () throws -> Void = {}

  package init() {}

  /// Waits before the next try.
  func pause(afterFailure count: Int) async throws {
    let delay = count == 0 ? firstDelay / 5 : firstDelay * (1 << min(count - 1, 6))
    let end = ContinuousClock.now + delay
    while ContinuousClock.now < end {
      try checkInterruption()
      try await Task.sleep(for: min(.milliseconds(100), delay))
    }
  }
}

/// What goes on with a download.
package enum DownloadProgress: Sendable {
  /// So many bytes are asked for.
  case expects(Int)
  /// So many bytes arrived.
  case received(Int)
}

/// A server answered with a status that is no file.
struct StatusError: Error, CustomStringConvertible {
  let status: Int
  let url: String
  let file: String

  var description: String {
    "cannot download '\(url)': the server answers with status \(status)"
  }
}
