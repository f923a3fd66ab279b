/// Why a reader stopped before it had a header.
///
/// Stays inside the module: ``ImageHeaders/read(_:isComplete:)`` turns it into a result.
enum HeaderStop: Error, Equatable {
  /// The next fact lies beyond the prefix; the first `byteCount` bytes hold it.
  case needsMore(byteCount: Int)

  /// The bytes contradict the format.
  case malformed(String)

  /// The image has no size in pixels.
  case noPixelSize
}
