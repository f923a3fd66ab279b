/// What one file comes to by itself, whatever the other files of the dataset hold.
struct FileResult: Sendable {
  /// Whether all was looked at, and not only what others are compared with.
  var isComplete = false
  var recordCount = 0
  var byteCount = 0
  var findings: [Finding] = []
  var identities = IdentityBatch()
  /// The files beside the records that the findings depend on.
  var lookups: [CheckContext.Lookup] = []
  /// The times of a run, in seconds since 1970, at which the findings are the same.
  var validity = Int.min..<Int.max
}
