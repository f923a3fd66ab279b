internal import CArchive

/// Hands what libarchive writes to a sink, and keeps the error that the sink throws.
final class TarOutput {
  private let sink: any ByteSink
  private(set) var failure: (any Error)?

  init(to sink: any ByteSink) {
    self.sink = sink
  }

  /// - Returns: `false` if the sink failed.
  func write(_ bytes: Span<UInt8>) -> Bool {
    guard failure == nil else { return false }
    do {
      try sink.write(bytes)
    } catch {
      failure = error
    }
    return failure == nil
  }
}
