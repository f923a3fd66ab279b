extension ImageFormat {
  public static let gif = Self("GIF", mediaType: "image/gif", fileExtensions: ["gif"])
}

/// Graphics Interchange Format, still or animated.
///
/// The size is that of the logical screen; frames are not counted, as that takes the whole file.
/// Specification: <https://www.w3.org/Graphics/GIF/spec-gif89a.txt>, sections 17 and 18
enum GIF: HeaderReader {
  static let formats = [ImageFormat.gif]

  static func recognize(_ prefix: KnownBytes) throws(HeaderStop) -> ImageFormat? {
    try prefix.matches(Array("GIF8".utf8)) ? .gif : nil
  }

  static func read(
    _ prefix: KnownBytes, as format: ImageFormat
  ) throws(HeaderStop) -> ImageHeader {
    try prefix.require(10, at: 0)
    let version = try prefix.uint16(at: 4, .bigEndian)
    guard version == 0x3761 || version == 0x3961 else {
      throw .malformed("its version is neither '87a' nor '89a'")
    }
    return ImageHeader(
      format: .gif, width: try prefix.uint16(at: 6, .littleEndian),
      height: try prefix.uint16(at: 8, .littleEndian), frameCount: nil)
  }

  /// The trailer, which follows the end of a block.
  ///
  /// Specification: GIF89a, sections 16 and 27.
  static func endMarker(in tail: Span<UInt8>) -> EndMarker {
    let tail = tail.extracting(last: ImageHeaders.endMarkerTailByteCount)
    for offset in tail.indices.reversed() where tail.starts(with: [0x00, 0x3B], at: offset) {
      return .present(trailingByteCount: tail.count - offset - 2)
    }
    return .absent
  }
}
