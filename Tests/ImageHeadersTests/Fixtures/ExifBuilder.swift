/// The byte order of a fixture.
enum Endian: Sendable {
  case big
  case little

  func of16(_ value: Int) -> [UInt8] { self == .big ? .big16(value) : .little16(value) }

  func of32(_ value: Int) -> [UInt8] { self == .big ? .big32(value) : .little32(value) }

  func of64(_ value: Int) -> [UInt8] { self == .big ? .big64(value) : .little64(value) }

  /// The letters that a TIFF structure starts with.
  var mark: [UInt8] { self == .big ? .text("MM") : .text("II") }
}

/// One entry of a TIFF directory, of type `SHORT` unless said otherwise.
func tiffEntry(_ tag: Int, _ value: Int, _ endian: Endian, type: Int = 3) -> [UInt8] {
  let value = type == 3 ? endian.of16(value) + .zeros(2) : endian.of32(value)
  return endian.of16(tag) + endian.of16(type) + endian.of32(1) + value
}

/// A TIFF structure with one directory, which starts after `gap` bytes.
func tiffFile(
  _ entries: [[UInt8]], _ endian: Endian, gap: Int = 0, next: Int = 0
) -> [UInt8] {
  endian.mark + endian.of16(42) + endian.of32(8 + gap) + .zeros(gap)
    + endian.of16(entries.count) + entries.flatMap { $0 } + endian.of32(next)
}

/// Exif metadata with a resolution, an orientation and a text.
func exif(orientation: Int, _ endian: Endian, type: Int = 3) -> [UInt8] {
  let text = endian.of16(270) + endian.of16(2) + endian.of32(40) + endian.of32(0xFFFF)
  return tiffFile(
    [text, tiffEntry(274, orientation, endian, type: type), tiffEntry(296, 2, endian)], endian)
}
