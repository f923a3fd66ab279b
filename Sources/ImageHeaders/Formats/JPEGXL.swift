extension ImageFormat {
  public static let jpegXL = Self("JPEG XL", mediaType: "image/jxl", fileExtensions: ["jxl"])
}

/// JPEG XL, in its container or as a bare codestream.
///
/// Specifications: ISO/IEC 18181-1:2024, annex D (sizes and metadata); ISO/IEC 18181-2:2024, clause 9
/// (boxes). Overview: <https://arxiv.org/abs/2506.05987>
enum JPEGXL: HeaderReader {
  static let formats = [ImageFormat.jpegXL]

  private static let containerSignature: [UInt8] = [
    0x00, 0x00, 0x00, 0x0C, 0x4A, 0x58, 0x4C, 0x20, 0x0D, 0x0A, 0x87, 0x0A,
  ]
  private static let codestreamSignature: [UInt8] = [0xFF, 0x0A]

  static func recognize(_ prefix: KnownBytes) throws(HeaderStop) -> ImageFormat? {
    if try prefix.matches(codestreamSignature) { return .jpegXL }
    return try prefix.matches(containerSignature) ? .jpegXL : nil
  }

  static func read(
    _ prefix: KnownBytes, as format: ImageFormat
  ) throws(HeaderStop) -> ImageHeader {
    if try prefix.uint8(at: 0) == 0xFF { return try readCodestream(prefix, at: 0, end: nil) }
    let box = try prefix.firstBox(from: containerSignature.count, limit: nil) {
      $0.name == "jxlc" || $0.name == "jxlp"
    }
    guard let box else { throw .malformed("it has no codestream") }
    // A part starts with its number.
    let start = try box.contents.advanced(checked: box.name == "jxlp" ? 4 : 0)
    return try readCodestream(prefix, at: start, end: box.end)
  }

  private static func readCodestream(
    _ prefix: KnownBytes, at start: Int, end: Int?
  ) throws(HeaderStop) -> ImageHeader {
    guard try prefix.matches(codestreamSignature, at: start) else {
      throw .malformed("its codestream has no signature")
    }
    var bits = try BitReader(at: start.advanced(checked: 2), endOffset: end)
    let (width, height) = try takeSize(&bits, prefix)
    let header = ImageHeader(format: .jpegXL, width: width, height: height, frameCount: 1)
    let hasDefaultMetadata = try bits.takeFlag(from: prefix)
    guard !hasDefaultMetadata, try bits.takeFlag(from: prefix) else { return header }
    let orientation = Orientation(rawValue: try bits.take(3, from: prefix) + 1) ?? .up
    if try bits.takeFlag(from: prefix) { _ = try takeSize(&bits, prefix) }
    // The flag for animation stands behind the preview's own header, which is not read.
    guard try !bits.takeFlag(from: prefix), try !bits.takeFlag(from: prefix) else {
      return ImageHeader(format: .jpegXL, width: width, height: height, frameCount: nil)
        .oriented(orientation)
    }
    return header.oriented(orientation)
  }

  /// The bundle `SizeHeader`.
  private static func takeSize(
    _ bits: inout BitReader, _ prefix: KnownBytes
  ) throws(HeaderStop) -> (width: Int, height: Int) {
    let isSmall = try bits.takeFlag(from: prefix)
    let height = try takeSide(&bits, prefix, isSmall: isSmall)
    let ratio = try bits.take(3, from: prefix)
    guard ratio != 0 else { return (try takeSide(&bits, prefix, isSmall: isSmall), height) }
    let (numerator, denominator) = ratios[ratio - 1]
    return (height * numerator / denominator, height)
  }

  /// Widths to heights that have a number of their own.
  private static let ratios = [(1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1)]

  private static func takeSide(
    _ bits: inout BitReader, _ prefix: KnownBytes, isSmall: Bool
  ) throws(HeaderStop) -> Int {
    if isSmall { return 8 * (try bits.take(5, from: prefix) + 1) }
    let bitCount = [9, 13, 18, 30][try bits.take(2, from: prefix)]
    return try bits.take(bitCount, from: prefix) + 1
  }

  static func leastByteCount(_ bytes: KnownBytes) throws(HeaderStop) -> Int? {
    guard try bytes.uint8(at: 0) != 0xFF else { return nil }
    return try bytes.boxesEnd()
  }

  /// Specification: ISO/IEC 18181-2:2024, 9.5: an offset, then what a TIFF file holds.
  static func exif(_ bytes: KnownBytes) throws(HeaderStop) -> Range<Int>? {
    guard try bytes.uint8(at: 0) != 0xFF, bytes.fileByteCount != nil,
      let box = try bytes.firstBox(
        "Exif", from: containerSignature.count, limit: bytes.fileByteCount)
    else { return nil }
    return try bytes.offsetExif(in: box.contents..<(box.end ?? box.contents))
  }
}
