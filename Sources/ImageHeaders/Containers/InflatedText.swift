/// The first bytes of what a gzip file holds.
///
/// Specifications: RFC 1952 (gzip) <https://www.rfc-editor.org/rfc/rfc1952>; RFC 1951 (deflate)
/// <https://www.rfc-editor.org/rfc/rfc1951>
struct InflatedText {
  private let bytes: KnownBytes
  private var bits: BitReader
  private var output: [UInt8] = []
  private let maximumByteCount: Int
  /// Empty blocks take input and give nothing.
  private var remainingBlockCount = 1_024

  private static let signature: [UInt8] = [0x1F, 0x8B, 0x08]

  /// Longer names and comments are an attack or an accident.
  private static let maximumHeaderByteCount = 1_024

  /// The first bytes, at most `maximumByteCount`; `nil` for a file that is not of gzip.
  static func read(
    _ bytes: KnownBytes, maximumByteCount: Int
  ) throws(HeaderStop) -> [UInt8]? {
    guard try bytes.matches(signature) else { return nil }
    var text = InflatedText(
      bytes: bytes, bits: try BitReader(at: headerEnd(bytes)), maximumByteCount: maximumByteCount)
    while try text.takeBlock() {}
    return text.output
  }

  private init(bytes: KnownBytes, bits: BitReader, maximumByteCount: Int) {
    self.bytes = bytes
    self.bits = bits
    self.maximumByteCount = maximumByteCount
  }

  /// Passes the optional fields of the header: RFC 1952, 2.3.
  private static func headerEnd(_ bytes: KnownBytes) throws(HeaderStop) -> Int {
    let flags = try bytes.uint8(at: 3)
    var offset = 10
    if flags & 4 != 0 { offset += 2 + (try bytes.uint16(at: offset, .littleEndian)) }
    for flag in [8, 16] where flags & flag != 0 {
      let start = offset
      while try bytes.uint8(at: offset) != 0 {
        offset += 1
        guard offset - start < maximumHeaderByteCount else {
          throw .malformed("its gzip header has over \(maximumHeaderByteCount) bytes of text")
        }
      }
      offset += 1
    }
    return offset + (flags & 2 != 0 ? 2 : 0)
  }

  private var isFull: Bool { output.count >= maximumByteCount }

  /// Takes one block; returns whether another follows that is wanted: RFC 1951, 3.2.3.
  private mutating func takeBlock() throws(HeaderStop) -> Bool {
    remainingBlockCount -= 1
    guard remainingBlockCount > 0 else { throw Self.damaged }
    let isLast = try bits.takeFlag(from: bytes)
    switch try bits.take(2, from: bytes) {
    case 0: try takeStored()
    case 1: try takeCompressed(Self.fixedLiterals, Self.fixedDistances)
    case 2:
      let (literals, distances) = try takeCodes()
      try takeCompressed(literals, distances)
    default: throw Self.damaged
    }
    return !isLast && !isFull
  }

  private static let damaged = HeaderStop.malformed("its compressed data are damaged")

  private mutating func takeStored() throws(HeaderStop) {
    bits.skipToByte()
    let count = try bits.take(16, from: bytes)
    guard try bits.take(16, from: bytes) == ~count & 0xFFFF else { throw Self.damaged }
    for _ in 0..<count where !isFull { output.append(UInt8(try bits.take(8, from: bytes))) }
  }

  private mutating func takeCompressed(
    _ literals: PrefixCode, _ distances: PrefixCode
  ) throws(HeaderStop) {
    while !isFull {
      let symbol = try literals.take(&bits, from: bytes)
      switch symbol {
      case 0..<256: output.append(UInt8(symbol))
      case 256: return
      case 257..<286:
        let length = try take(Self.lengths[symbol - 257])
        let code = try distances.take(&bits, from: bytes)
        guard code < Self.distances.count else { throw Self.damaged }
        let distance = try take(Self.distances[code])
        guard distance <= output.count else { throw Self.damaged }
        for _ in 0..<length where !isFull { output.append(output[output.count - distance]) }
      default: throw Self.damaged
      }
    }
  }

  private mutating func take(_ range: (base: Int, extraBits: Int)) throws(HeaderStop) -> Int {
    range.base + (try bits.take(range.extraBits, from: bytes))
  }

  /// The codes that a block brings itself: RFC 1951, 3.2.7.
  private mutating func takeCodes() throws(HeaderStop) -> (PrefixCode, PrefixCode) {
    let literalCount = try bits.take(5, from: bytes) + 257
    let distanceCount = try bits.take(5, from: bytes) + 1
    let lengthCount = try bits.take(4, from: bytes) + 4
    var codeLengths = [Int](repeating: 0, count: 19)
    for index in 0..<lengthCount {
      codeLengths[Self.codeLengthOrder[index]] = try bits.take(3, from: bytes)
    }
    let code = PrefixCode(lengths: codeLengths)
    var lengths: [Int] = []
    while lengths.count < literalCount + distanceCount {
      let symbol = try code.take(&bits, from: bytes)
      switch symbol {
      case 0..<16: lengths.append(symbol)
      case 16:
        guard let last = lengths.last else { throw Self.damaged }
        lengths += [Int](repeating: last, count: 3 + (try bits.take(2, from: bytes)))
      case 17: lengths += [Int](repeating: 0, count: 3 + (try bits.take(3, from: bytes)))
      default: lengths += [Int](repeating: 0, count: 11 + (try bits.take(7, from: bytes)))
      }
    }
    guard lengths.count == literalCount + distanceCount else { throw Self.damaged }
    return (
      PrefixCode(lengths: Array(lengths[..<literalCount])),
      PrefixCode(lengths: Array(lengths[literalCount...]))
    )
  }

  private static let codeLengthOrder = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]

  /// RFC 1951, 3.2.6.
  private static let fixedLiterals = PrefixCode(
    lengths: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  private static let fixedDistances = PrefixCode(lengths: [Int](repeating: 5, count: 30))

  /// What the symbols for lengths and distances start at, and their extra bits: RFC 1951, 3.2.5.
  private static let lengths: [(base: Int, extraBits: Int)] =
    (0..<28).map { range($0, perDoubling: 4, from: 3) } + [(258, 0)]
  private static let distances: [(base: Int, extraBits: Int)] =
    (0..<30).map { range($0, perDoubling: 2, from: 1) }

  /// The first symbols stand for one number each; after that, the numbers of each double.
  private static func range(
    _ symbol: Int, perDoubling count: Int, from first: Int
  ) -> (base: Int, extraBits: Int) {
    guard symbol >= 2 * count else { return (first + symbol, 0) }
    let extraBits = symbol / count - 1
    return (first + (count + symbol % count) << extraBits, extraBits)
  }
}

/// A Huffman code, given by the lengths of its words: RFC 1951, 3.2.2.
private struct PrefixCode {
  /// How many words have each length.
  private var counts = [Int](repeating: 0, count: 16)
  /// The symbols in the order of their words.
  private var symbols: [Int] = []

  init(lengths: [Int]) {
    for length in lengths where length > 0 { counts[length] += 1 }
    for length in 1..<16 {
      symbols += lengths.indices.filter { lengths[$0] == length }
    }
  }

  func take(_ bits: inout BitReader, from bytes: KnownBytes) throws(HeaderStop) -> Int {
    var word = 0
    var first = 0
    var index = 0
    for length in 1..<16 {
      word |= try bits.take(1, from: bytes)
      let count = counts[length]
      if word - first < count { return symbols[index + word - first] }
      index += count
      first = (first + count) << 1
      word <<= 1
    }
    throw .malformed("its compressed data are damaged")
  }
}
