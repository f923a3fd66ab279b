extension Span<UInt8> {
  /// Whether two spans hold the same bytes.
  package func hasSameBytes(as other: borrowing Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    var index = 0
    while index + 8 <= count {
      guard word(at: index).bytes == other.word(at: index).bytes else { return false }
      index += 8
    }
    while index < count {
      guard self[index] == other[index] else { return false }
      index += 1
    }
    return true
  }

  /// Whether a span starts with these bytes.
  package func hasPrefix(_ prefix: borrowing Span<UInt8>) -> Bool {
    count >= prefix.count && extracting(first: prefix.count).hasSameBytes(as: prefix)
  }

  /// Whether a span ends with these bytes.
  package func hasSuffix(_ suffix: borrowing Span<UInt8>) -> Bool {
    guard count >= suffix.count else { return false }
    return extracting(last: suffix.count).hasSameBytes(as: suffix)
  }

  /// Whether all bytes are ASCII, and none of them is a control character.
  package var isPrintableASCII: Bool {
    var index = 0
    while index + 8 <= count {
      let word = word(at: index)
      guard word.flags(below: 0x20) | word.flagsFromDelete == 0 else { return false }
      index += 8
    }
    while index < count {
      guard (0x20...0x7E).contains(self[index]) else { return false }
      index += 1
    }
    return true
  }

  /// Whether this sorts before another span, by bytes.
  package func precedes(_ other: borrowing Span<UInt8>) -> Bool {
    for index in 0..<Swift.min(count, other.count) where self[index] != other[index] {
      return self[index] < other[index]
    }
    return count < other.count
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

  /// The position of the first byte at or after `start` that JSON has to escape in a string, or
  /// `nil`: quotes, backslashes and control characters (RFC 8259, section 7).
  func firstIndexOfJSONEscape(from start: Int) -> Int? {
    var index = start
    while index + 8 <= count {
      let word = word(at: index)
      let found =
        word.flags(equalTo: UInt8(ascii: "\"")) | word.flags(equalTo: UInt8(ascii: "\\"))
        | word.flags(below: 0x20)
      if found != 0 { return index + ByteWord.firstIndex(in: found) }
      index += 8
    }
    while index < count {
      let byte = self[index]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return index }
      index += 1
    }
    return nil
  }

  /// Whether any of the bytes could be taken for the end of a cell in CSV: quotes, commas and line
  /// breaks (RFC 4180, section 2).
  package var needsQuotesInCSV: Bool {
    var index = 0
    while index + 8 <= count {
      let word = word(at: index)
      let found =
        word.flags(equalTo: UInt8(ascii: "\"")) | word.flags(equalTo: UInt8(ascii: ","))
        | word.flags(equalTo: UInt8(ascii: "\n")) | word.flags(equalTo: UInt8(ascii: "\r"))
      if found != 0 { return true }
      index += 8
    }
    while index < count {
      switch self[index] {
      case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        return true
      default: index += 1
      }
    }
    return false
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

extension [UInt8] {
  /// Appends the bytes of a span.
  @inlinable
  package mutating func append(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
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

  @inline(__always)
  var isASCII: Bool { bytes & Self.highBits == 0 }

  /// Flags bytes from 0x7F on: DEL, and what is not ASCII.
  @inline(__always)
  var flagsFromDelete: UInt64 { (bytes | (bytes &+ Self.ones)) & Self.highBits }

  @inline(__always)
  static func firstIndex(in flags: UInt64) -> Int { flags.trailingZeroBitCount >> 3 }
}
