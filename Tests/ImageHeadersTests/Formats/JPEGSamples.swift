import ImageHeaders

extension Sample {
  static let jpeg = codings + orientations + segments + brokenJPEG

  private static let codings = [
    0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF,
  ].map { (marker: UInt8) in
    Sample(
      "JPEG of coding \(marker - 0xC0)",
      jpegFile(jfif, frame: jpegFrame(marker, width: 640, height: 480)), .image(.jpeg, 640, 480))
  }

  private static let orientations = [Endian.big, .little].flatMap { endian in
    (0...9).map { orientation in
      Sample(
        "JPEG of orientation \(orientation), \(endian)-endian",
        jpegFile(app1(exif(orientation: orientation, endian))),
        .image(.jpeg, 640, 480, shown: (5...8).contains(orientation) ? (480, 640) : nil))
    }
  }

  private static let segments = [
    Sample("JPEG without application data", jpegFile([]), .image(.jpeg, 640, 480)),
    Sample(
      "JPEG with fill bytes", jpegFile([0xFF, 0xFF, 0xFF] + jfif + .zeros(9)),
      .image(.jpeg, 640, 480)),
    Sample(
      "JPEG with tables and markers without contents",
      jpegFile([0xFF, 0x01, 0xFF, 0xD0] + segment(0xDB, .zeros(65)) + segment(0xC4, .zeros(20))),
      .image(.jpeg, 640, 480)),
    Sample(
      "JPEG with a long profile",
      jpegFile(jfif + segment(0xE2, .zeros(65_000)) + segment(0xE2, .zeros(3_000))),
      .image(.jpeg, 640, 480)),
    Sample(
      "JPEG with XMP before Exif",
      jpegFile(xmp + app1(exif(orientation: 8, .big))),
      .image(.jpeg, 640, 480, shown: (480, 640))),
    Sample(
      "JPEG with a thumbnail of another size in its Exif",
      jpegFile(app1(exif(orientation: 1, .little) + jpegFile([], frame: thumbnailFrame))),
      .image(.jpeg, 640, 480)),
    Sample(
      "JPEG with two Exif segments, the first of which counts",
      jpegFile(app1(exif(orientation: 1, .little)) + app1(exif(orientation: 6, .little))),
      .image(.jpeg, 640, 480)),
    Sample(
      "JPEG with an orientation of another type",
      jpegFile(app1(exif(orientation: 6, .big, type: 4))), .image(.jpeg, 640, 480)),
    Sample(
      "JPEG whose Exif points outside",
      jpegFile(app1(.text("II*\0") + .little32(0x7FFF_FFFF))), .image(.jpeg, 640, 480)),
    Sample(
      "JPEG whose Exif has more entries than bytes",
      jpegFile(app1(.text("II*\0") + .little32(8) + .little16(4_000))), .image(.jpeg, 640, 480)),
    Sample("JPEG whose Exif is empty", jpegFile(app1([])), .image(.jpeg, 640, 480)),
  ]

  private static let brokenJPEG = [
    Sample(
      "JPEG whose height comes later", jpegFile([], frame: jpegFrame(width: 9, height: 0)),
      .malformed(
        .jpeg,
        reason: "its height is 0, to be defined after the picture, which no viewer supports")),
    Sample(
      "JPEG without width", jpegFile([], frame: jpegFrame(width: 0, height: 9)),
      .malformed(.jpeg, reason: "its size is 0 by 9 pixels")),
    Sample(
      "JPEG with a short segment", [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x01] + .zeros(9),
      .malformed(.jpeg, reason: "the segment at byte 4 has a length of 1")),
    Sample(
      "JPEG with a frame header of the wrong length",
      jpegFile([], frame: segment(0xC0, [8, 0, 9, 0, 9, 3])),
      .malformed(.jpeg, reason: "its frame header has 8 bytes for 3 components")),
    Sample(
      "JPEG that starts with its picture", jpegFile([], frame: []),
      .malformed(.jpeg, reason: "its picture comes before its frame header")),
    Sample(
      "JPEG-LS", jpegFile([], frame: jpegFrame(0xF7, width: 9, height: 9)),
      .malformed(.jpeg, reason: "it is JPEG-LS, which browsers do not show")),
    Sample(
      "JPEG with much between its segments", jpegFile(jfif + .zeros(4_097)),
      .malformed(.jpeg, reason: "it has over 4096 stray bytes between its segments")),
    Sample(
      "JPEG with too many segments",
      jpegFile((0..<4_096).flatMap { _ in segment(0xFE, []) }),
      .malformed(.jpeg, reason: "it has no frame header among its first 4096 segments")),
    Sample(
      "JPEG that is cut off", Array(jpegFile(jfif)[..<15]),
      .malformed(.jpeg, reason: "it ends at byte 15, inside its header")),
  ]
}

private let jfif = segment(0xE0, .text("JFIF\0") + [1, 2, 0, 0, 1, 0, 1, 0, 0])
private let xmp = segment(0xE1, .text("http://ns.adobe.com/xap/1.0/\0<x/>"))
private let thumbnailFrame = jpegFrame(width: 160, height: 120)

/// A JPEG with some segments before the frame header, and four bytes of picture.
func jpegFile(_ before: [UInt8], frame: [UInt8] = jpegFrame(width: 640, height: 480)) -> [UInt8] {
  let scan = segment(0xDA, [3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0])
  let start: [UInt8] = [0xFF, 0xD8]
  let end: [UInt8] = [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD9]
  return start + before + frame + scan + end
}

func jpegFrame(_ marker: UInt8 = 0xC0, width: Int, height: Int) -> [UInt8] {
  segment(
    marker, [8] + .big16(height) + .big16(width) + [3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1])
}

func app1(_ exif: [UInt8]) -> [UInt8] { segment(0xE1, .text("Exif\0\0") + exif) }

private func segment(_ marker: UInt8, _ contents: [UInt8]) -> [UInt8] {
  [0xFF, marker] + .big16(contents.count + 2) + contents
}
