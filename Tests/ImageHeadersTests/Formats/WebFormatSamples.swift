import ImageHeaders

extension Sample {
  static let gif = [
    Sample("GIF of 1987", gifFile("87a", 320, 200), .image(.gif, 320, 200, frames: nil)),
    Sample("GIF of 1989", gifFile("89a", 65_535, 1), .image(.gif, 65_535, 1, frames: nil)),
    Sample(
      "GIF of another version", gifFile("88a", 320, 200),
      .malformed(.gif, reason: "its version is neither '87a' nor '89a'")),
    Sample(
      "GIF without height", gifFile("89a", 320, 0),
      .malformed(.gif, reason: "its size is 320 by 0 pixels")),
  ]

  static let webP = [
    Sample("lossy WebP", webPFile("VP8 ", lossy(550, 368)), .image(.webP, 550, 368)),
    Sample(
      "lossy WebP with a scale", webPFile("VP8 ", lossy(0x4000 | 550, 0x8000 | 368)),
      .image(.webP, 550, 368)),
    Sample("lossless WebP", webPFile("VP8L", lossless(386, 395)), .image(.webP, 386, 395)),
    Sample(
      "lossless WebP of the largest size, with alpha",
      webPFile("VP8L", lossless(16_384, 16_384, flags: 0x1000_0000)),
      .image(.webP, 16_384, 16_384)),
    Sample("extended WebP", webPFile("VP8X", extended(800, 600)), .image(.webP, 800, 600)),
    Sample(
      "animated WebP", webPFile("VP8X", extended(800, 600, flags: 0x12)),
      .image(.webP, 800, 600, frames: nil)),
    Sample(
      "WebP with a canvas over the limit", webPFile("VP8X", extended(65_536, 65_536)),
      .malformed(
        .webP, reason: "its canvas is 65536 by 65536 pixels, over the limit of the format")),
    Sample(
      "WebP that starts between key frames", webPFile("VP8 ", [0x01] + lossy(1, 1).dropFirst()),
      .malformed(.webP, reason: "its picture is not a key frame")),
    Sample(
      "WebP without a start code", webPFile("VP8 ", .zeros(10)),
      .malformed(.webP, reason: "its key frame has no start code")),
    Sample(
      "WebP without a lossless signature", webPFile("VP8L", .zeros(5)),
      .malformed(.webP, reason: "its lossless picture has no signature")),
    Sample(
      "WebP of another lossless version",
      webPFile("VP8L", lossless(1, 1, flags: 0x2000_0000)),
      .malformed(.webP, reason: "its lossless picture has version 1, not 0")),
    Sample(
      "WebP that starts with another chunk", webPFile("ICCP", .zeros(10)),
      .malformed(.webP, reason: "its first chunk is 'ICCP', not 'VP8 ', 'VP8L' or 'VP8X'")),
  ]
}

private func gifFile(_ version: String, _ width: Int, _ height: Int) -> [UInt8] {
  .text("GIF" + version) + .little16(width) + .little16(height) + [0, 0, 0, 0x3B]
}

private func webPFile(_ name: String, _ contents: [UInt8]) -> [UInt8] {
  let chunk = .text("WEBP" + name) + .little32(contents.count) + contents
  return .text("RIFF") + .little32(chunk.count) + chunk
}

private func lossy(_ width: Int, _ height: Int) -> [UInt8] {
  [0x10, 0x02, 0x00, 0x9D, 0x01, 0x2A] + .little16(width) + .little16(height)
}

private func lossless(_ width: Int, _ height: Int, flags: Int = 0) -> [UInt8] {
  [0x2F] + .little32((width - 1) | (height - 1) << 14 | flags)
}

private func extended(_ width: Int, _ height: Int, flags: UInt8 = 0) -> [UInt8] {
  [flags, 0, 0, 0] + .little24(width - 1) + .little24(height - 1)
}
