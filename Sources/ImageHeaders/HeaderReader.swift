/// Reads the header of one format, or of a few that share a structure.
///
/// A reader looks only at the bytes that are known, loops under a limit, and adds offsets from the
/// file only through the checked accessors of `KnownBytes`.
protocol HeaderReader: SendableMetatype {
  /// The formats that ``recognize(_:)`` can return.
  static var formats: [ImageFormat] { get }

  /// The format whose signature the file has, or `nil`; stops when the prefix is too short to tell.
  static func recognize(_ prefix: KnownBytes) throws(HeaderStop) -> ImageFormat?

  /// The header of a file that ``recognize(_:)`` said is a `format`.
  static func read(_ prefix: KnownBytes, as format: ImageFormat) throws(HeaderStop) -> ImageHeader

  /// Whether the last bytes of a file hold the mark that ends the image.
  static func endMarker(in tail: Span<UInt8>) -> EndMarker

  /// How long the file must be at least to hold all that its headers name; `nil` where they do not
  /// say.
  static func leastByteCount(_ bytes: KnownBytes) throws(HeaderStop) -> Int?

  /// Where the picture starts behind the headers.
  static func pictureOffset(_ bytes: KnownBytes) throws(HeaderStop) -> Int?

  /// The bytes of the mark that ends the image, where they stand nowhere else in a picture.
  static var endMarkerBytes: [UInt8]? { get }

  /// Where the Exif metadata stand, from their byte order mark on; `nil` where there are none.
  static func exif(_ bytes: KnownBytes) throws(HeaderStop) -> Range<Int>?
}

extension HeaderReader {
  static func endMarker(in tail: Span<UInt8>) -> EndMarker { .notChecked }

  static func leastByteCount(_ bytes: KnownBytes) throws(HeaderStop) -> Int? { nil }

  static func pictureOffset(_ bytes: KnownBytes) throws(HeaderStop) -> Int? { nil }

  static var endMarkerBytes: [UInt8]? { nil }

  static func exif(_ bytes: KnownBytes) throws(HeaderStop) -> Range<Int>? { nil }
}

extension ImageHeaders {
  static func reader(of format: ImageFormat) -> (any HeaderReader.Type)? {
    readers.first { $0.formats.contains(format) }
  }

  /// The table of formats.
  ///
  /// The first reader that recognizes a file is the one that reads it.
  static let readers: [any HeaderReader.Type] = [
    JPEG.self, PNG.self, WebP.self, GIF.self, HEIF.self, SVG.self, Icon.self, BMP.self, TIFF.self,
    JPEGXL.self, JPEG2000.self, Photoshop.self,
  ]
}
