/// Reads the format and pixel size in the first bytes of an image.
///
/// Nothing is decoded, and nothing outside the given bytes is looked at.
public enum ImageHeaders {
  /// A first prefix that is long enough for nearly every image on the web.
  public static let suggestedPrefixByteCount = 16_384

  /// At least this many bytes are asked for while the format is not known.
  private static let signatureByteCount = 32

  /// What `prefix`, the first bytes of a file, says about the image.
  ///
  /// The answer is a function of the file alone: once it is not `needsMore`, more bytes do not change
  /// it. So a caller may start with any prefix and grow it as asked.
  ///
  /// - Parameters:
  ///   - prefix: any number of bytes from the start of the file, none included.
  ///   - isComplete: whether they are the whole file; then the answer is never `needsMore`, and a
  ///     header that is cut off is malformed.
  /// - Returns: The header, or why there is none.
  public static func read(_ prefix: Span<UInt8>, isComplete: Bool) -> ImageHeaderResult {
    for reader in readers {
      do {
        guard let format = try reader.recognize(prefix) else { continue }
        return read(prefix, isComplete: isComplete, as: format, with: reader)
      } catch {
        // A reader further down could say yes now and be wrong once the prefix is longer.
        guard case .needsMore(let byteCount) = error, !isComplete else { continue }
        return .needsMore(byteCount: max(byteCount, signatureByteCount))
      }
    }
    if prefix.count < ContentSniffer.windowByteCount, !isComplete {
      return .needsMore(byteCount: ContentSniffer.windowByteCount)
    }
    return .unrecognized(ContentSniffer.content(of: prefix))
  }

  private static func read(
    _ prefix: Span<UInt8>, isComplete: Bool, as format: ImageFormat,
    with reader: any HeaderReader.Type
  ) -> ImageHeaderResult {
    do {
      return .header(try reader.read(prefix, as: format).checked())
    } catch {
      switch error {
      case .needsMore where isComplete:
        return .malformed(format, reason: "it ends at byte \(prefix.count), inside its header")
      case .needsMore(let byteCount):
        return .needsMore(byteCount: byteCount)
      case .malformed(let reason):
        return .malformed(format, reason: reason)
      case .noPixelSize:
        return .noPixelSize(format)
      }
    }
  }
}
