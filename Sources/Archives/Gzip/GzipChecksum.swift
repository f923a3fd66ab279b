internal import CZlib

/// The CRC-32 and the length that end a gzip member.
///
/// Specification: <https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1>
struct GzipChecksum {
  private var crc: uLong = 0
  private var byteCount = 0

  init() {}

  init(of bytes: Span<UInt8>) {
    crc = unsafe bytes.withUnsafeBufferPointer { unsafe crc32(0, $0.baseAddress, uInt($0.count)) }
    byteCount = bytes.count
  }

  /// Makes this the checksum of the bytes so far followed by those of `next`.
  mutating func append(_ next: Self) {
    crc = crc32_combine(crc, next.crc, .init(next.byteCount))
    byteCount += next.byteCount
  }

  /// CRC-32, then the length modulo 2^32, both little-endian.
  var trailer: [UInt8] {
    [UInt32(truncatingIfNeeded: crc), UInt32(truncatingIfNeeded: byteCount)].flatMap { number in
      (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
  }
}
