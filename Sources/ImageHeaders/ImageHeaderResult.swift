/// The answer of ``ImageHeaders/read(_:isComplete:)``.
public enum ImageHeaderResult: Sendable, Equatable {
  /// An image, and its size. A longer prefix of the same file gives the same answer.
  case header(ImageHeader)

  /// The answer is further on: call again with at least the first `byteCount` bytes of the file.
  ///
  /// Greater than the length of the prefix, and never given for a complete file. The number comes
  /// from the file, so it can be anything up to `Int.max`: compare it with a limit before reading.
  /// It is the least that helps; over a network, round it up.
  case needsMore(byteCount: Int)

  /// An image that is not measured in pixels: an SVG without absolute lengths, or a compressed one.
  case noPixelSize(ImageFormat)

  /// Not an image, or none of a known format; what it seems to be instead.
  case unrecognized(NonImageContent)

  /// Has the signature of a format and breaks its rules. `reason` reads like "its width is 0".
  case malformed(ImageFormat, reason: String)
}
