/// What is remembered of consecutive files, in the order of their paths: a row of the cache.
///
/// Rows of some hundred files are read, compared and written about as fast as memory is copied; one
/// row for each file would cost more than to validate it.
struct CacheLeaf: Sendable {
  /// The path of the first file; the leaf reaches up to the first path of the next one.
  let firstPath: String
  let entries: [UInt8]
  let checksum: Int64

  init(firstPath: String, entries: [UInt8], checksum: Int64) {
    self.firstPath = firstPath
    self.entries = entries
    self.checksum = checksum
  }

  init(firstPath: String, entries: [UInt8]) {
    self.init(
      firstPath: firstPath, entries: entries, checksum: Self.checksum(firstPath, entries))
  }

  /// Whether the entries are those that were written.
  var isIntact: Bool { checksum == Self.checksum(firstPath, entries) }

  /// Tells damaged pages, which are no attack: what a stranger could have written is not used at all.
  ///
  /// FNV-1a (<https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>) over words of eight bytes; a
  /// cryptographic digest would take as long as the rest of the comparison.
  private static func checksum(_ firstPath: String, _ entries: [UInt8]) -> Int64 {
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
    add(firstPath.utf8Span.span)
    add(entries.span)
    return Int64(bitPattern: checksum)
  }
}

/// What is remembered of one file, in the bytes of a leaf.
struct CacheEntry: Sendable {
  /// `FileSignature.none` where the file was written in the moment in which it was read.
  let signature: FileSignature
  /// The collection that claimed the file.
  let collection: Int
  /// Where SHA-256 of the content is.
  let digest: Range<Int>
  /// Where it is encoded what the file came to.
  let result: Range<Int>
}

/// Reads the entries of a leaf in turn.
struct CacheLeafReader {
  private let leaf: [UInt8]
  private var reader: ByteReader
  /// The path of the entry that was read last.
  private(set) var path: [UInt8] = []

  /// The length of a SHA-256 digest (FIPS 180-4).
  static let digestByteCount = 32

  init(_ leaf: CacheLeaf) {
    self.leaf = leaf.entries
    reader = ByteReader(leaf.entries[...])
  }

  var isAtEnd: Bool { reader.isAtEnd }

  /// Reads the next entry, whose path is then in `path`.
  mutating func next() throws(ByteReader.Damaged) -> CacheEntry {
    let shared = Int(try reader.number(UInt16.self))
    let suffix = try reader.range(Int(try reader.number(UInt16.self)))
    guard shared <= path.count else { throw ByteReader.Damaged() }
    path.removeSubrange(shared...)
    path += leaf[suffix]
    let resultByteCount = try reader.count()
    return CacheEntry(
      signature: try reader.signature(), collection: Int(try reader.number(UInt32.self)),
      digest: try reader.range(Self.digestByteCount),
      result: try reader.range(resultByteCount))
  }

  /// The entries by their paths.
  static func entries(of leaf: CacheLeaf) throws(ByteReader.Damaged) -> [String: CacheEntry] {
    var reader = CacheLeafReader(leaf)
    var entries: [String: CacheEntry] = [:]
    while !reader.isAtEnd {
      let entry = try reader.next()
      entries[String(decoding: reader.path, as: UTF8.self)] = entry
    }
    return entries
  }
}

/// Writes the entries of a leaf, in the order of their paths.
struct CacheLeafWriter {
  private(set) var entries: [UInt8] = []
  private var path: [UInt8] = []

  /// Adds an entry that stands in some bytes.
  ///
  /// Of paths that follow each other, only what differs is written.
  mutating func append(_ entry: CacheEntry, in bytes: [UInt8], path newPath: String) {
    let new = Array(newPath.utf8)
    let shared = zip(path, new).prefix { $0 == $1 }.count
    entries.append(number: UInt16(shared))
    entries.append(number: UInt16(new.count - shared))
    entries += new[shared...]
    path = new
    entries.append(number: UInt32(entry.result.count))
    entries.append(entry.signature)
    entries.append(number: UInt32(entry.collection))
    entries += bytes[entry.digest]
    entries += bytes[entry.result]
  }
}
