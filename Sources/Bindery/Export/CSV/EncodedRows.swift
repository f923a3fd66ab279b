/// The rows that the records of a batch gave, for each table.
struct EncodedRows: Sendable {
  /// Rows of one layout after those of another.
  private(set) var parts: [RowEncoder] = []

  mutating func append(_ line: JSONLine, to layout: GrowingTableLayout) {
    if parts.isEmpty { parts.append(RowEncoder(layout.current)) }
    guard !parts[parts.count - 1].append(line) else { return }
    parts.append(RowEncoder(layout.extended(by: line)))
    let isComplete = parts[parts.count - 1].append(line)
    precondition(isComplete, "a layout lacks what a record holds that it was made for")
  }
}
