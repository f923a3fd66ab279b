/// The properties of a HEIF file's primary item that decide its size.
///
/// Specifications: ISO/IEC 23008-12:2022, 6.5 (the properties); ISO/IEC 14496-12:2022, 8.11.4 (the
/// primary item) and 8.11.14 (whose properties are whose).
struct ItemProperties {
  /// The offsets and names of the primary item's properties, in the order in which they apply.
  private var boxes: [Box] = []

  /// Finds the properties in a `meta` box whose contents are at `meta..<end`, all of it in `bytes`.
  init(_ bytes: KnownBytes, meta: Int, end: Int) throws(HeaderStop) {
    let children = try meta.advanced(checked: 4)
    let primary = try Self.primaryItem(bytes, from: children, end: end)
    let properties = try Self.child("iprp", of: bytes, from: children, end: end)
    let start = properties.contents
    let container = try Self.child("ipco", of: bytes, from: start, end: properties.end)
    var associations = start
    while let box = try bytes.firstBox("ipma", from: associations, limit: properties.end) {
      let indices = try Self.propertyIndices(of: primary, bytes, in: box)
      if let indices {
        boxes = try Self.select(indices, bytes, from: container.contents, end: container.end)
        return
      }
      associations = box.end ?? end
    }
    throw .malformed("its primary item has no properties")
  }

  /// The child named `name`; stops when there is none.
  private static func child(
    _ name: FourCC, of bytes: KnownBytes, from start: Int, end: Int?
  ) throws(HeaderStop) -> Box {
    guard let box = try bytes.firstBox(name, from: start, limit: end) else {
      throw .malformed("it has no \(name) box")
    }
    return box
  }

  private static func primaryItem(
    _ bytes: KnownBytes, from start: Int, end: Int
  ) throws(HeaderStop) -> Int {
    let box = try child("pitm", of: bytes, from: start, end: end)
    let version = try bytes.uint8(at: box.contents)
    return version == 0
      ? try bytes.uint16(at: box.contents + 4, .bigEndian)
      : try bytes.uint32(at: box.contents + 4, .bigEndian)
  }

  /// The numbers, from 1, of the properties of `item`; `nil` when this box does not mention it.
  private static func propertyIndices(
    of item: Int, _ bytes: KnownBytes, in box: Box
  ) throws(HeaderStop) -> [Int]? {
    let hasLongIdentifiers = try bytes.uint8(at: box.contents) > 0
    let hasLongIndices = try bytes.uint8(at: box.contents + 3) & 1 == 1
    let entryCount = try bytes.uint32(at: box.contents + 4, .bigEndian)
    var offset = box.contents + 8
    for _ in 0..<entryCount {
      guard offset < box.end ?? offset else { return nil }
      let identifier =
        hasLongIdentifiers
        ? try bytes.uint32(at: offset, .bigEndian) : try bytes.uint16(at: offset, .bigEndian)
      offset += hasLongIdentifiers ? 4 : 2
      let count = try bytes.uint8(at: offset)
      offset += 1
      guard identifier == item else {
        offset += hasLongIndices ? 2 * count : count
        continue
      }
      var indices: [Int] = []
      for _ in 0..<count {
        let index =
          hasLongIndices
          ? try bytes.uint16(at: offset, .bigEndian) & 0x7FFF : try bytes.uint8(at: offset) & 0x7F
        indices.append(index)
        offset += hasLongIndices ? 2 : 1
      }
      return indices
    }
    return nil
  }

  /// The boxes with these numbers, in the order of the numbers.
  private static func select(
    _ indices: [Int], _ bytes: KnownBytes, from start: Int, end: Int?
  ) throws(HeaderStop) -> [Box] {
    var boxes: [Int: Box] = [:]
    var index = 0
    _ = try bytes.firstBox(from: start, limit: end) { box in
      index += 1
      if indices.contains(index) { boxes[index] = box }
      return false
    }
    return indices.compactMap { boxes[$0] }
  }
}

extension ItemProperties {
  /// The stored size, and what clean aperture and rotation leave of it for the viewer.
  func header(
    _ bytes: KnownBytes, format: ImageFormat, frameCount: Int?
  ) throws(HeaderStop) -> ImageHeader {
    guard let extents = boxes.first(where: { $0.name == "ispe" }) else {
      throw .malformed("its primary item has no size ('ispe' property)")
    }
    let width = try bytes.uint32(at: extents.contents + 4, .bigEndian)
    let height = try bytes.uint32(at: extents.contents + 8, .bigEndian)
    var display = (width: width, height: height)
    for box in boxes {
      switch box.name {
      case "clap":
        display.width = try Self.clippedSide(bytes, at: box.contents, of: display.width)
        display.height = try Self.clippedSide(bytes, at: box.contents + 8, of: display.height)
      case "irot" where try bytes.uint8(at: box.contents) & 1 == 1:
        display = (display.height, display.width)
      default:
        break
      }
    }
    return ImageHeader(
      format: format, width: width, height: height, displayWidth: display.width,
      displayHeight: display.height, frameCount: frameCount)
  }

  /// A side of the clean aperture, a fraction, rounded to the nearest pixel.
  ///
  /// Specification: ISO/IEC 14496-12:2022, 12.1.4.
  private static func clippedSide(
    _ bytes: KnownBytes, at offset: Int, of side: Int
  ) throws(HeaderStop) -> Int {
    let numerator = try bytes.uint32(at: offset, .bigEndian)
    let denominator = try bytes.uint32(at: offset + 4, .bigEndian)
    let rounded = denominator > 0 ? (2 * numerator + denominator) / (2 * denominator) : 0
    guard rounded > 0, rounded <= side else {
      throw .malformed("its clean aperture is \(numerator)/\(denominator) of \(side) pixels")
    }
    return rounded
  }
}
