internal import CArchive

/// Hands what libarchive writes to a sink, and keeps the error that the sink throws.
final class TarOutput {
  private let sink: any ByteSink
  private(set) var failure: (any Error)?
  /// Whether what comes is dropped, because the sink has it already.
  var isPassingOver = false

  init(to sink: any ByteSink) {
    self.sink = sink
  }

  /// - Returns: `false` if the sink failed.
  func write(_ bytes: Span<UInt8>) -> Bool {
    guard failure == nil else { return false }
    if isPassingOver { return true }
    do {
      try sink.write(bytes)
    } catch {
      failure = error
    }
    return failure == nil
  }
}
