extension ImageFormat {
  public static let png = Self(
    "PNG", mediaType: "image/png",
    mediaTypeAliases: ["image/apng", "image/vnd.mozilla.apng", "image/x-png"],
    fileExtensions: ["png", "apng"])
}

/// Portable Network Graphics, still or animated.
///
/// Specification: <https://www.w3.org/TR/png-3/>
enum PNG: HeaderReader {
  static let formats = [ImageFormat.png]

  /// How far into the file the chunks before the picture are looked at.
  ///
  /// Animation and orientation that stand behind longer chunks than that are not seen.
  static let metadataWindowByteCount = ImageHeaders.suggestedPrefixByteCount

  /// The bytes that every file starts with.
  ///
  /// Specification: <https://www.w3.org/TR/png-3/#5PNG-file-signature>
  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  static func recognize(_ prefix: KnownBytes) throws(HeaderStop) -> ImageFormat? {
    try prefix.matches(Array(signature[..<4])) ? .png : nil
  }

  static func read(
    _ prefix: KnownBytes, as format: ImageFormat
  ) throws(HeaderStop) -> ImageHeader {
    guard try prefix.matches(signature) else {
      throw .malformed("its signature is damaged, as by a change of line endings")
    }
    try prefix.require(33, at: 0)
    let name = try prefix.fourCC(at: 12)
    guard name != "CgBI" else {
      throw .malformed("it is Apple's variant for iOS apps, which browsers do not show")
    }
    guard name == "IHDR" else {
      throw .malformed("its first chunk is \(name), not 'IHDR'")
    }
    let byteCount = try prefix.uint32(at: 8, .bigEndian)
    guard byteCount == 13 else {
      throw .malformed("its 'IHDR' chunk has \(byteCount) bytes, not 13")
    }
    let checksum = try prefix.uint32(at: 29, .bigEndian)
    guard checksum == Int(try crc32(of: prefix, from: 12, to: 29)) else {
      throw .malformed("the checksum of its 'IHDR' chunk is wrong")
    }
    let width = try prefix.uint32(at: 16, .bigEndian)
    let height = try prefix.uint32(at: 20, .bigEndian)
    guard max(width, height) <= Int(Int32.max) else {
      throw .malformed("its size is \(width) by \(height) pixels, over the limit of the format")
    }
    let (frameCount, orientation) = try readMetadata(prefix, from: 33)
    return ImageHeader(format: .png, width: width, height: height, frameCount: frameCount)
      .oriented(orientation)
  }

  /// What the chunks before the picture say; the frame count is `nil` when it may stand further on.
  ///
  /// Specifications: <https://www.w3.org/TR/png-3/#acTL-chunk>, <https://www.w3.org/TR/png-3/#eXIf>
  private static func readMetadata(
    _ prefix: KnownBytes, from firstChunk: Int
  ) throws(HeaderStop) -> (frameCount: Int?, orientation: Orientation) {
    var frameCount: Int?
    var orientation = Orientation.up
    var chunk = firstChunk
    while chunk <= metadataWindowByteCount - 8 {
      try prefix.require(8, at: chunk)
      let byteCount = try prefix.uint32(at: chunk, .bigEndian)
      let name = try prefix.fourCC(at: chunk + 4)
      let contents = chunk + 8
      switch name {
      case "IDAT", "IEND":
        return (frameCount ?? 1, orientation)
      case "acTL" where byteCount == 8 && contents <= metadataWindowByteCount - 8:
        frameCount = max(1, try prefix.uint32(at: contents, .bigEndian))
      case "eXIf" where byteCount <= metadataWindowByteCount - contents:
        orientation = try Exif.orientation(prefix, from: contents, to: contents + byteCount)
      default:
        break
      }
      chunk = contents + byteCount + 4
    }
    return (frameCount, orientation)
  }

  /// Metadata stand before the picture, or behind it near the end of the file.
  static func exif(_ bytes: KnownBytes) throws(HeaderStop) -> Range<Int>? {
    var chunk = 8
    while chunk <= metadataWindowByteCount {
      let byteCount = try bytes.uint32(at: chunk, .bigEndian)
      let name = try bytes.fourCC(at: chunk + 4)
      if name == "eXIf" { return chunk + 8..<chunk + 8 + byteCount }
      if name == "IDAT" || name == "IEND" { break }
      chunk += 12 + byteCount
    }
    guard let fileByteCount = bytes.fileByteCount else { return nil }
    let tail = max(chunk, fileByteCount - ImageHeaders.endMarkerTailByteCount)
    guard tail < fileByteCount else { return nil }
    try bytes.require(fileByteCount - tail, at: tail)
    for offset in tail..<max(tail, fileByteCount - 12) {
      guard bytes.byte(at: offset) == UInt8(ascii: "e"), try bytes.fourCC(at: offset) == "eXIf"
      else { continue }
      let mark = try bytes.uint32(at: offset + 4, .bigEndian)
      guard mark == 0x4949_2A00 || mark == 0x4D4D_002A else { continue }
      return try offset + 4..<offset + 4 + bytes.uint32(at: offset - 4, .bigEndian)
    }
    return nil
  }

  /// The checksum of a chunk's name and contents, bit by bit: there are only 17 bytes of them.
  ///
  /// Specification: <https://www.w3.org/TR/png-3/#5CRC-algorithm>
  private static func crc32(
    of bytes: KnownBytes, from start: Int, to end: Int
  ) throws(HeaderStop) -> UInt32 {
    var remainder = UInt32.max
    for index in start..<end {
      remainder ^= UInt32(try bytes.uint8(at: index))
      for _ in 0..<8 {
        remainder = remainder >> 1 ^ (remainder & 1 == 1 ? 0xEDB8_8320 : 0)
      }
    }
    return ~remainder
  }

  /// An empty `IEND` chunk with its checksum, which is always the same.
  ///
  /// Specification: <https://www.w3.org/TR/png-3/#11IEND>
  private static let lastChunk: [UInt8] = [
    0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
  ]

  static func pictureOffset(_ bytes: KnownBytes) throws(HeaderStop) -> Int? { 33 }

  static var endMarkerBytes: [UInt8]? { lastChunk }

  static func endMarker(in tail: Span<UInt8>) -> EndMarker {
    let tail = tail.extracting(last: ImageHeaders.endMarkerTailByteCount)
    for offset in tail.indices.reversed() where tail.starts(with: lastChunk, at: offset) {
      return .present(trailingByteCount: tail.count - offset - lastChunk.count)
    }
    return .absent
  }
}
