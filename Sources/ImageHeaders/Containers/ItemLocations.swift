/// Where the items of a HEIF file stand that are not pictures.
///
/// Specification: ISO/IEC 14496-12:2022, 8.11.3 (locations) and 8.11.6 (types).
enum ItemLocations {
  /// The number of the first item of a type in the `meta` box whose contents are at `meta..<end`.
  static func item(
    of type: FourCC, _ bytes: KnownBytes, meta: Int, end: Int
  ) throws(HeaderStop) -> Int? {
    guard let list = try bytes.firstBox("iinf", from: meta.advanced(checked: 4), limit: end),
      let listEnd = list.end
    else { return nil }
    let hasLongCount = try bytes.uint8(at: list.contents) > 0
    var offset = try list.contents.advanced(checked: hasLongCount ? 8 : 6)
    for _ in 0..<Box.maximumSiblingCount where offset < listEnd {
      let entry = try Box(bytes, at: offset, limit: listEnd)
      let version = try bytes.uint8(at: entry.contents)
      // Types have names from version 2 on.
      if version >= 2 {
        let identifier = try entry.contents.advanced(checked: 4)
        let name = try identifier.advanced(checked: version == 2 ? 4 : 6)
        if try bytes.fourCC(at: name) == type {
          return version == 2
            ? try bytes.uint16(at: identifier, .bigEndian)
            : try bytes.uint32(at: identifier, .bigEndian)
        }
      }
      guard let next = entry.end else { return nil }
      offset = next
    }
    return nil
  }

  /// Where an item stands in the file; `nil` where it is elsewhere, or in pieces.
  static func extent(
    of item: Int, _ bytes: KnownBytes, meta: Int, end: Int
  ) throws(HeaderStop) -> Range<Int>? {
    guard let box = try bytes.firstBox("iloc", from: meta.advanced(checked: 4), limit: end) else {
      return nil
    }
    var reader = FieldReader(bytes: bytes, offset: box.contents)
    let version = try reader.take(1)
    _ = try reader.take(3)
    let sizes = try reader.take(2)
    let (offsetSize, lengthSize) = (sizes >> 12, sizes >> 8 & 15)
    let (baseSize, indexSize) = (sizes >> 4 & 15, version > 0 ? sizes & 15 : 0)
    let itemCount = try reader.take(version < 2 ? 2 : 4)
    for _ in 0..<min(itemCount, Box.maximumSiblingCount) {
      let identifier = try reader.take(version < 2 ? 2 : 4)
      let method = version > 0 ? try reader.take(2) & 15 : 0
      _ = try reader.take(2)
      let base = try reader.take(baseSize)
      let extentCount = try reader.take(2)
      guard identifier == item else {
        try reader.skip(extentCount * (indexSize + offsetSize + lengthSize))
        continue
      }
      // Method 0 counts from the start of the file.
      guard method == 0, extentCount == 1 else { return nil }
      _ = try reader.take(indexSize)
      let start = try base.advanced(checked: reader.take(offsetSize))
      return start..<(try start.advanced(checked: reader.take(lengthSize)))
    }
    return nil
  }

  /// Takes big-endian numbers of any length, one after another.
  private struct FieldReader {
    let bytes: KnownBytes
    var offset: Int

    mutating func take(_ byteCount: Int) throws(HeaderStop) -> Int {
      guard byteCount <= 8 else { throw .malformed("it has numbers of \(byteCount) bytes") }
      var value: UInt64 = 0
      for _ in 0..<byteCount {
        value = value << 8 | UInt64(try bytes.uint8(at: offset))
        offset = try offset.advanced(checked: 1)
      }
      guard let exact = Int(exactly: value) else {
        throw .malformed("the number \(value) before byte \(offset) is out of range")
      }
      return exact
    }

    mutating func skip(_ byteCount: Int) throws(HeaderStop) {
      offset = try offset.advanced(checked: byteCount)
    }
  }
}
