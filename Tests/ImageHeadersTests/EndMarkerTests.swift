import ImageHeaders
import Testing

@Suite struct EndMarkerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let format: ImageFormat
    let tail: [UInt8]
    let marker: EndMarker

    init(_ name: String, _ format: ImageFormat, _ tail: [UInt8], _ marker: EndMarker) {
      self.name = name
      self.format = format
      self.tail = tail
      self.marker = marker
    }

    var testDescription: String { name }
  }

  static let cases =
    pngCases + jpegCases + others

  private static let others = [
    Case("GIF", .gif, [0x00, 0x3B], .present(trailingByteCount: 0)),
    Case("GIF that is cut off", .gif, [0x01, 0x00], .absent),
    Case("JPEG 2000", .jpeg2000, [0x12, 0xFF, 0xD9, 0x00], .present(trailingByteCount: 1)),
    Case("JPEG 2000 that is cut off", .jpeg2000, [0x12, 0xFF], .absent),
    Case("SVG", .svg, .text("</svg>\n"), .present(trailingByteCount: 1)),
    Case("SVG that is cut off", .svg, .text("<svg><path d='M 0 0"), .absent),
    Case("compressed SVG", .svg, [0x1F, 0x8B, 8, 0, 1], .notChecked),
    Case("TIFF", .tiff, [0x00], .notChecked),
  ]

  private static let png = pngFile(width: 3, height: 2)
  private static let pngCases = [
    Case("PNG", .png, png, .present(trailingByteCount: 0)),
    Case("PNG with padding", .png, png + .zeros(50), .present(trailingByteCount: 50)),
    Case(
      "PNG with as much behind it as is looked at", .png,
      png + .zeros(ImageHeaders.endMarkerTailByteCount - 12), .present(trailingByteCount: 4_084)),
    Case(
      "PNG with more behind it", .png, png + .zeros(ImageHeaders.endMarkerTailByteCount - 11),
      .absent),
    Case("PNG that is cut off", .png, png.dropLast(), .absent),
    Case("PNG without end", .png, png.dropLast(12), .absent),
    Case("no bytes of a PNG", .png, [], .absent),
  ]

  private static let jpeg = jpegFile([])
  private static let thumbnail = app1(exif(orientation: 1, .big) + jpeg)
  private static let jpegCases = [
    Case("JPEG", .jpeg, jpeg, .present(trailingByteCount: 0)),
    Case("JPEG with padding", .jpeg, jpeg + .zeros(9), .present(trailingByteCount: 9)),
    Case("JPEG with another picture behind it", .jpeg, jpeg + jpeg, .present(trailingByteCount: 0)),
    Case("JPEG that is cut off", .jpeg, jpeg.dropLast(), .absent),
    Case("JPEG with a thumbnail", .jpeg, jpegFile(thumbnail), .present(trailingByteCount: 0)),
    Case(
      "JPEG with a thumbnail, cut off in its picture", .jpeg, jpegFile(thumbnail).dropLast(2),
      .absent),
    Case(
      "JPEG with a thumbnail, cut off before its picture", .jpeg,
      [0xFF, 0xD8] + thumbnail + jpegFrame(width: 640, height: 480), .absent),
    Case("JPEG with much behind it", .jpeg, jpeg + .zeros(4_095), .absent),
    Case("no bytes of a JPEG", .jpeg, [], .absent),
    Case("one byte of a JPEG", .jpeg, [0xFF], .absent),
  ]

  @Test(arguments: cases)
  func findsMarker(_ testCase: Case) {
    #expect(endMarker(of: testCase.format, in: testCase.tail) == testCase.marker)
  }
}
