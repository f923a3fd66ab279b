internal import Crypto
internal import Documents

/// The records of one collection on their way into a release.
///
/// Records are encoded once, in the pass that validates them, and go into scratch files: lines and
/// rows in the order of the files, canonical JSON to be sorted by key.
final class CollectionStage {
  let name: String
  private let folder: String
  private let lines: ScratchFile
  private let canonical: RecordSort
  /// By the ids of the tables.
  private var rows: [Int: StagedRows] = [:]
  private var exceptions: StagedRows?
  /// By the ids of the tables, then by the names of the columns.
  private var facts: [Int: [String: ColumnFacts]] = [:]
  private(set) var recordCount = 0
  private(set) var withheldCount = 0
  /// Whether no key can be taken for a number, a truth value or nothing.
  private(set) var hasWordKeys = true

  /// Starts the scratch files of the collection called `name` in a folder.
  init(name: String, folder: String) throws {
    self.name = name
    self.folder = folder
    lines = try ScratchFile(path: "\(folder)/\(name).jsonl")
    canonical = try RecordSort(path: "\(folder)/\(name).canonical")
  }

  func append(_ records: EncodedRecords) throws {
    recordCount += records.recordCount
    withheldCount += records.withheldCount
    hasWordKeys = hasWordKeys && records.hasWordKeys
    try lines.write(records.lines.span)
    try canonical.append(records.canonical)
    for part in records.rows.parts {
      for (table, rows) in zip(part.layout.tables, part.tables) where rows.count > 0 {
        try self.rows(of: table.id).append(rows, version: part.layout.version)
        for (column, facts) in zip(table.columns, rows.facts) where facts.filledCount > 0 {
          self.facts[table.id, default: [:]][column.name, default: ColumnFacts()].merge(facts)
        }
      }
      if part.exceptions.count > 0 {
        if exceptions == nil { exceptions = try StagedRows(path: "\(folder)/\(name).exceptions") }
        try exceptions?.append(part.exceptions, version: 0)
      }
    }
  }

  private func rows(of table: Int) throws -> StagedRows {
    if let known = rows[table] { return known }
    let staged = try StagedRows(path: "\(folder)/\(name).\(table).csv")
    rows[table] = staged
    return staged
  }

  /// Writes the digest of each record, sorted by key, and returns that of the collection: SHA-256
  /// over the canonical JSON (RFC 8785) of all records in that order, each followed by LF.
  func writeDigests(
    to path: String, options: RunOptions
  ) throws -> (collection: String, file: FileDigest) {
    let output = try OutputFile(path: path, isReadable: true)
    let knownDigest = try canonical.digestOfLines()
    var digest = SHA256()
    var text: [UInt8] = []
    var count = 0
    try canonical.forEachRecord { bytes, record in
      count += 1
      if count % 4096 == 0 { try options.checkInterruption() }
      if knownDigest == nil {
        unsafe bytes.extracting(record.line).withUnsafeBytes {
          unsafe digest.update(bufferPointer: $0)
        }
      }
      text.removeAll(keepingCapacity: true)
      Hexadecimal.append(bytes.extracting(record.digest), to: &text)
      text.append(contentsOf: "  ".utf8)
      text.append(bytes.extracting(record.key))
      text.append(UInt8(ascii: "\n"))
      try output.write(text.span)
    }
    return (knownDigest ?? digest.finalize().hexadecimal, try output.finish())
  }

  /// Hands the JSON lines to `body`, chunk by chunk.
  func forEachLineChunk(_ body: (Span<UInt8>) throws -> Void) throws {
    try lines.forEachChunk(in: 0..<lines.byteCount, body)
  }

  func rowCount(of table: TableLayout.Table) -> Int { rows[table.id]?.count ?? 0 }

  func facts(of column: TableLayout.Column, in table: TableLayout.Table) -> ColumnFacts {
    facts[table.id]?[column.name] ?? ColumnFacts()
  }

  /// How many values the tables do not show.
  var exceptionCount: Int { exceptions?.count ?? 0 }

  /// Hands the table of what the others do not show to `body`.
  func forEachExceptionChunk(_ body: (Span<UInt8>) throws -> Void) throws {
    try body(Array((CellException.columnNames.joined(separator: ",") + "\n").utf8).span)
    try exceptions?.forEachRowChunk(body)
  }

  /// Hands the header and the rows of a table to `body`, chunk by chunk.
  func forEachRowChunk(
    of table: TableLayout.Table, _ body: (Span<UInt8>) throws -> Void
  ) throws {
    try rows(of: table.id).forEachChunk(of: table, body)
  }
}
