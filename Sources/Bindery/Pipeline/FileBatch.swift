/// Consecutive files that one job works on.
struct FileBatch: Sendable {
  var files = FileList()
  /// What is remembered of files around there.
  var leaf: CacheLeaf?
}

/// Makes batches of the files of a walk; where there is a cache, a batch has the files of one of its
/// leaves.
struct FileBatcher {
  private var walk: PrefetchedWalk
  private let cache: ValidationCache?
  /// What was walked; of its files, those from `position` on are in no batch yet.
  private var walked = WalkedFiles()
  private var position = 0
  private(set) var ignoredCount = 0
  private(set) var findings: [Finding] = []

  /// How many files a batch has at most where nothing is remembered of them.
  private static let fileCount = 256

  init(_ walk: PrefetchedWalk, _ cache: ValidationCache?) {
    self.walk = walk
    self.cache = cache
  }

  /// The next batch, or `nil` at the end.
  mutating func next() -> FileBatch? {
    guard goOn() else { return nil }
    var batch = FileBatch(leaf: cache?.leaf(at: walked.files[position].path))
    let end = cache?.leafEnd()
    // A leaf may grow to twice its size before it is split.
    let limit = batch.leaf == nil ? Self.fileCount : Self.fileCount * 2
    repeat {
      let leafEnd = end.map { walked.files.firstIndex(from: position, notBefore: $0) }
      take(
        upTo: min(leafEnd ?? walked.files.count, position + limit - batch.files.count), &batch.files
      )
      if position < walked.files.count || batch.files.count >= limit || batch.files.endsWithLines {
        return batch
      }
    } while cache != nil && goOn()
    return batch
  }

  /// Walks on to the next file that is in no batch; returns whether there is one.
  private mutating func goOn() -> Bool {
    while position == walked.files.count {
      guard let next = walk.next() else { return false }
      walked = next
      position = 0
      ignoredCount += walked.ignoredCount
      findings += walked.findings
    }
    return true
  }

  private mutating func take(upTo end: Int, _ files: inout FileList) {
    if files.isEmpty, position == 0, end == walked.files.count {
      // All of them are moved, which is cheaper.
      swap(&files, &walked.files)
    } else {
      files.append(position..<end, of: walked.files)
      position = end
    }
  }

  /// After the last batch: the patterns that matched no file.
  func unmatchedPatterns() -> [(glob: Glob, finding: Finding)] { walk.unmatchedPatterns() }
}
