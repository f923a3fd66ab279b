extension ImageFormat {
  public static let tiff = Self(
    "TIFF", mediaType: "image/tiff", mediaTypeAliases: ["image/tiff-fx", "image/x-tiff"],
    fileExtensions: ["tif", "tiff", "btf"])
}

/// TIFF and BigTIFF: the first page.
///
/// The directory often stands at the end of the file. Raw photographs that are TIFF files, such as DNG, answer with what their first directory describes.
/// Specifications: TIFF 6.0 <https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf>;
/// BigTIFF <https://libtiff.gitlab.io/libtiff/specification/bigtiff.html>
enum TIFF: HeaderReader {
  static let formats = [ImageFormat.tiff]

  private static let signatures: [[UInt8]] = [
    [0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0], [0x4D, 0x4D, 0, 43],
  ]

  static func recognize(_ prefix: KnownBytes) throws(HeaderStop) -> ImageFormat? {
    for signature in signatures where try prefix.matches(signature) { return .tiff }
    return nil
  }

  static func read(
    _ prefix: KnownBytes, as format: ImageFormat
  ) throws(HeaderStop) -> ImageHeader {
    let structure = try TIFFStructure(prefix, from: 0, to: nil)
    var width: Int?
    var height: Int?
    var orientation = Orientation.up
    let hasMorePages = try structure.readFirstDirectory(prefix) { tag, type, value in
      switch tag {
      case TIFFTag.width: width = value
      case TIFFTag.height: height = value
      case TIFFTag.orientation where type == TIFFType.short:
        orientation = Orientation(rawValue: value) ?? .up
      default: break
      }
    }
    guard let width, let height else {
      throw .malformed("its first directory has no size")
    }
    return ImageHeader(
      format: .tiff, width: width, height: height, frameCount: hasMorePages ? nil : 1
    ).oriented(orientation)
  }

  /// Where the last strip or tile ends; the picture's parts nearly always stand in their order.
  static func leastByteCount(_ bytes: KnownBytes) throws(HeaderStop) -> Int? {
    let structure = try TIFFStructure(bytes, from: 0, to: nil)
    let entries = try structure.entries(bytes, at: structure.firstDirectory).entries
    for (offsets, counts) in [
      (TIFFTag.stripOffsets, TIFFTag.stripByteCounts),
      (TIFFTag.tileOffsets, TIFFTag.tileByteCounts),
    ] {
      guard let offsets = entries.first(where: { $0.tag == offsets }),
        let counts = entries.first(where: { $0.tag == counts }),
        let offset = try structure.lastNumber(bytes, of: offsets),
        let count = try structure.lastNumber(bytes, of: counts)
      else { continue }
      return try offset.advanced(checked: count)
    }
    return nil
  }

  static func exif(_ bytes: KnownBytes) throws(HeaderStop) -> Range<Int>? {
    0..<(bytes.fileByteCount ?? Int.max)
  }
}
