/// The answer of ``ImageHeaders/read(_:isComplete:)`` and ``HeaderScan/result``.
public enum ImageHeaderResult: Sendable, Equatable {
  /// An image, and its size. More bytes of the same file give the same answer.
  case header(ImageHeader)

  /// The answer is further on: it takes these bytes of the file, the first of which is not known.
  ///
  /// What stands between the known bytes and these may stay unknown (``HeaderScan``). Never given for
  /// a complete file. The numbers come from the file, so they can be anything up to `Int.max`:
  /// compare them with a limit before reading. It is the least that helps; read more at once.
  case needsMore(Range<Int>)

  /// An image that is not measured in pixels: an SVG without absolute lengths, or a compressed one.
  case noPixelSize(ImageFormat)

  /// Not an image, or none of a known format; what it seems to be instead.
  case unrecognized(NonImageContent)

  /// Has the signature of a format and breaks its rules. `reason` reads like "its width is 0".
  case malformed(ImageFormat, reason: String)
}
