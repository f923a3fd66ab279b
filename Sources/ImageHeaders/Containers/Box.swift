/// One box of the container that HEIF, JPEG XL and JPEG 2000 share.
///
/// Specification: ISO/IEC 14496-12:2022, 4.2; the same in ISO/IEC 15444-1:2019, I.4.
struct Box {
  let name: FourCC

  /// Where the contents start.
  let contents: Int

  /// Where the box ends; `nil` for a box that goes on to the end of the file.
  let end: Int?

  /// Reads the box at `offset`; `limit` is where the box around it ends.
  init(_ bytes: KnownBytes, at offset: Int, limit: Int? = nil) throws(HeaderStop) {
    try bytes.require(8, at: offset)
    let shortByteCount = try bytes.uint32(at: offset, .bigEndian)
    name = try bytes.fourCC(at: offset.advanced(checked: 4))
    let isLong = shortByteCount == 1
    contents = try offset.advanced(checked: isLong ? 16 : 8)
    guard shortByteCount != 0 else {
      end = limit
      return
    }
    let byteCount =
      isLong ? try bytes.uint64(at: contents - 8, .bigEndian) : shortByteCount
    let end = try offset.advanced(checked: byteCount)
    guard end >= contents, end <= limit ?? end else {
      throw .malformed("its box \(name) at byte \(offset) has a length of \(byteCount)")
    }
    self.end = end
  }
}

extension KnownBytes {
  /// The first box named `name` in `start..<limit`, or, without a limit, in the file.
  ///
  /// Stops when a file without that box goes on beyond the prefix.
  ///
  /// - Returns: `nil` when the boxes end without it.
  func firstBox(
    _ name: FourCC, from start: Int, limit: Int? = nil
  ) throws(HeaderStop) -> Box? {
    try firstBox(from: start, limit: limit) { $0.name == name }
  }

  /// The first box in `start..<limit` that fits `predicate`; see ``firstBox(_:from:limit:)``.
  func firstBox(
    from start: Int, limit: Int?, where predicate: (Box) -> Bool
  ) throws(HeaderStop) -> Box? {
    var offset = start
    for _ in 0..<Box.maximumSiblingCount {
      if let limit, offset >= limit { return nil }
      let box = try Box(self, at: offset, limit: limit)
      if predicate(box) { return box }
      guard let end = box.end else { return nil }
      offset = end
    }
    throw .malformed("it has over \(Box.maximumSiblingCount) boxes in a row")
  }
}

extension KnownBytes {
  /// Where the last box of the file ends; what stands behind the boxes and is none is passed over.
  func boxesEnd() throws(HeaderStop) -> Int? {
    guard let fileByteCount else { return nil }
    var offset = 0
    for _ in 0..<Box.maximumSiblingCount where offset < fileByteCount {
      do {
        guard let end = try Box(self, at: offset).end else { return offset }
        offset = end
      } catch {
        if case .needsMore = error { throw error }
        return offset
      }
    }
    return offset
  }
}

extension Box {
  /// More boxes than this side by side are an attack or an accident.
  static let maximumSiblingCount = 4_096
}
