extension ImageFormat {
  public static let ico = Self(
    "ICO", mediaType: "image/vnd.microsoft.icon",
    mediaTypeAliases: ["image/x-icon", "image/ico", "image/icon"], fileExtensions: ["ico"])

  public static let cur = Self(
    "CUR", mediaType: "image/x-win-bitmap", mediaTypeAliases: ["image/x-cur"],
    fileExtensions: ["cur"])
}

/// Windows icons and cursors.
///
/// The size is the largest in the directory, which says 256 for all that are larger.
/// Specifications: <https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10)>,
/// <https://www.iana.org/assignments/media-types/image/vnd.microsoft.icon>
enum Icon: HeaderReader {
  static let formats = [ImageFormat.ico, .cur]

  /// Icons in the wild have up to some thirty sizes.
  private static let maximumEntryCount = 256

  /// A directory without entries is not taken for an icon: some TGA files start like that.
  static func recognize(_ prefix: KnownBytes) throws(HeaderStop) -> ImageFormat? {
    let isIcon = try prefix.matches([0x00, 0x00, 0x01, 0x00])
    let isCursor = try prefix.matches([0x00, 0x00, 0x02, 0x00])
    guard isIcon || isCursor, try prefix.uint16(at: 4, .littleEndian) > 0 else { return nil }
    return isIcon ? .ico : .cur
  }

  static func read(
    _ prefix: KnownBytes, as format: ImageFormat
  ) throws(HeaderStop) -> ImageHeader {
    let entryCount = try prefix.uint16(at: 4, .littleEndian)
    guard entryCount <= maximumEntryCount else {
      throw .malformed("it lists \(entryCount) sizes")
    }
    try prefix.require(16 * entryCount, at: 6)
    var largest = (width: 0, height: 0)
    for entry in 0..<entryCount {
      let width = try side(prefix, at: 6 + 16 * entry)
      let height = try side(prefix, at: 7 + 16 * entry)
      if width * height > largest.width * largest.height { largest = (width, height) }
    }
    return ImageHeader(
      format: format, width: largest.width, height: largest.height, frameCount: 1)
  }

  /// A side in one byte, where 0 stands for 256.
  private static func side(_ prefix: KnownBytes, at offset: Int) throws(HeaderStop) -> Int {
    let byte = try prefix.uint8(at: offset)
    return byte == 0 ? 256 : byte
  }

  /// Where the last of the pictures ends.
  static func leastByteCount(_ bytes: KnownBytes) throws(HeaderStop) -> Int? {
    let entryCount = try bytes.uint16(at: 4, .littleEndian)
    guard entryCount <= maximumEntryCount else { return nil }
    var end = 0
    for entry in 0..<entryCount {
      let byteCount = try bytes.uint32(at: 14 + 16 * entry, .littleEndian)
      end = max(end, try bytes.uint32(at: 18 + 16 * entry, .littleEndian) + byteCount)
    }
    return end
  }
}
