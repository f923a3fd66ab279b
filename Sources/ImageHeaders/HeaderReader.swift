/// Reads the header of one format, or of a few that share a structure.
///
/// A reader looks only at the bytes it is given, loops under a limit, and adds offsets from the
/// file only through the checked accessors of `Span`.
protocol HeaderReader: SendableMetatype {
  /// The formats that ``recognize(_:)`` can return.
  static var formats: [ImageFormat] { get }

  /// The format whose signature the file has, or `nil`; stops when the prefix is too short to tell.
  static func recognize(_ prefix: Span<UInt8>) throws(HeaderStop) -> ImageFormat?

  /// The header of a file that ``recognize(_:)`` said is a `format`.
  static func read(_ prefix: Span<UInt8>, as format: ImageFormat) throws(HeaderStop) -> ImageHeader

  /// Whether the last bytes of a file hold the mark that ends the image.
  static func endMarker(in tail: Span<UInt8>) -> EndMarker
}

extension HeaderReader {
  static func endMarker(in tail: Span<UInt8>) -> EndMarker { .notChecked }
}

extension ImageHeaders {
  /// The table of formats.
  ///
  /// The first reader that recognizes a file is the one that reads it.
  static let readers: [any HeaderReader.Type] = [
    JPEG.self, PNG.self, WebP.self, GIF.self, HEIF.self, SVG.self, Icon.self, BMP.self, TIFF.self,
    JPEGXL.self, JPEG2000.self, Photoshop.self,
  ]
}
