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
    var known = KnownBytes()
    known.add(
      [UInt8](capacity: prefix.count) { bytes in
        for index in prefix.indices { bytes.append(prefix[index]) }
      }, at: 0)
    if isComplete { known.fileByteCount = prefix.count }
    return read(known)
  }

  static func read(_ bytes: KnownBytes) -> ImageHeaderResult {
    for reader in readers {
      do {
        guard let format = try reader.recognize(bytes) else { continue }
        return read(bytes, as: format, with: reader)
      } catch {
        // A reader further down could say yes now and be wrong once more is known.
        guard case .needsMore(let range) = error,
          let missing = bytes.missing(
            min(range.lowerBound, bytes.prefixByteCount)..<max(range.upperBound, signatureByteCount)
          )
        else { continue }
        return .needsMore(missing)
      }
    }
    if let gap = bytes.firstGap(in: 0..<ContentSniffer.windowByteCount),
      let missing = bytes.missing(gap..<ContentSniffer.windowByteCount)
    {
      return .needsMore(missing)
    }
    return .unrecognized(bytes.withPrefix(ContentSniffer.content))
  }

  private static func read(
    _ bytes: KnownBytes, as format: ImageFormat, with reader: any HeaderReader.Type
  ) -> ImageHeaderResult {
    do {
      return .header(try reader.read(bytes, as: format).checked())
    } catch {
      switch error {
      case .needsMore(let range):
        if let missing = bytes.missing(range) { return .needsMore(missing) }
        return .malformed(
          format, reason: "it ends at byte \(bytes.fileByteCount ?? 0), inside its header")
      case .malformed(let reason):
        return .malformed(format, reason: reason)
      case .noPixelSize:
        return .noPixelSize(format)
      }
    }
  }
}
