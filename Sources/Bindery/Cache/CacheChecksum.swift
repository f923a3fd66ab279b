/// Tells damaged pages, which are no attack: what a stranger could have written is not used at all.
///
/// FNV-1a (<https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>) over words of eight bytes, in
/// four lanes, as each step waits for the one before; a cryptographic digest would take as long as the
/// rest of the comparison.
enum CacheChecksum {
  static func of(_ path: String, _ entries: [UInt8]) -> Int64 {
    let span = entries.span
    var lanes = (Lane(), Lane(), Lane(), Lane())
    lanes.0.add(UInt64(path.utf8.count))
    lanes.0.add(path.utf8Span.span, 0..<path.utf8.count)
    lanes.0.add(UInt64(span.count))
    var offset = 0
    while offset + 32 <= span.count {
      lanes.0.add(span.word(at: offset))
      lanes.1.add(span.word(at: offset + 8))
      lanes.2.add(span.word(at: offset + 16))
      lanes.3.add(span.word(at: offset + 24))
      offset += 32
    }
    lanes.0.add(span, offset..<span.count)
    for value in [lanes.1.value, lanes.2.value, lanes.3.value] { lanes.0.add(value) }
    return Int64(bitPattern: lanes.0.value)
  }

  private struct Lane {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325

    @inline(__always)
    mutating func add(_ word: UInt64) {
      value = (value ^ word) &* 0x0000_0100_0000_01b3
      // The highest bits of a word would otherwise reach the highest bits only.
      value ^= value >> 32
    }

    /// Adds some bytes, eight at a time.
    mutating func add(_ bytes: Span<UInt8>, _ range: Range<Int>) {
      for start in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
        var word: UInt64 = 0
        for index in start..<min(start + 8, range.upperBound) {
          word = word << 8 | UInt64(bytes[index])
        }
        add(word)
      }
    }
  }
}

extension Span<UInt8> {
  /// Eight bytes as a number, the lowest ones first.
  @inline(__always)
  fileprivate func word(at offset: Int) -> UInt64 {
    // Any bytes are a number, and the load checks that they are there.
    unsafe UInt64(
      littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}
