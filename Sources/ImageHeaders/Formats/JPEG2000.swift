extension ImageFormat {
  public static let jpeg2000 = Self(
    "JPEG 2000", mediaType: "image/jp2",
    mediaTypeAliases: ["image/jpx", "image/jph", "image/j2c", "image/jphc", "image/jpeg2000"],
    fileExtensions: ["jp2", "j2k", "j2c", "jpc", "jpx", "jpf", "jph", "jhc"])
}

/// JPEG 2000, in its container or as a bare codestream.
///
/// Specification: ITU-T T.800 (ISO/IEC 15444-1) <https://www.itu.int/rec/T-REC-T.800>
enum JPEG2000: HeaderReader {
  static let formats = [ImageFormat.jpeg2000]

  /// The signature box: T.800, I.5.1.
  private static let containerSignature: [UInt8] = [
    0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A,
  ]

  /// The start of codestream and the marker that must follow it: T.800, A.4.1 and A.5.1.
  private static let codestreamSignature: [UInt8] = [0xFF, 0x4F, 0xFF, 0x51]

  static func recognize(_ prefix: KnownBytes) throws(HeaderStop) -> ImageFormat? {
    if try prefix.matches(codestreamSignature) { return .jpeg2000 }
    return try prefix.matches(containerSignature) ? .jpeg2000 : nil
  }

  static func read(
    _ prefix: KnownBytes, as format: ImageFormat
  ) throws(HeaderStop) -> ImageHeader {
    try prefix.uint8(at: 0) == 0xFF ? readCodestream(prefix) : readContainer(prefix)
  }

  /// The size in a codestream, which is what the reference grid has beyond the image offset.
  ///
  /// Specification: T.800, A.5.1.
  private static func readCodestream(_ prefix: KnownBytes) throws(HeaderStop) -> ImageHeader {
    try prefix.require(24, at: 0)
    let width = try prefix.uint32(at: 8, .bigEndian)
    let height = try prefix.uint32(at: 12, .bigEndian)
    let left = try prefix.uint32(at: 16, .bigEndian)
    let top = try prefix.uint32(at: 20, .bigEndian)
    return ImageHeader(
      format: .jpeg2000, width: max(0, width - left), height: max(0, height - top), frameCount: 1)
  }

  /// The size in the image header box.
  ///
  /// Specification: T.800, I.5.3.1.
  private static func readContainer(_ prefix: KnownBytes) throws(HeaderStop) -> ImageHeader {
    guard let header = try prefix.firstBox("jp2h", from: containerSignature.count) else {
      throw .malformed("it has no 'jp2h' box")
    }
    let imageHeader = try Box(prefix, at: header.contents, limit: header.end)
    guard imageHeader.name == "ihdr" else {
      throw .malformed("its 'jp2h' box starts with \(imageHeader.name), not 'ihdr'")
    }
    try prefix.require(8, at: imageHeader.contents)
    return ImageHeader(
      format: .jpeg2000,
      width: try prefix.uint32(at: imageHeader.contents.advanced(checked: 4), .bigEndian),
      height: try prefix.uint32(at: imageHeader.contents, .bigEndian), frameCount: 1)
  }

  static func leastByteCount(_ bytes: KnownBytes) throws(HeaderStop) -> Int? {
    guard try bytes.uint8(at: 0) != 0xFF else { return nil }
    return try bytes.boxesEnd()
  }

  /// The end of codestream (T.800, A.4.4), which boxes may follow.
  static func endMarker(in tail: Span<UInt8>) -> EndMarker {
    let tail = tail.extracting(last: ImageHeaders.endMarkerTailByteCount)
    for offset in tail.indices.reversed() where tail.starts(with: [0xFF, 0xD9], at: offset) {
      return .present(trailingByteCount: tail.count - offset - 2)
    }
    return .absent
  }
}
