internal import Documents

/// The rows of one table on their way into a release.
final class StagedRows {
  private let file: ScratchFile
  /// Rows that follow each other, by the version of their layout.
  private var runs: [(version: Int, byteCount: Int)] = []
  private(set) var count = 0

  init(path: String) throws { file = try ScratchFile(path: path) }

  func append(_ rows: RowEncoder.Rows, version: Int) throws {
    try file.write(rows.text.span)
    count += rows.count
    if runs.last?.version == version {
      runs[runs.count - 1].byteCount += rows.text.count
    } else {
      runs.append((version, rows.text.count))
    }
  }

  /// Hands all rows to `body` as they are.
  func forEachRowChunk(_ body: (Span<UInt8>) throws -> Void) throws {
    try file.forEachChunk(in: 0..<file.byteCount, body)
  }

  /// Hands the header and all rows to `body`, with the columns of the final layout.
  func forEachChunk(of table: TableLayout.Table, _ body: (Span<UInt8>) throws -> Void) throws {
    try body(CSVText.header(of: table).span)
    var start = 0
    var widened: [UInt8] = []
    for run in runs {
      var widening = RowWidening(of: table, since: run.version)
      try file.forEachChunk(in: start..<start + run.byteCount) { chunk in
        guard widening != nil else { return try body(chunk) }
        widened.removeAll(keepingCapacity: true)
        widening?.append(chunk, to: &widened)
        try body(widened.span)
      }
      start += run.byteCount
    }
  }
}
