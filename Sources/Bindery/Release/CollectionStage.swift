internal import Crypto
internal import Documents
internal import Glibc

/// The JSON lines of one collection on their way into a release.
///
/// They are written once, in the order of the files; digests and tables are made by reading them
/// again, so that they describe exactly what is published.
final class CollectionStage {
  let name: String
  let path: String
  private let file: OutputFile
  private var index: [IndexEntry] = []
  private var byteCount = 0
  private(set) var withheldCount = 0
  private(set) var observed = ObservedColumns()
  private(set) var hasBody = false

  /// Where the line of a key stands.
  struct IndexEntry: Sendable {
    let key: String
    let offset: Int
    let byteCount: Int
  }

  var recordCount: Int { index.count }

  /// Starts the file of the collection called `name` in the staging folder of the data files.
  init(name: String, folder: String) throws {
    self.name = name
    path = "\(folder)/\(name).jsonl"
    file = try OutputFile(path: path)
  }

  func append(_ records: EncodedRecords) throws {
    try file.write(records.lines)
    for (key, count) in records.index {
      index.append(IndexEntry(key: key, offset: byteCount, byteCount: count))
      byteCount += count
    }
    withheldCount += records.withheldCount
    observed.merge(records.observed)
    hasBody = hasBody || records.hasBody
  }

  func finish() throws -> FileDigest { try file.finish() }

  /// Writes the digest of each record, sorted by key, and returns that of the collection: SHA-256
  /// over the canonical JSON (RFC 8785) of all records in that order, each followed by LF.
  func writeDigests(
    to path: String, options: RunOptions
  ) async throws -> (collection: String, file: FileDigest) {
    let output = try OutputFile(path: path)
    let sorted = index.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    var digest = SHA256()
    var position = 0
    let source = self.path
    try await OrderedBatches.run(
      jobs: options.jobs,
      next: { () -> ArraySlice<IndexEntry>? in
        try options.checkInterruption()
        guard position < sorted.count else { return nil }
        let end = min(position + 256, sorted.count)
        defer { position = end }
        return sorted[position..<end]
      },
      work: { entries in Self.canonicalLines(of: entries, in: source) },
      consume: { batch in
        let lines = try batch.get()
        digest.update(data: lines.canonical)
        try output.write(lines.digests)
      })
    return (digest.finalize().hexadecimal, try output.finish())
  }

  private struct Lines: Sendable {
    var canonical: [UInt8] = []
    var digests: [UInt8] = []
  }

  private static func canonicalLines(
    of entries: ArraySlice<IndexEntry>, in path: String
  ) -> Result<Lines, any Error> {
    Result {
      let reader = try LineReader(path: path)
      var lines = Lines()
      for entry in entries {
        let bytes = try reader.bytes(at: entry.offset, count: entry.byteCount - 1)
        let start = lines.canonical.count
        CanonicalJSON.append(
          DocumentReader.readLine(bytes, number: 1).document.root, to: &lines.canonical)
        let digest = SHA256.hash(data: lines.canonical[start...])
        lines.canonical.append(UInt8(ascii: "\n"))
        lines.digests += "\(digest.hexadecimal)  \(entry.key)\n".utf8
      }
      return lines
    }
  }

  /// Calls `consume` with the records' rows for each table of `encoder`, batch by batch.
  func encodeTables(
    _ encoder: CSVEncoder, options: RunOptions, consume: ([[UInt8]], [Int]) throws -> Void
  ) async throws {
    var position = 0
    let source = path
    let index = index
    try await OrderedBatches.run(
      jobs: options.jobs,
      next: { () -> ArraySlice<IndexEntry>? in
        try options.checkInterruption()
        guard position < index.count else { return nil }
        let end = min(position + 256, index.count)
        defer { position = end }
        return index[position..<end]
      },
      work: { entries in Self.rows(of: entries, in: source, encoder) },
      consume: { batch in
        let rows = try batch.get()
        try consume(rows.output, rows.counts)
      })
  }

  private struct Rows: Sendable {
    var output: [[UInt8]]
    var counts: [Int]
  }

  private static func rows(
    of entries: ArraySlice<IndexEntry>, in path: String, _ encoder: CSVEncoder
  ) -> Result<Rows, any Error> {
    Result {
      let reader = try LineReader(path: path)
      let tableCount = encoder.layout.tables.count
      var rows = Rows(
        output: Array(repeating: [], count: tableCount),
        counts: Array(repeating: 0, count: tableCount))
      for entry in entries {
        let bytes = try reader.bytes(at: entry.offset, count: entry.byteCount - 1)
        let record = DocumentReader.readLine(bytes, number: 1).document.root
        encoder.append(record, to: &rows.output, rowCounts: &rows.counts)
      }
      return rows
    }
  }
}

/// Reads parts of a file that is complete.
private final class LineReader {
  private let path: String
  private let descriptor: Int32

  init(path: String) throws {
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw BinderyError.unreadable(path, .system(SystemError(errno)))
    }
    self.path = path
  }

  deinit { close(descriptor) }

  func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    var code: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      while initialized < count {
        let result = unsafe pread(
          descriptor, buffer.baseAddress?.advanced(by: initialized), count - initialized,
          off_t(offset + initialized))
        if result < 0 && errno == EINTR { continue }
        guard result > 0 else {
          code = result < 0 ? errno : EIO
          return
        }
        initialized += result
      }
    }
    guard code == 0 else { throw BinderyError.unreadable(path, .system(SystemError(code))) }
    return bytes
  }
}
