/// Takes numbers of a few bits each, from the lowest bit of each byte up.
struct BitReader {
  private var bitOffset: Int
  private let endOffset: Int?

  /// Starts at a byte; `endOffset` is where the bits end, when that is before the end of the file.
  init(at byteOffset: Int, endOffset: Int? = nil) throws(HeaderStop) {
    let (bits, overflow) = byteOffset.multipliedReportingOverflow(by: 8)
    guard !overflow, bits <= Int.max / 2 else {
      throw .malformed("it points outside of itself, to byte \(byteOffset)")
    }
    bitOffset = bits
    self.endOffset = endOffset
  }

  mutating func take(_ bitCount: Int, from bytes: KnownBytes) throws(HeaderStop) -> Int {
    var value = 0
    for place in 0..<bitCount {
      let offset = bitOffset / 8
      if let endOffset, offset >= endOffset {
        throw .malformed("its header is cut off at byte \(endOffset)")
      }
      value |= (try bytes.uint8(at: offset) >> (bitOffset % 8) & 1) << place
      bitOffset += 1
    }
    return value
  }

  mutating func takeFlag(from bytes: KnownBytes) throws(HeaderStop) -> Bool {
    try take(1, from: bytes) == 1
  }

  /// Passes the rest of the byte of which some bits were taken.
  mutating func skipToByte() { bitOffset = (bitOffset + 7) / 8 * 8 }
}
