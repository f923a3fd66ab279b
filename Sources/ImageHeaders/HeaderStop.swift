/// Why a reader stopped before it had a header.
///
/// Stays inside the module: ``ImageHeaders/read(_:isComplete:)`` turns it into a result.
enum HeaderStop: Error, Equatable {
  /// The next fact is in these bytes of the file, the first of which is not known.
  case needsMore(Range<Int>)

  /// The bytes contradict the format.
  case malformed(String)

  /// The image has no size in pixels.
  case noPixelSize
}
