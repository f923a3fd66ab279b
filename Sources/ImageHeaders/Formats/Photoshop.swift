extension ImageFormat {
  public static let psd = Self(
    "Photoshop", mediaType: "image/vnd.adobe.photoshop",
    mediaTypeAliases: ["image/x-photoshop", "application/x-photoshop", "image/psd"],
    fileExtensions: ["psd", "psb"])
}

/// Photoshop documents, of usual and of large size.
///
/// Specification: <https://www.adobe.com/devnet-apps/photoshop/fileformatashtml/#50577409_19840>
enum Photoshop: HeaderReader {
  static let formats = [ImageFormat.psd]

  static func recognize(_ prefix: KnownBytes) throws(HeaderStop) -> ImageFormat? {
    try prefix.matches(Array("8BPS".utf8)) ? .psd : nil
  }

  static func read(
    _ prefix: KnownBytes, as format: ImageFormat
  ) throws(HeaderStop) -> ImageHeader {
    try prefix.require(26, at: 0)
    let version = try prefix.uint16(at: 4, .bigEndian)
    guard version == 1 || version == 2 else {
      throw .malformed("its version is \(version), not 1 or 2")
    }
    let height = try prefix.uint32(at: 14, .bigEndian)
    let width = try prefix.uint32(at: 18, .bigEndian)
    guard max(width, height) <= (version == 1 ? 30_000 : 300_000) else {
      throw .malformed("its size is \(width) by \(height) pixels, over the limit of the format")
    }
    return ImageHeader(format: .psd, width: width, height: height, frameCount: 1)
  }
}
