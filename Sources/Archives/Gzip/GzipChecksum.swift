internal import CZlib

/// The CRC-32 and the length that end a gzip member.
///
/// Specification: <https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1>
struct GzipChecksum {
  static let byteCount = 8

  private var crc: uLong = 0
  private var contentByteCount = 0

  init() {}

  init(of bytes: Span<UInt8>) {
    crc = unsafe bytes.withUnsafeBufferPointer { unsafe crc32(0, $0.baseAddress, uInt($0.count)) }
    contentByteCount = bytes.count
  }

  /// Reads the end of a member; `nil` where it is not that of a content of this length.
  init?(trailer: [UInt8], contentByteCount: Int) {
    guard trailer.count == Self.byteCount else { return nil }
    crc = trailer[..<4].reversed().reduce(0) { $0 << 8 | uLong($1) }
    self.contentByteCount = contentByteCount
    guard self.trailer == trailer else { return nil }
  }

  /// Makes this the checksum of the bytes so far followed by those of `next`.
  mutating func append(_ next: Self) {
    crc = crc32_combine(crc, next.crc, .init(next.contentByteCount))
    contentByteCount += next.contentByteCount
  }

  /// CRC-32, then the length modulo 2^32, both little-endian.
  var trailer: [UInt8] {
    [UInt32(truncatingIfNeeded: crc), UInt32(truncatingIfNeeded: contentByteCount)]
      .flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
  }
}
