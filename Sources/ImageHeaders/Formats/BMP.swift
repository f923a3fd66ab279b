extension ImageFormat {
  public static let bmp = Self(
    "BMP", mediaType: "image/bmp", mediaTypeAliases: ["image/x-bmp", "image/x-ms-bmp"],
    fileExtensions: ["bmp", "dib"])
}

/// Windows and OS/2 bitmaps with any version of header.
///
/// Specifications: <https://learn.microsoft.com/windows/win32/gdi/bitmap-header-types>;
/// OS/2: <https://www.fileformat.info/format/os2bmp/egff.htm>
enum BMP: HeaderReader {
  static let formats = [ImageFormat.bmp]

  /// The two letters alone are too common in text, so the length of the header must be small as well.
  static func recognize(_ prefix: KnownBytes) throws(HeaderStop) -> ImageFormat? {
    guard try prefix.matches(Array("BM".utf8)) else { return nil }
    return try prefix.uint32(at: 14, .littleEndian) <= 1_024 ? .bmp : nil
  }

  static func read(
    _ prefix: KnownBytes, as format: ImageFormat
  ) throws(HeaderStop) -> ImageHeader {
    try prefix.require(26, at: 0)
    let headerByteCount = try prefix.uint32(at: 14, .littleEndian)
    switch headerByteCount {
    case 12:
      return ImageHeader(
        format: .bmp, width: try prefix.uint16(at: 18, .littleEndian),
        height: try prefix.uint16(at: 20, .littleEndian), frameCount: 1)
    case 16...64, 108, 124:
      // Rows from the top down make the height negative.
      return ImageHeader(
        format: .bmp, width: try prefix.int32(at: 18, .littleEndian),
        height: abs(try prefix.int32(at: 22, .littleEndian)), frameCount: 1)
    default:
      throw .malformed("its header has \(headerByteCount) bytes, which is no known version")
    }
  }

  /// Where the rows of an uncompressed picture end; each is padded to whole words of 32 bits.
  static func leastByteCount(_ bytes: KnownBytes) throws(HeaderStop) -> Int? {
    let header = try read(bytes, as: .bmp)
    let isCore = try bytes.uint32(at: 14, .littleEndian) == 12
    let bitCount = try bytes.uint16(at: isCore ? 24 : 28, .littleEndian)
    // BI_RGB and BI_BITFIELDS.
    let compression = isCore ? 0 : try bytes.uint32(at: 30, .littleEndian)
    guard compression == 0 || compression == 3 else { return nil }
    let (bits, overflow) = header.width.multipliedReportingOverflow(by: bitCount)
    guard !overflow, bits < Int(UInt32.max) else { return nil }
    let picture = try bytes.uint32(at: 10, .littleEndian)
    return picture + (bits + 31) / 32 * 4 * header.height
  }
}
