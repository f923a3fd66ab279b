extension ImageFormat {
  public static let webP = Self("WebP", mediaType: "image/webp", fileExtensions: ["webp"])
}

/// WebP: lossy, lossless and extended.
///
/// Exif stands behind the picture in this format, and viewers differ in whether they follow its
/// orientation: the size is that without it.
/// Specification: RFC 9649 <https://www.rfc-editor.org/rfc/rfc9649>, section 2
enum WebP: HeaderReader {
  static let formats = [ImageFormat.webP]

  static func recognize(_ prefix: KnownBytes) throws(HeaderStop) -> ImageFormat? {
    guard try prefix.matches(Array("RIFF".utf8)) else { return nil }
    return try prefix.matches(Array("WEBP".utf8), at: 8) ? .webP : nil
  }

  static func read(
    _ prefix: KnownBytes, as format: ImageFormat
  ) throws(HeaderStop) -> ImageHeader {
    let name = try prefix.fourCC(at: 12)
    return switch name {
    case "VP8 ": try readLossy(prefix, at: 20)
    case "VP8L": try readLossless(prefix, at: 20)
    case "VP8X": try readExtended(prefix, at: 20)
    default: throw .malformed("its first chunk is \(name), not 'VP8 ', 'VP8L' or 'VP8X'")
    }
  }

  /// The size in the first frame of a VP8 stream.
  ///
  /// Specification: RFC 6386 <https://www.rfc-editor.org/rfc/rfc6386>, section 9.1.
  private static func readLossy(
    _ prefix: KnownBytes, at frame: Int
  ) throws(HeaderStop) -> ImageHeader {
    try prefix.require(10, at: frame)
    guard try prefix.uint8(at: frame) & 1 == 0 else {
      throw .malformed("its picture is not a key frame")
    }
    guard try prefix.uint24(at: frame + 3, .bigEndian) == 0x9D012A else {
      throw .malformed("its key frame has no start code")
    }
    return ImageHeader(
      format: .webP, width: try prefix.uint16(at: frame + 6, .littleEndian) & 0x3FFF,
      height: try prefix.uint16(at: frame + 8, .littleEndian) & 0x3FFF, frameCount: 1)
  }

  /// The size in a lossless stream.
  ///
  /// Specification: RFC 9649, section 3, “RIFF Header”.
  private static func readLossless(
    _ prefix: KnownBytes, at stream: Int
  ) throws(HeaderStop) -> ImageHeader {
    try prefix.require(5, at: stream)
    guard try prefix.uint8(at: stream) == 0x2F else {
      throw .malformed("its lossless picture has no signature")
    }
    let bits = try prefix.uint32(at: stream + 1, .littleEndian)
    guard bits >> 29 == 0 else {
      throw .malformed("its lossless picture has version \(bits >> 29), not 0")
    }
    return ImageHeader(
      format: .webP, width: bits & 0x3FFF + 1, height: bits >> 14 & 0x3FFF + 1, frameCount: 1)
  }

  /// The size of the canvas in the extended format.
  ///
  /// Specification: RFC 9649, section 2.7.
  private static func readExtended(
    _ prefix: KnownBytes, at contents: Int
  ) throws(HeaderStop) -> ImageHeader {
    try prefix.require(10, at: contents)
    let isAnimated = try prefix.uint8(at: contents) & 0x02 != 0
    let width = try prefix.uint24(at: contents + 4, .littleEndian) + 1
    let height = try prefix.uint24(at: contents + 7, .littleEndian) + 1
    guard width * height <= Int(UInt32.max) else {
      throw .malformed("its canvas is \(width) by \(height) pixels, over the limit of the format")
    }
    return ImageHeader(
      format: .webP, width: width, height: height, frameCount: isAnimated ? nil : 1)
  }

  /// Chunks of an animation have one each for its frames.
  private static let maximumChunkCount = 65_536

  /// The length that the RIFF header gives.
  ///
  /// Specification: RFC 9649, section 2.4.
  static func leastByteCount(_ bytes: KnownBytes) throws(HeaderStop) -> Int? {
    try bytes.uint32(at: 4, .littleEndian) + 8
  }

  /// Specification: RFC 9649, section 2.7.1.5.
  static func exif(_ bytes: KnownBytes) throws(HeaderStop) -> Range<Int>? {
    guard try bytes.fourCC(at: 12) == "VP8X", try bytes.uint8(at: 20) & 0x08 != 0 else {
      return nil
    }
    let end = try bytes.uint32(at: 4, .littleEndian) + 8
    var chunk = 12
    for _ in 0..<maximumChunkCount where chunk <= end - 8 {
      let byteCount = try bytes.uint32(at: chunk + 4, .littleEndian)
      if try bytes.fourCC(at: chunk) == "EXIF" {
        // Some encoders keep the identifier of a JPEG's segment.
        let identifier = try bytes.matches(Array("Exif\0\0".utf8), at: chunk + 8) ? 6 : 0
        return byteCount > identifier ? chunk + 8 + identifier..<chunk + 8 + byteCount : nil
      }
      chunk += 8 + byteCount + byteCount % 2
    }
    return nil
  }
}
