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

  init(_ bytes: KnownBytes, from start: Int, to end: Int?) throws(HeaderStop) {
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

  /// One tag of a directory.
  struct Entry {
    let tag: Int
    let type: Int
    /// How many values it has.
    let count: Int
    /// Where its value stands, or the offset of its values.
    let field: Int
  }

  /// Calls `body` with each tag of the first directory that holds one unsigned number.
  ///
  /// Says whether another directory follows.
  func readFirstDirectory(
    _ bytes: KnownBytes, _ body: (_ tag: Int, _ type: Int, _ value: Int) -> Void
  ) throws(HeaderStop) -> Bool {
    let (entries, next) = try entries(bytes, at: firstDirectory)
    for entry in entries where entry.count == 1 {
      guard let value = try number(bytes, at: entry.field, type: entry.type) else { continue }
      body(entry.tag, entry.type, value)
    }
    guard end == nil else { return false }
    let following =
      isBig ? try bytes.uint64(at: next, byteOrder) : try bytes.uint32(at: next, byteOrder)
    return following != 0
  }

  /// The tags of a directory, and where the offset of the next directory stands.
  func entries(
    _ bytes: KnownBytes, at directory: Int
  ) throws(HeaderStop) -> (entries: [Entry], next: Int) {
    try requireInside(directory, byteCount: isBig ? 8 : 2)
    let entryCount =
      isBig
      ? try bytes.uint64(at: directory, byteOrder) : try bytes.uint16(at: directory, byteOrder)
    guard entryCount <= Self.maximumEntryCount else {
      throw .malformed("its first directory has \(entryCount) entries")
    }
    let entryByteCount = isBig ? 20 : 12
    let first = try directory.advanced(checked: isBig ? 8 : 2)
    let next = try first.advanced(checked: entryCount * entryByteCount)
    try requireInside(first, byteCount: entryCount * entryByteCount)
    let nextByteCount = end == nil ? (isBig ? 8 : 4) : 0
    try bytes.require(entryCount * entryByteCount + nextByteCount, at: first)
    var entries: [Entry] = []
    entries.reserveCapacity(entryCount)
    for index in 0..<entryCount {
      let entry = first + index * entryByteCount
      entries.append(
        Entry(
          tag: try bytes.uint16(at: entry, byteOrder),
          type: try bytes.uint16(at: entry + 2, byteOrder),
          count: isBig
            ? try bytes.uint64(at: entry + 4, byteOrder)
            : try bytes.uint32(at: entry + 4, byteOrder),
          field: entry + (isBig ? 12 : 8)))
    }
    return (entries, next)
  }

  /// The number of a type at an offset, or `nil` when the type is no unsigned number.
  private func number(
    _ bytes: KnownBytes, at offset: Int, type: Int
  ) throws(HeaderStop) -> Int? {
    switch type {
    case TIFFType.byte: try bytes.uint8(at: offset)
    case TIFFType.short: try bytes.uint16(at: offset, byteOrder)
    case TIFFType.long, TIFFType.directory: try bytes.uint32(at: offset, byteOrder)
    case TIFFType.long8 where isBig: try bytes.uint64(at: offset, byteOrder)
    default: nil
    }
  }

  /// Where the values of an entry stand that do not fit into it.
  func offset(_ bytes: KnownBytes, of entry: Entry) throws(HeaderStop) -> Int {
    let distance =
      isBig
      ? try bytes.uint64(at: entry.field, byteOrder) : try bytes.uint32(at: entry.field, byteOrder)
    return try start.advanced(checked: distance)
  }

  /// The last of an entry's numbers, wherever they stand.
  func lastNumber(_ bytes: KnownBytes, of entry: Entry) throws(HeaderStop) -> Int? {
    guard let byteCount = TIFFType.byteCount(entry.type), entry.count > 0 else { return nil }
    let (total, overflow) = byteCount.multipliedReportingOverflow(by: entry.count)
    guard !overflow else { return nil }
    let values =
      total <= (isBig ? 8 : 4) ? entry.field : try offset(bytes, of: entry)
    return try number(
      bytes, at: values.advanced(checked: total - byteCount), type: entry.type)
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
  static let rational = 5
  static let directory = 13
  static let long8 = 16

  /// The length of one number.
  static func byteCount(_ type: Int) -> Int? {
    switch type {
    case byte: 1
    case short: 2
    case long, directory: 4
    case long8: 8
    default: nil
    }
  }
}

/// Numbers that name the entries of a directory.
enum TIFFTag {
  static let width = 256
  static let height = 257
  static let stripOffsets = 273
  static let orientation = 274
  static let stripByteCounts = 279
  static let tileOffsets = 324
  static let tileByteCounts = 325
  static let gpsDirectory = 34_853

  /// In the GPS directory.
  static let latitude = 2
  static let longitude = 4
}
