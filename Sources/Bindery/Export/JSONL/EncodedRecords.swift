/// The published records of one collection in a batch, in every form that a release holds them in.
struct EncodedRecords: Sendable {
  let collection: Int
  var recordCount = 0
  var withheldCount = 0
  var hasWordKeys = true
  /// A line of JSON for each record.
  var lines: [UInt8] = []
  var canonical = CanonicalRecords()
  var rows = EncodedRows()

  init(collection: Int) { self.collection = collection }
}
