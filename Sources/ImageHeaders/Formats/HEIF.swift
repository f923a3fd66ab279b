extension ImageFormat {
  public static let avif = Self(
    "AVIF", mediaType: "image/avif", mediaTypeAliases: ["image/avif-sequence"],
    fileExtensions: ["avif", "avifs"])

  public static let heic = Self(
    "HEIC", mediaType: "image/heic", mediaTypeAliases: ["image/heic-sequence"],
    fileExtensions: ["heic", "heics"])

  public static let heif = Self(
    "HEIF", mediaType: "image/heif", mediaTypeAliases: ["image/heif-sequence"],
    fileExtensions: ["heif", "heifs", "hif"])
}

/// High Efficiency Image File Format with any codec: AVIF, HEIC and the rest.
///
/// The size is that of the primary item. Its Exif is not looked at: the orientation of this format is
/// in the item's properties (6.5.10), and viewers must not apply that of Exif on top of it.
/// Specifications: ISO/IEC 23008-12:2022; AVIF <https://aomediacodec.github.io/av1-avif/>
enum HEIF: HeaderReader {
  static let formats = [ImageFormat.avif, .heic, .heif]

  /// What files with a still picture declare to be: ISO/IEC 23008-12, 10.2 and B.4; AVIF, section 6.
  private static let stillBrands: [FourCC: ImageFormat] = [
    "avif": .avif, "heic": .heic, "heix": .heic, "heim": .heic, "heis": .heic, "mif1": .heif,
    "mif2": .heif,
  ]

  /// What files with a moving picture declare to be: ISO/IEC 23008-12, 10.3 and B.4; AVIF, section 6.
  private static let sequenceBrands: [FourCC: ImageFormat] = [
    "avis": .avif, "hevc": .heic, "hevx": .heic, "hevm": .heic, "hevs": .heic, "msf1": .heif,
  ]

  /// Files in the wild list up to a dozen.
  private static let maximumBrandCount = 64

  static func recognize(_ prefix: KnownBytes) throws(HeaderStop) -> ImageFormat? {
    guard try prefix.matches(Array("ftyp".utf8), at: 4) else { return nil }
    let brands = try readBrands(prefix)
    let found = brands.compactMap { stillBrands[$0] ?? sequenceBrands[$0] }
    return formats.first { found.contains($0) }
  }

  /// The major brand, then the compatible ones: ISO/IEC 14496-12, 4.3.
  private static func readBrands(_ prefix: KnownBytes) throws(HeaderStop) -> [FourCC] {
    let byteCount = try prefix.uint32(at: 0, .bigEndian)
    let brandCount = min(byteCount, 16 + 4 * maximumBrandCount) / 4 - 4
    var brands = [try prefix.fourCC(at: 8)]
    for index in 0..<max(0, brandCount) {
      brands.append(try prefix.fourCC(at: 16 + 4 * index))
    }
    return brands
  }

  static func read(
    _ prefix: KnownBytes, as format: ImageFormat
  ) throws(HeaderStop) -> ImageHeader {
    guard let meta = try prefix.firstBox("meta", from: 0), let end = meta.end else {
      throw .malformed("it has no 'meta' box that describes a still picture")
    }
    try prefix.require(end - meta.contents, at: meta.contents)
    let properties = try ItemProperties(prefix, meta: meta.contents, end: end)
    let isSequence = try readBrands(prefix).contains { sequenceBrands[$0] != nil }
    return try properties.header(prefix, format: format, frameCount: isSequence ? nil : 1)
  }

  static func leastByteCount(_ bytes: KnownBytes) throws(HeaderStop) -> Int? {
    try bytes.boxesEnd()
  }

  /// The item of type `Exif`: ISO/IEC 23008-12:2022, annex A.2.
  static func exif(_ bytes: KnownBytes) throws(HeaderStop) -> Range<Int>? {
    guard let meta = try bytes.firstBox("meta", from: 0), let end = meta.end,
      let item = try ItemLocations.item(of: "Exif", bytes, meta: meta.contents, end: end),
      let extent = try ItemLocations.extent(of: item, bytes, meta: meta.contents, end: end)
    else { return nil }
    return try bytes.offsetExif(in: extent)
  }
}
