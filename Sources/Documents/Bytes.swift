extension Span<UInt8> {
  /// Whether two spans hold the same bytes.
  package func hasSameBytes(as other: borrowing Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] { return false }
    return true
  }

  /// The position of the first such byte at or after `start`, or `nil`.
  package func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
    var index = start
    while index + 8 <= count {
      let found = word(at: index).flags(equalTo: byte)
      if found != 0 { return index + ByteWord.firstIndex(in: found) }
      index += 8
    }
    while index < count {
      if self[index] == byte { return index }
      index += 1
    }
    return nil
  }

  /// The bytes as text; what is not UTF-8 is replaced.
  package var string: String {
    if let text = try? UTF8Span(validating: self) { return String(copying: text) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    for index in indices { bytes.append(self[index]) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The eight bytes from `offset` on.
  @inline(__always)
  func word(at offset: Int) -> ByteWord {
    // Any eight bytes are a number, and the load checks that they lie within the span.
    let bytes = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    return ByteWord(bytes: UInt64(littleEndian: bytes))
  }
}

/// Eight bytes of a text that are searched at once; the first is the lowest.
///
/// A search yields flags: the highest bit of each byte that was found. Flags above the lowest one
/// may be wrong, so only the lowest may be used. Flags of several searches can be combined.
///
/// Method: <https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord>
struct ByteWord {
  let bytes: UInt64

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  @inline(__always)
  func flags(equalTo byte: UInt8) -> UInt64 {
    let difference = bytes ^ (Self.ones &* UInt64(byte))
    return (difference &- Self.ones) & ~difference & Self.highBits
  }

  /// Flags bytes below `byte`, which must be at most 0x80.
  @inline(__always)
  func flags(below byte: UInt8) -> UInt64 {
    (bytes &- Self.ones &* UInt64(byte)) & ~bytes & Self.highBits
  }

  /// Flags bytes from 0x7F on: DEL, and what is not ASCII.
  @inline(__always)
  var flagsFromDelete: UInt64 { (bytes | (bytes &+ Self.ones)) & Self.highBits }

  @inline(__always)
  static func firstIndex(in flags: UInt64) -> Int { flags.trailingZeroBitCount >> 3 }
}
