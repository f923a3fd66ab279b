internal import Crypto
internal import Documents
internal import JSONSchema

/// Writes records in every form that a release holds them in.
struct RecordEncoder: Sendable {
  private let plan: ExportPlan
  /// `nil` where no tables are wanted.
  private let tables: GrowingTableLayout?

  init(_ collection: Dataset.Collection, tables: Bool) {
    plan = ExportPlan(collection.schema.shape())
    self.tables = tables ? GrowingTableLayout(plan: plan) : nil
  }

  /// The layout of the tables when all records were encoded.
  var layout: TableLayout? { tables?.final }

  /// Appends a record; what is marked `x-export: omit` is left out, with everything below it.
  func append(_ record: Record, to output: inout EncodedRecords) {
    let line = JSONLine(
      key: record.key, path: record.file.path, RecordOutline(record.document, plan: plan))
    output.recordCount += 1
    output.lines.append(line.bytes.span)
    output.canonical.append(line, plan: plan)
    if let tables { output.rows.append(line, to: tables) }
  }
}
