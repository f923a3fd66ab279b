/// The published records of one collection in a batch, as JSON lines.
struct EncodedRecords: Sendable {
  let collection: Int
  var lines: [UInt8] = []
  /// The key of each line and its length in bytes, with its line break.
  var index: [(key: String, byteCount: Int)] = []
  var withheldCount = 0
  var observed = ObservedColumns()
  var hasBody = false

  init(collection: Int) { self.collection = collection }
}
