import ImageHeaders

extension Sample {
  /// The codestreams are the starts of files that libjxl 0.11 wrote, except where they are damaged.
  static let jpegXL = [
    Sample("JPEG XL of 1 by 1", .hexadecimal("ff0a00101009080001002c00"), .image(.jpegXL, 1, 1)),
    Sample("small JPEG XL", .hexadecimal("ff0a4140240800010054004b"), .image(.jpegXL, 8, 8)),
    Sample(
      "small JPEG XL of 256", .hexadecimal("ff0a7f402408020100c4004b"), .image(.jpegXL, 256, 256)),
    Sample("JPEG XL of 3:2", .hexadecimal("ff0a31412408040100bc004b"), .image(.jpegXL, 300, 200)),
    Sample("JPEG XL of 4:3", .hexadecimal("ff0af83e1009080201004800"), .image(.jpegXL, 640, 480)),
    Sample(
      "JPEG XL of 16:9", .hexadecimal("ff0aba210591080201001c00"), .image(.jpegXL, 1_920, 1_080)),
    Sample("JPEG XL of 5:4", .hexadecimal("ff0ab1412408020100ac004b"), .image(.jpegXL, 250, 200)),
    Sample("JPEG XL of 2:1", .hexadecimal("ff0add4124080201008c004b"), .image(.jpegXL, 240, 120)),
    Sample("JPEG XL of 6:5", .hexadecimal("ff0a182310090800010 06c00"), .image(.jpegXL, 120, 100)),
    Sample(
      "JPEG XL of no common ratio", .hexadecimal("ff0a48004f46009108020100"),
      .image(.jpegXL, 9_000, 10)),
    Sample(
      "JPEG XL with default metadata", [0xFF, 0x0A] + bits("1 00000 100 1"),
      .image(.jpegXL, 8, 8)),
    Sample(
      "JPEG XL turned", [0xFF, 0x0A] + bits("1 10000 111 0 1 101 0 0 0"),
      .image(.jpegXL, 32, 16, shown: (16, 32))),
    Sample(
      "animated JPEG XL", [0xFF, 0x0A] + bits("1 00000 100 0 1 000 1 1 00000 100 0 1"),
      .image(.jpegXL, 8, 8, frames: nil)),
    Sample(
      "JPEG XL with a preview", [0xFF, 0x0A] + bits("1 00000 100 0 1 000 0 1"),
      .image(.jpegXL, 8, 8, frames: nil)),
    Sample(
      "JPEG XL in a container",
      jxlContainer + box("Exif", .zeros(40)) + lastBox("jxlc", jxlCodestream),
      .image(.jpegXL, 300, 200)),
    Sample(
      "JPEG XL in parts", jxlContainer + box("jxlp", .big32(0) + jxlCodestream),
      .image(.jpegXL, 300, 200)),
    Sample(
      "JPEG XL with a short part",
      jxlContainer + box("jxlp", .big32(0) + jxlCodestream[..<3]) + box("jxlp", .zeros(9)),
      .malformed(.jpegXL, reason: "its header is cut off at byte 47")),
    Sample(
      "JPEG XL without codestream signature", jxlContainer + box("jxlc", .zeros(9)),
      .malformed(.jpegXL, reason: "its codestream has no signature")),
    Sample(
      "JPEG XL without codestream", jxlContainer + lastBox("free", []),
      .malformed(.jpegXL, reason: "it has no codestream")),
  ]

  static let jpeg2000 = [
    Sample(
      "JPEG 2000",
      jp2Container
        + box("jp2h", box("ihdr", .big32(480) + .big32(640) + .big16(3) + [7, 7, 0, 0])),
      .image(.jpeg2000, 640, 480)),
    Sample(
      "JPEG 2000 as a codestream", jpeg2000Codestream(right: 700, bottom: 500, left: 60, top: 20),
      .image(.jpeg2000, 640, 480)),
    Sample(
      "JPEG 2000 of nothing", jpeg2000Codestream(right: 60, bottom: 20, left: 700, top: 1),
      .malformed(.jpeg2000, reason: "its size is 0 by 19 pixels")),
    Sample(
      "JPEG 2000 with another box first", jp2Container + box("jp2h", box("colr", .zeros(9))),
      .malformed(.jpeg2000, reason: "its 'jp2h' box starts with 'colr', not 'ihdr'")),
    Sample(
      "JPEG 2000 without header", jp2Container + lastBox("jp2c", []),
      .malformed(.jpeg2000, reason: "it has no 'jp2h' box")),
  ]
}

private let jxlCodestream: [UInt8] = .hexadecimal("ff0a31412408040100bc004b")

private let jxlContainer: [UInt8] =
  box("JXL ", [0x0D, 0x0A, 0x87, 0x0A]) + fileType("jxl ", ["jxl "])

private let jp2Container: [UInt8] =
  box("jP  ", [0x0D, 0x0A, 0x87, 0x0A]) + fileType("jp2 ", ["jp2 "])

/// Packs bits from the lowest one of each byte up; spaces do not count.
private func bits(_ text: String) -> [UInt8] {
  let bits = text.filter { $0 != " " }
  var bytes: [UInt8] = .zeros((bits.count + 7) / 8)
  for (index, bit) in bits.enumerated() where bit == "1" {
    bytes[index / 8] |= 1 << UInt8(index % 8)
  }
  return bytes
}

private func jpeg2000Codestream(right: Int, bottom: Int, left: Int, top: Int) -> [UInt8] {
  [0xFF, 0x4F, 0xFF, 0x51] + .big16(47) + .big16(0) + .big32(right) + .big32(bottom)
    + .big32(left) + .big32(top) + .zeros(20)
}
