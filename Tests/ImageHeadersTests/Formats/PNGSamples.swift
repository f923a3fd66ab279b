import ImageHeaders

extension Sample {
  static let png = [
    Sample("PNG", pngFile(width: 3, height: 2), .image(.png, 3, 2)),
    Sample(
      "PNG of the largest size", pngFile(width: 0x7FFF_FFFF, height: 0x7FFF_FFFF),
      .image(.png, 0x7FFF_FFFF, 0x7FFF_FFFF)),
    Sample(
      "PNG with a width over the limit", pngFile(width: 0x8000_0000, height: 1),
      .malformed(.png, reason: "its size is 2147483648 by 1 pixels, over the limit of the format")),
    Sample(
      "PNG without width", pngFile(width: 0, height: 2),
      .malformed(.png, reason: "its size is 0 by 2 pixels")),
    Sample(
      "APNG",
      pngFile(width: 3, height: 2, before: pngChunk("acTL", .big32(12) + .big32(0))),
      .image(.png, 3, 2, frames: 12)),
    Sample(
      "APNG of no frames",
      pngFile(width: 3, height: 2, before: pngChunk("acTL", .big32(0) + .big32(0))),
      .image(.png, 3, 2)),
    Sample(
      "PNG turned by Exif",
      pngFile(width: 3, height: 2, before: pngChunk("eXIf", exif(orientation: 6, .big))),
      .image(.png, 3, 2, shown: (2, 3))),
    Sample(
      "PNG with metadata that hide what follows",
      pngFile(
        width: 3, height: 2, before: pngChunk("iTXt", .zeros(16_384)) + pngChunk("acTL", .zeros(8))
      ), .image(.png, 3, 2, frames: nil)),
    Sample(
      "PNG with damaged line endings",
      .hexadecimal("89504E47 0A 1A 0A 0000000D 49484452 00000003 00000002"),
      .malformed(.png, reason: "its signature is damaged, as by a change of line endings")),
    Sample(
      "PNG for iOS apps", pngSignature + pngChunk("CgBI", .zeros(4)) + .zeros(9),
      .malformed(.png, reason: "it is Apple's variant for iOS apps, which browsers do not show")),
    Sample(
      "PNG that starts with another chunk", pngSignature + pngChunk("I'\u{1}R", .zeros(13)),
      .malformed(.png, reason: "its first chunk is 0x49270152, not 'IHDR'")),
    Sample(
      "PNG with a longer header", pngSignature + pngChunk("IHDR", .zeros(14)),
      .malformed(.png, reason: "its 'IHDR' chunk has 14 bytes, not 13")),
    Sample(
      "PNG with a changed header", changed(pngFile(width: 3, height: 2), at: 19, to: 4),
      .malformed(.png, reason: "the checksum of its 'IHDR' chunk is wrong")),
    Sample(
      "PNG that is cut off", Array(pngFile(width: 3, height: 2)[..<20]),
      .malformed(.png, reason: "it ends at byte 20, inside its header")),
  ]
}

private let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

/// A grey PNG whose picture is not there, with some chunks before it.
func pngFile(width: Int, height: Int, before: [UInt8] = []) -> [UInt8] {
  pngSignature
    + pngChunk("IHDR", .big32(width) + .big32(height) + [8, 0, 0, 0, 0])
    + before + pngChunk("IDAT", []) + pngChunk("IEND", [])
}

func pngChunk(_ name: String, _ contents: [UInt8]) -> [UInt8] {
  let named = .text(name) + contents
  var polynomial = [UInt32](repeating: 0, count: 256)
  for index in 0..<256 {
    polynomial[index] = (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
    }
  }
  let checksum = named.reduce(UInt32.max) { sum, byte in
    polynomial[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8)
  }
  return .big32(contents.count) + named + .big32(Int(~checksum))
}

private func changed(_ bytes: [UInt8], at index: Int, to byte: UInt8) -> [UInt8] {
  var bytes = bytes
  bytes[index] = byte
  return bytes
}
