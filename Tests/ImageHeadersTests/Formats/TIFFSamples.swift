import ImageHeaders

extension Sample {
  static let tiff =
    [Endian.big, .little].flatMap { endian in
      [
        Sample(
          "TIFF, \(endian)-endian",
          tiffFile([tiffEntry(256, 70_000, endian, type: 4), tiffEntry(257, 40, endian)], endian),
          .image(.tiff, 70_000, 40)),
        Sample(
          "TIFF of several pages with its directory at the end, \(endian)-endian",
          tiffFile(
            [tiffEntry(256, 30, endian), tiffEntry(257, 40, endian), tiffEntry(274, 5, endian)],
            endian, gap: 600, next: 8),
          .image(.tiff, 30, 40, shown: (40, 30), frames: nil)),
        Sample("BigTIFF, \(endian)-endian", bigTIFFFile(endian), .image(.tiff, 300, 200)),
      ]
    } + [
      Sample(
        "TIFF without size", tiffFile([tiffEntry(256, 30, .big)], .big),
        .malformed(.tiff, reason: "its first directory has no size")),
      Sample(
        "TIFF that points into its own header", .text("II*\0") + .little32(4),
        .malformed(.tiff, reason: "its first directory is at byte 4, inside the header")),
      Sample(
        "TIFF with a directory of many entries", tiffFile(.init(repeating: [], count: 5_000), .big),
        .malformed(.tiff, reason: "its first directory has 5000 entries")),
      Sample(
        "BigTIFF that points beyond every file",
        Endian.big.mark + .big16(43) + .big16(8) + .big16(0) + .big64(-1),
        .malformed(
          .tiff, reason: "the number 18446744073709551615 at byte 8 is out of range")),
      Sample(
        "BigTIFF that points to the end of the address space",
        Endian.big.mark + .big16(43) + .big16(8) + .big16(0) + .big64(Int.max),
        .malformed(
          .tiff, reason: "it points outside of itself, to byte 9223372036854775807")),
    ]

  static let photoshop = [
    Sample("PSD", photoshopFile(version: 1, 1_000, 600), .image(.psd, 1_000, 600)),
    Sample("PSB", photoshopFile(version: 2, 40_000, 600), .image(.psd, 40_000, 600)),
    Sample(
      "PSD of the size of a PSB", photoshopFile(version: 1, 40_000, 600),
      .malformed(
        .psd, reason: "its size is 40000 by 600 pixels, over the limit of the format")),
    Sample(
      "PSD of another version", photoshopFile(version: 3, 1, 1),
      .malformed(.psd, reason: "its version is 3, not 1 or 2")),
  ]
}

private func bigTIFFFile(_ endian: Endian) -> [UInt8] {
  func entry(_ tag: Int, _ value: [UInt8], type: Int) -> [UInt8] {
    endian.of16(tag) + endian.of16(type) + endian.of64(1) + value + .zeros(8 - value.count)
  }
  return endian.mark + endian.of16(43) + endian.of16(8) + endian.of16(0) + endian.of64(16)
    + endian.of64(2) + entry(256, endian.of64(300), type: 16)
    + entry(257, endian.of16(200), type: 3) + endian.of64(0)
}

private func photoshopFile(version: Int, _ width: Int, _ height: Int) -> [UInt8] {
  .text("8BPS") + .big16(version) + .zeros(6) + .big16(3) + .big32(height) + .big32(width)
    + .big16(8) + .big16(3)
}
