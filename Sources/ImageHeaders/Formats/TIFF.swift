extension ImageFormat {
  public static let tiff = Self(
    "TIFF", mediaType: "image/tiff", mediaTypeAliases: ["image/tiff-fx", "image/x-tiff"],
    fileExtensions: ["tif", "tiff", "btf"])
}

/// TIFF and BigTIFF: the first page.
///
/// The directory often stands at the end of the file; `needsMore` then asks for all of it. Raw
/// photographs that are TIFF files, such as DNG, answer with what their first directory describes.
/// Specifications: TIFF 6.0 <https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf>;
/// BigTIFF <https://libtiff.gitlab.io/libtiff/specification/bigtiff.html>
enum TIFF: HeaderReader {
  static let formats = [ImageFormat.tiff]

  private static let signatures: [[UInt8]] = [
    [0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0], [0x4D, 0x4D, 0, 43],
  ]

  static func recognize(_ prefix: Span<UInt8>) throws(HeaderStop) -> ImageFormat? {
    for signature in signatures where try prefix.matches(signature) { return .tiff }
    return nil
  }

  static func read(
    _ prefix: Span<UInt8>, as format: ImageFormat
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
}
