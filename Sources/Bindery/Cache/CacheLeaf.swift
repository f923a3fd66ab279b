internal import Crypto

/// What is remembered of consecutive files, in the order of their paths: a row of the cache.
///
/// Rows of some dozen files are read, compared and written about as fast as memory is copied; one
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

  private static func checksum(_ firstPath: String, _ entries: [UInt8]) -> Int64 {
    var digest = SHA256()
    digest.update(data: Array(firstPath.utf8))
    digest.update(data: entries)
    return digest.finalize().prefix(8).reduce(0) { $0 << 8 | Int64($1) }
  }
}

/// What is remembered of one file.
struct CacheEntry: Sendable {
  /// `FileSignature.none` where the file was written in the moment in which it was read.
  let signature: FileSignature
  /// The collection that claimed the file.
  let collection: Int
  /// The bytes of the leaf, among which the others stand.
  let leaf: [UInt8]
  /// Where SHA-256 of the content is.
  let digest: Range<Int>
  /// Where it is encoded what the file came to.
  let result: Range<Int>
}

extension CacheEntry {
  init(signature: FileSignature, digest: [UInt8], collection: Int, result: ArraySlice<UInt8>) {
    let bytes = digest + result
    self.init(
      signature: signature, collection: collection, leaf: bytes, digest: 0..<digest.count,
      result: digest.count..<bytes.count)
  }
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
      leaf: leaf, digest: try reader.range(Self.digestByteCount),
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

  /// Of paths that follow each other, only what differs is written.
  mutating func append(_ entry: CacheEntry, path newPath: String) {
    let new = Array(newPath.utf8)
    let shared = zip(path, new).prefix { $0 == $1 }.count
    entries.append(number: UInt16(shared))
    entries.append(number: UInt16(new.count - shared))
    entries += new[shared...]
    path = new
    entries.append(number: UInt32(entry.result.count))
    entries.append(entry.signature)
    entries.append(number: UInt32(entry.collection))
    entries += entry.leaf[entry.digest]
    entries += entry.leaf[entry.result]
  }
}
