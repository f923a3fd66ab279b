import ImageHeaders

extension Sample {
  static let bmp =
    [16, 40, 52, 56, 64, 108, 124].map { headerByteCount in
      Sample(
        "BMP with a header of \(headerByteCount) bytes", bmpFile(headerByteCount, 127, 64),
        .image(.bmp, 127, 64))
    } + [
      Sample(
        "BMP of OS/2 1", bmpStart + .little32(12) + .little16(65_535) + .little16(7) + .zeros(4),
        .image(.bmp, 65_535, 7)),
      Sample("BMP from the top down", bmpFile(40, 127, -64), .image(.bmp, 127, 64)),
      Sample(
        "BMP of the least height", bmpFile(40, 127, Int(Int32.min)),
        .image(.bmp, 127, 2_147_483_648)),
      Sample(
        "BMP of negative width", bmpFile(40, -127, 64),
        .malformed(.bmp, reason: "its size is -127 by 64 pixels")),
      Sample(
        "BMP of an unknown version", bmpFile(80, 127, 64),
        .malformed(.bmp, reason: "its header has 80 bytes, which is no known version")),
      Sample("text about cars", .text("BMW builds cars in Munich."), .unrecognized(.text)),
    ]

  static let icon = [
    Sample("icon", iconFile(1, [(16, 16), (48, 32), (32, 32)]), .image(.ico, 48, 32)),
    Sample("icon of 256 pixels", iconFile(1, [(64, 64), (0, 0)]), .image(.ico, 256, 256)),
    Sample("cursor", iconFile(2, [(32, 32)]), .image(.cur, 32, 32)),
    Sample(
      "icon of many sizes", iconFile(1, Array(repeating: (1, 1), count: 257)),
      .malformed(.ico, reason: "it lists 257 sizes")),
    Sample(
      "TGA, which starts like an empty cursor", .hexadecimal("0000 0200 0000 0000 0000 0000"),
      .unrecognized(.unknown(firstBytes: "00 00 02 00 00 00 00 00 00 00 00 00"))),
  ]
}

private let bmpStart: [UInt8] = .text("BM") + .little32(0) + .zeros(4) + .little32(0)

private func bmpFile(_ headerByteCount: Int, _ width: Int, _ height: Int) -> [UInt8] {
  bmpStart + .little32(headerByteCount) + .little32(width) + .little32(height)
    + .zeros(max(0, headerByteCount - 12))
}

private func iconFile(_ type: Int, _ sizes: [(UInt8, UInt8)]) -> [UInt8] {
  .little16(0) + .little16(type) + .little16(sizes.count)
    + sizes.flatMap { [$0.0, $0.1, 0, 0, 1, 0, 32, 0] + .zeros(8) }
}
