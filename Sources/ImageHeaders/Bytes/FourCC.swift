/// Four bytes that name a chunk, a box or a brand, such as `IHDR` or `ftyp`.
struct FourCC: Sendable, Hashable, RawRepresentable, ExpressibleByStringLiteral {
  /// The four bytes, the first in the highest place.
  let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }

  init(stringLiteral value: String) {
    rawValue = value.utf8.reduce(0) { $0 << 8 | UInt32($1) }
  }
}

extension FourCC: CustomStringConvertible {
  /// The name in quotes where it is printable ASCII, else in hexadecimal; safe in a message.
  var description: String {
    let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: rawValue >> UInt32($0)) }
    guard bytes.allSatisfy({ (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "'") }) else {
      return "0x" + String(rawValue, radix: 16)
    }
    return "'" + String(decoding: bytes, as: UTF8.self) + "'"
  }
}
