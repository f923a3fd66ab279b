import ImageHeaders
import Testing

/// Where a picture was taken is found wherever a format keeps its Exif metadata.
@Suite struct CoordinatesTests {
  static let located = gps(denominator: 1)

  static let cases: [(name: String, bytes: [UInt8], format: ImageFormat, expected: Bool)] = [
    ("JPEG", jpegFile(app1(located)), .jpeg, true),
    ("JPEG without", jpegFile(app1(exif(orientation: 1, .big))), .jpeg, false),
    ("JPEG with 0/0", jpegFile(app1(gps(denominator: 0))), .jpeg, false),
    ("JPEG with a directory outside", jpegFile(app1(Array(located[..<40]))), .jpeg, false),
    ("TIFF", located, .tiff, true),
    ("WebP", webP(.text("EXIF"), located), .webP, true),
    ("WebP with an identifier", webP(.text("EXIF"), .text("Exif\0\0") + located), .webP, true),
    ("WebP with XMP", webP(.text("XMP "), located), .webP, false),
    (
      "JPEG XL",
      .hexadecimal("0000000C 4A584C20 0D0A870A") + box("Exif", .zeros(4) + located)
        + box("jxlc", [0xFF, 0x0A]), .jpegXL, true
    ),
    ("bare JPEG XL", [0xFF, 0x0A, 0, 0], .jpegXL, false),
    ("AVIF", heif(type: "Exif"), .avif, true), ("AVIF with XMP", heif(type: "mime"), .avif, false),
  ]

  @Test(arguments: cases)
  func coordinates(name: String, bytes: [UInt8], format: ImageFormat, expected: Bool) {
    for step in [1, 4_096] {
      var source = ScannedFile(bytes, step: step)
      #expect(source.details(of: format).hasCoordinates == expected, "\(step) bytes at a time")
    }
  }

  /// A TIFF structure whose first directory leads to one with a latitude and a longitude.
  private static func gps(denominator: Int) -> [UInt8] {
    func entry(_ tag: Int, _ type: Int, _ count: Int, _ value: Int) -> [UInt8] {
      .little16(tag) + .little16(type) + .little32(count) + .little32(value)
    }
    let rationals = (0..<3).flatMap { _ in [UInt8].little32(48) + .little32(denominator) }
    return .text("II") + .little16(42) + .little32(8) + .little16(1) + entry(34_853, 4, 1, 26)
      + .little32(0) + .little16(2) + entry(2, 5, 3, 56) + entry(4, 5, 3, 56) + .little32(0)
      + rationals
  }

  private static func webP(_ name: [UInt8], _ contents: [UInt8]) -> [UInt8] {
    func chunk(_ name: [UInt8], _ contents: [UInt8]) -> [UInt8] {
      name + .little32(contents.count) + contents + .zeros(contents.count % 2)
    }
    let chunks =
      chunk(.text("VP8X"), [0x08] + .zeros(9)) + chunk(.text("VP8L"), .zeros(9_001))
      + chunk(name, contents)
    return .text("RIFF") + .little32(chunks.count + 4) + .text("WEBP") + chunks
  }

  /// Exif as an item whose place in `mdat` is in the `iloc` box.
  private static func heif(type: String) -> [UInt8] {
    func meta(_ offset: Int) -> [UInt8] {
      let item = fullBox("infe", version: 2, .big16(1) + .big16(0) + .text(type) + [0])
      let place = .big16(1) + .big16(0) + .big16(1) + .big32(offset) + .big32(located.count + 4)
      return fullBox(
        "meta",
        fullBox("iinf", .big16(1) + item) + fullBox("iloc", [0x44, 0x00] + .big16(1) + place))
    }
    let start = box("ftyp", .text("avif") + .zeros(4))
    let offset = start.count + meta(0).count + 8
    return start + meta(offset) + box("mdat", .zeros(4) + located)
  }
}
