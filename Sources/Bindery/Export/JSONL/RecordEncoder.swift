internal import Crypto
internal import Documents
internal import JSONSchema

/// Writes records in every form that a release holds them in.
struct RecordEncoder: Sendable {
  private let plan: ExportPlan
  private let tables: GrowingTableLayout

  init(_ collection: Dataset.Collection) {
    plan = ExportPlan(collection.schema.shape())
    tables = GrowingTableLayout(plan: plan)
  }

  /// The layout of the tables when all records were encoded.
  var layout: TableLayout { tables.final }

  /// Appends a record; what is marked `x-export: omit` is left out, with everything below it.
  func append(_ record: Record, to output: inout EncodedRecords) {
    let line = JSONLine(
      key: record.key, path: record.file.path, RecordOutline(record.document, plan: plan))
    output.recordCount += 1
    output.hasWordKeys = output.hasWordKeys && line.key.span.isWord
    output.lines.append(line.bytes.span)
    output.canonical.append(line, plan: plan)
    output.rows.append(line, to: tables)
  }
}
