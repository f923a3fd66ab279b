/// Consecutive files that one job works on.
struct FileBatch: Sendable {
  var files: [RecordFile] = []
  /// What is remembered of files around there.
  var leaf: CacheLeaf?
}

/// Makes batches of the files of a walk.
struct FileBatcher {
  private let cache: ValidationCache?
  private var batch = FileBatch()
  /// The path at which the batch ends, because a leaf of the cache does.
  private var end: String?

  /// How many files a batch has.
  private static let fileCount = 256

  init(_ cache: ValidationCache?) { self.cache = cache }

  /// Adds the next file; returns the batch that ends before it, if one does.
  mutating func add(_ file: RecordFile) -> FileBatch? {
    let complete = isComplete(before: file) ? last() : nil
    if let cache, batch.files.isEmpty {
      batch.leaf = cache.leaf(at: file.path)
      end = cache.leafEnd()
    }
    batch.files.append(file)
    return complete
  }

  /// The batch that has been begun, if any.
  mutating func last() -> FileBatch? {
    defer { batch = FileBatch() }
    return batch.files.isEmpty ? nil : batch
  }

  private func isComplete(before file: RecordFile) -> Bool {
    guard let previous = batch.files.last else { return false }
    if let end, !end.hasBytes(after: file.path) { return true }
    // A file of many records is the last of its batch, so that batches stay alike in size.
    if RecordFormat.isLines(path: previous.path) { return true }
    // A leaf may grow to twice its size before it is split.
    return batch.files.count >= (batch.leaf == nil ? Self.fileCount : Self.fileCount * 2)
  }
}
