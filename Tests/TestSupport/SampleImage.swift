/// Small image files, written byte by byte.
package enum SampleImage {
  /// A PNG without a picture (W3C PNG, 5.2 and 11.2.1), with chunks between its header and its end.
  package static func png(
    width: Int, height: Int, chunks: [(name: String, contents: [UInt8])] = []
  ) -> [UInt8] {
    let header = big(width, 4) + big(height, 4) + [8, 2, 0, 0, 0]
    let all = [("IHDR", header)] + chunks + [("IEND", [])]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + all.flatMap { name, contents in
        let body = Array(name.utf8) + contents
        return big(contents.count, 4) + body + crc(body)
      }
  }

  /// A baseline JPEG (ITU T.81, B.2) whose picture is two bytes, with Exif metadata where wanted.
  package static func jpeg(width: Int, height: Int, exif: [UInt8]? = nil) -> [UInt8] {
    var bytes: [UInt8] = [0xFF, 0xD8]
    if let exif {
      bytes += [0xFF, 0xE1] + big(exif.count + 8, 2) + Array("Exif\0\0".utf8) + exif
    }
    bytes += [0xFF, 0xC0, 0, 11, 8] + big(height, 2) + big(width, 2) + [1, 1, 0x11, 0]
    bytes += [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0]
    return bytes + [0x12, 0x34, 0xFF, 0xD9]
  }

  /// Exif metadata with an orientation, and with coordinates where wanted.
  package static func exif(orientation: Int, hasCoordinates: Bool = false) -> [UInt8] {
    func entry(_ tag: Int, _ type: Int, _ count: Int, _ value: [UInt8]) -> [UInt8] {
      big(tag, 2) + big(type, 2) + big(count, 4) + value
    }
    let gps = 8 + 2 + 2 * 12 + 4
    let degrees = gps + 2 + 4 * 12 + 4
    var bytes = Array("MM".utf8) + big(42, 2) + big(8, 4) + big(2, 2)
    bytes += entry(274, 3, 1, big(orientation, 2) + [0, 0]) + entry(34_853, 4, 1, big(gps, 4))
    bytes += big(0, 4) + big(4, 2)
    bytes += entry(1, 2, 2, Array("N\0\0\0".utf8)) + entry(2, 5, 3, big(degrees, 4))
    bytes += entry(3, 2, 2, Array("E\0\0\0".utf8)) + entry(4, 5, 3, big(degrees, 4)) + big(0, 4)
    for _ in 0..<3 { bytes += big(11, 4) + big(hasCoordinates ? 1 : 0, 4) }
    return bytes
  }

  private static func big(_ value: Int, _ byteCount: Int) -> [UInt8] {
    (0..<byteCount).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// The checksum of a chunk (W3C PNG, annex D).
  private static func crc(_ bytes: [UInt8]) -> [UInt8] {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return big(Int(~crc), 4)
  }
}
