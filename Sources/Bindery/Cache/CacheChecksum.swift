/// Tells damaged pages, which are no attack: what a stranger could have written is not used at all.
///
/// FNV-1a (<https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>) over words of eight bytes; a
/// cryptographic digest would take as long as the rest of the comparison.
enum CacheChecksum {
  static func of(_ path: String, _ entries: [UInt8]) -> Int64 {
    var checksum: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ bytes: Span<UInt8>) {
      var offset = 0
      while offset < bytes.count {
        var word: UInt64 = 0
        if offset + 8 <= bytes.count {
          // Any bytes are a number, and the load checks that they are there.
          word = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
        } else {
          for index in offset..<bytes.count { word = word << 8 | UInt64(bytes[index]) }
        }
        checksum = (checksum ^ UInt64(littleEndian: word)) &* 0x0000_0100_0000_01b3
        // The highest bits of a word would otherwise reach the highest bits only.
        checksum ^= checksum >> 32
        offset += 8
      }
    }
    add(path.utf8Span.span)
    add(entries.span)
    return Int64(bitPattern: checksum)
  }
}
