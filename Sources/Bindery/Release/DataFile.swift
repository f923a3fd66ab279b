/// A data file of a release: in the bundle as it is, in the release's folder compressed.
struct DataFile {
  /// In the bundle, such as `data/trees.jsonl`.
  let path: String
  let mediaType: String
  let recordCount: Int
  let isCompressed: Bool
  let content: FileDigest

  /// In the release's folder.
  var releasePath: String { isCompressed ? path + ".gz" : path }

  static let jsonLinesMediaType = "application/jsonl"
  static let csvMediaType = "text/csv"
  static let digestsMediaType = "text/plain"
}
