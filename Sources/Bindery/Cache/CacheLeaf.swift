internal import Documents

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
      firstPath: firstPath, entries: entries, checksum: CacheChecksum.of(firstPath, entries))
  }

  /// Whether the entries are those that were written.
  fileprivate var isIntact: Bool { checksum == CacheChecksum.of(firstPath, entries) }
}

/// What is remembered of one file, in the bytes of a leaf.
struct CacheEntry: Sendable {
  /// `FileSignature.none` where the file was written in the moment in which it was read.
  let signature: FileSignature
  /// The collection that claimed the file.
  let collection: Int
  let recordCount: Int
  /// The bytes of its records.
  let byteCount: Int
  /// Where SHA-256 of the content is.
  let digest: Range<Int>
  /// Where it is encoded what else the file came to; empty for most files.
  let details: Range<Int>

  /// The same about a file that was written again with the same content.
  func with(_ signature: FileSignature) -> CacheEntry {
    CacheEntry(
      signature: signature, collection: collection, recordCount: recordCount,
      byteCount: byteCount, digest: digest, details: details)
  }
}

/// The entries of a leaf.
///
/// The number of files and of the paths' bytes; the paths as a `FileList` has them; what is known of
/// each file, all of one length; details of those files that have any.
struct CacheLeafContents: Sendable {
  let bytes: [UInt8]
  let count: Int
  /// Where the paths are, each ended by a NUL.
  let paths: Range<Int>
  /// Where the details start.
  let details: Int

  /// The length of a SHA-256 digest (FIPS 180-4).
  static let digestByteCount = 32
  /// A signature, three counts, a digest and a count.
  private static let entryByteCount = 32 + 4 + 4 + 8 + digestByteCount + 4

  init(_ leaf: CacheLeaf) throws(ByteReader.Damaged) {
    guard leaf.isIntact else { throw ByteReader.Damaged() }
    bytes = leaf.entries
    var reader = ByteReader(bytes[...])
    count = try reader.count()
    paths = try reader.range(try reader.count())
    details = try reader.range(count * Self.entryByteCount).upperBound
  }

  /// The entry of a file.
  ///
  /// - Parameters:
  ///   - index: The position of the file.
  ///   - details: Where its details start: at `details`, or where those of the one before end.
  /// - Returns: The entry.
  /// - Throws: `Damaged` where the details would end behind the leaf.
  @inline(__always)
  func entry(_ index: Int, details: Int) throws(ByteReader.Damaged) -> CacheEntry {
    let span = bytes.span
    let start = paths.upperBound + index * Self.entryByteCount
    // Any bytes are a number, and each load checks that they are there.
    func number<Number: FixedWidthInteger & BitwiseCopyable>(
      _ offset: Int, as type: Number.Type = Number.self
    ) -> Number {
      unsafe Number(
        littleEndian: span.bytes.unsafeLoadUnaligned(fromByteOffset: start + offset, as: type))
    }
    let digest = start + 48
    let end = digest + Self.digestByteCount
    let detailsEnd = details + Int(number(end - start, as: UInt32.self))
    guard detailsEnd <= span.count else { throw ByteReader.Damaged() }
    return CacheEntry(
      signature: FileSignature(
        modified: number(0), changed: number(8), byteCount: number(16), inode: number(24)),
      collection: Int(number(32, as: UInt32.self)), recordCount: Int(number(36, as: UInt32.self)),
      byteCount: Int(clamping: number(40, as: UInt64.self)), digest: digest..<end,
      details: details..<detailsEnd)
  }
}

/// Finds the entries of files that are asked for in the order of their paths.
struct CacheLeafSearch {
  let contents: CacheLeafContents
  private var index = 0
  private var path: Int
  private var details: Int

  init(_ contents: CacheLeafContents) {
    self.contents = contents
    path = contents.paths.lowerBound
    details = contents.details
  }

  /// The entry of a file, or `nil` where nothing is remembered of it.
  mutating func entry(of wanted: Span<UInt8>) throws(ByteReader.Damaged) -> CacheEntry? {
    let bytes = contents.bytes
    let paths = bytes.span.extracting(..<contents.paths.upperBound)
    while index < contents.count {
      guard let end = paths.firstIndex(of: 0, from: path) else { throw ByteReader.Damaged() }
      let known = paths.extracting(path..<end)
      guard !wanted.precedes(known) else { return nil }
      let entry = try contents.entry(index, details: details)
      index += 1
      path = end + 1
      details = entry.details.upperBound
      if known.hasSameBytes(as: wanted) { return entry }
    }
    return nil
  }
}

/// Writes the entries of a leaf, in the order of their paths.
struct CacheLeafWriter {
  private var count = 0
  private var paths: [UInt8] = []
  private var table: [UInt8] = []
  private var details: [UInt8] = []

  /// The leaf with the entries that were added.
  var entries: [UInt8] {
    var entries: [UInt8] = []
    entries.append(number: UInt32(count))
    entries.append(number: UInt32(paths.count))
    return entries + paths + table + details
  }

  /// Adds an entry that stands in some bytes.
  mutating func append(_ entry: CacheEntry, in bytes: [UInt8], path: Span<UInt8>) {
    count += 1
    paths.append(path)
    paths.append(0)
    table.append(entry.signature)
    table.append(number: UInt32(entry.collection))
    table.append(number: UInt32(entry.recordCount))
    table.append(number: UInt64(entry.byteCount))
    table += bytes[entry.digest]
    table.append(number: UInt32(entry.details.count))
    details += bytes[entry.details]
  }
}
