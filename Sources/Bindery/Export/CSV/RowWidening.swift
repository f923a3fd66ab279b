internal import Documents

/// Gives rows of an earlier layout the empty cells that they lack in the final one.
///
/// It takes the rows in parts that may end anywhere.
struct RowWidening {
  /// How many cells are missing before each cell of an old row, and behind the last one.
  private let missingBefore: [Int]
  private var cell = 0
  private var isInQuotes = false

  /// `nil` where nothing is missing.
  init?(of table: TableLayout.Table, since version: Int) {
    guard table.columns.contains(where: { $0.since > version }) else { return nil }
    var missing = Array(repeating: 0, count: table.fixedNames.count + 1)
    for column in table.columns {
      if column.since > version {
        missing[missing.count - 1] += 1
      } else {
        missing.append(0)
      }
    }
    missingBefore = missing
  }

  mutating func append(_ rows: Span<UInt8>, to output: inout [UInt8]) {
    for index in rows.indices {
      let byte = rows[index]
      switch byte {
      // A doubled quote inside a cell closes and opens again, which comes to the same.
      case UInt8(ascii: "\""): isInQuotes.toggle()
      case UInt8(ascii: ",") where !isInQuotes:
        cell += 1
        appendCommas(missingBefore[cell], to: &output)
      case UInt8(ascii: "\n") where !isInQuotes:
        appendCommas(missingBefore[missingBefore.count - 1], to: &output)
        cell = 0
      default: break
      }
      output.append(byte)
    }
  }

  private func appendCommas(_ count: Int, to output: inout [UInt8]) {
    output.append(contentsOf: repeatElement(UInt8(ascii: ","), count: count))
  }
}
