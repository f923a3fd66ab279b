/// Whether an image file ends where its format says that it must.
///
/// A download that broke off has a good header and no end.
public enum EndMarker: Sendable, Equatable {
  /// The mark is there, with `trailingByteCount` bytes after it that belong to something else.
  case present(trailingByteCount: Int)

  /// The mark is not in the last ``ImageHeaders/endMarkerTailByteCount`` bytes: the file was cut
  /// off, or something longer than that was appended to it.
  case absent

  /// The format has no mark that can be found from the end.
  case notChecked
}

extension ImageHeaders {
  /// How far from its end a file is searched, and so how many appended bytes are tolerated.
  public static let endMarkerTailByteCount = 4_096

  /// Whether a complete file of `format` holds its end marker, as `IEND` is that of a PNG.
  ///
  /// Padding, signatures and small metadata after the mark are common and harmless, so it may stand
  /// anywhere in the last ``endMarkerTailByteCount`` bytes. A whole video behind a photograph is more
  /// than that and reads as `absent`.
  ///
  /// - Parameters:
  ///   - format: what ``read(_:isComplete:)`` said that the file is.
  ///   - tail: the file's last ``endMarkerTailByteCount`` bytes, or all of a shorter file; of more,
  ///     only the last ones are looked at.
  /// - Returns: Whether the mark was found, and how far from the end.
  public static func endMarker(of format: ImageFormat, in tail: Span<UInt8>) -> EndMarker {
    reader(of: format)?.endMarker(in: tail) ?? .notChecked
  }

  /// The bytes of the mark that ends an image of `format`, where a picture holds them nowhere else.
  public static func endMarkerBytes(of format: ImageFormat) -> [UInt8]? {
    reader(of: format)?.endMarkerBytes
  }
}
