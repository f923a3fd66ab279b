/// The structure that TIFF files and Exif metadata share: a byte order and directories of tags.
///
/// Specifications: TIFF 6.0, section 2 <https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf>;
/// BigTIFF <https://libtiff.gitlab.io/libtiff/specification/bigtiff.html>
struct TIFFStructure {
  /// More tags than this in one directory is an attack or an accident.
  static let maximumEntryCount = 4_096

  let byteOrder: ByteOrder

  /// Whether this is BigTIFF: offsets and counts have eight bytes.
  let isBig: Bool

  /// Where offsets count from.
  let start: Int

  /// Where the metadata end, when that is before the end of the file.
  let end: Int?

  /// The offset of the first directory in `bytes`.
  let firstDirectory: Int

  init(_ bytes: Span<UInt8>, from start: Int, to end: Int?) throws(HeaderStop) {
    if let end, end - start < 8 { throw .malformed("its metadata end inside their header") }
    self.start = start
    self.end = end
    try bytes.require(8, at: start)
    switch try bytes.uint16(at: start, .bigEndian) {
    case 0x4949: byteOrder = .littleEndian
    case 0x4D4D: byteOrder = .bigEndian
    default: throw .malformed("its byte order mark is neither 'II' nor 'MM'")
    }
    let version = try bytes.uint16(at: start.advanced(checked: 2), byteOrder)
    guard version == 42 || version == 43 else {
      throw .malformed("its version is \(version), not 42 or 43")
    }
    isBig = version == 43
    let pointer = try start.advanced(checked: isBig ? 8 : 4)
    let offset =
      isBig ? try bytes.uint64(at: pointer, byteOrder) : try bytes.uint32(at: pointer, byteOrder)
    guard offset >= (isBig ? 16 : 8) else {
      throw .malformed("its first directory is at byte \(offset), inside the header")
    }
    firstDirectory = try start.advanced(checked: offset)
  }

  /// Calls `body` with each tag of the first directory that holds one unsigned number.
  ///
  /// Says whether another directory follows.
  func readFirstDirectory(
    _ bytes: Span<UInt8>, _ body: (_ tag: Int, _ type: Int, _ value: Int) -> Void
  ) throws(HeaderStop) -> Bool {
    try requireInside(firstDirectory, byteCount: isBig ? 8 : 2)
    let entryCount =
      isBig
      ? try bytes.uint64(at: firstDirectory, byteOrder)
      : try bytes.uint16(at: firstDirectory, byteOrder)
    guard entryCount <= Self.maximumEntryCount else {
      throw .malformed("its first directory has \(entryCount) entries")
    }
    let entryByteCount = isBig ? 20 : 12
    let entries = try firstDirectory.advanced(checked: isBig ? 8 : 2)
    let next = try entries.advanced(checked: entryCount * entryByteCount)
    try requireInside(entries, byteCount: entryCount * entryByteCount)
    let nextByteCount = end == nil ? (isBig ? 8 : 4) : 0
    try bytes.require(entryCount * entryByteCount + nextByteCount, at: entries)
    for index in 0..<entryCount {
      let entry = entries + index * entryByteCount
      let type = try bytes.uint16(at: entry + 2, byteOrder)
      guard let value = try scalar(bytes, at: entry, type: type) else { continue }
      body(try bytes.uint16(at: entry, byteOrder), type, value)
    }
    guard end == nil else { return false }
    let following =
      isBig ? try bytes.uint64(at: next, byteOrder) : try bytes.uint32(at: next, byteOrder)
    return following != 0
  }

  /// The number in an entry, or `nil` when it holds several, or something else.
  private func scalar(
    _ bytes: Span<UInt8>, at entry: Int, type: Int
  ) throws(HeaderStop) -> Int? {
    let count =
      isBig
      ? try bytes.uint64(at: entry + 4, byteOrder) : try bytes.uint32(at: entry + 4, byteOrder)
    guard count == 1 else { return nil }
    let value = entry + (isBig ? 12 : 8)
    return switch (type, isBig) {
    case (TIFFType.byte, _): try bytes.uint8(at: value)
    case (TIFFType.short, _): try bytes.uint16(at: value, byteOrder)
    case (TIFFType.long, _): try bytes.uint32(at: value, byteOrder)
    case (TIFFType.long8, true): try bytes.uint64(at: value, byteOrder)
    default: nil
    }
  }

  private func requireInside(_ offset: Int, byteCount: Int) throws(HeaderStop) {
    guard let end else { return }
    guard try offset.advanced(checked: byteCount) <= end else {
      throw .malformed("its first directory is outside of its metadata")
    }
  }
}

/// Numbers that stand for the type of a value in a directory.
enum TIFFType {
  static let byte = 1
  static let short = 3
  static let long = 4
  static let long8 = 16
}

/// Numbers that name the entries of a directory.
enum TIFFTag {
  static let width = 256
  static let height = 257
  static let orientation = 274
}
