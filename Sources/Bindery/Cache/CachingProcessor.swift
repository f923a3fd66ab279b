internal import Crypto
internal import Documents

/// Works on files through what is remembered of them: what is unchanged is replayed, what is not is
/// processed and remembered.
final class CachingProcessor: Sendable {
  private let processor: RecordProcessor
  private let root: String
  private let now: Int
  /// The start of the run by the clock of the file system.
  private let start: Int64
  private let consultedFiles: ConsultedFiles

  init(_ processor: RecordProcessor, dataset: Dataset, start: Int64) {
    self.processor = processor
    root = dataset.root
    now = Int(dataset.now)
    self.start = start
    consultedFiles = ConsultedFiles(root: dataset.root)
  }

  /// Works on consecutive files.
  ///
  /// - Parameter batch: The files, and what is remembered of files around there.
  /// - Returns: What the files came to, with the leaf that is to be remembered instead.
  func process(_ batch: FileBatch) -> BatchResult {
    do {
      guard let leaf = batch.leaf, !leaf.entries.isEmpty else { return try process(batch, nil) }
      let known = try CacheLeafContents(leaf)
      return try replay(batch.files, known) ?? process(batch, known)
    } catch {
      var result = processor.process(batch.files)
      result.cache.isDamaged = true
      return result
    }
  }

  /// What files came to, where what is remembered is about just these files and all are unchanged.
  private func replay(
    _ files: FileList, _ known: CacheLeafContents
  ) throws(ByteReader.Damaged) -> BatchResult? {
    guard known.bytes.span.extracting(known.paths).hasSameBytes(as: files.bytes.span) else {
      return nil
    }
    var result = BatchResult()
    result.fileCount = files.count
    var details = known.details
    var statuses = FileStatusReader(root: root)
    for index in 0..<files.count {
      let entry = try known.entry(index, details: details)
      details = entry.details.upperBound
      let file = files.entries[index]
      guard processor.concerns(file) else { continue }
      guard entry.collection == file.collection,
        entry.signature == statuses.signature(of: file, in: files),
        try replay(entry, of: index, in: files, known, &result)
      else { return nil }
    }
    return result
  }

  /// Adds what an unchanged file came to; returns whether nothing else that it depends on has changed.
  private func replay(
    _ entry: CacheEntry, of index: Int, in files: FileList, _ known: CacheLeafContents,
    _ result: inout BatchResult
  ) throws(ByteReader.Damaged) -> Bool {
    if entry.details.isEmpty {
      if files.entries[index].isSelected {
        result.recordCount += entry.recordCount
        result.byteCount += entry.byteCount
      }
    } else {
      var reader = ByteReader(known.bytes[entry.details])
      guard
        var fileResult = try reader.details(
          now: now, isUnchanged: { consultedFiles.state(of: $0.path) == $0 })
      else { return false }
      fileResult.recordCount = entry.recordCount
      fileResult.byteCount = entry.byteCount
      processor.add(fileResult, of: files[index], to: &result)
    }
    result.replayedCount += 1
    return true
  }

  private func process(
    _ batch: FileBatch, _ known: CacheLeafContents?
  ) throws(ByteReader.Damaged) -> BatchResult {
    let files = batch.files
    var result = BatchResult()
    result.fileCount = files.count
    var search = known.map(CacheLeafSearch.init)
    var writer = CacheLeafWriter()
    var statuses = FileStatusReader(root: root)
    for index in 0..<files.count {
      let file = files.entries[index]
      let path = files.bytes.span.extracting(file.path)
      let entry = try search?.entry(of: path)
      guard processor.concerns(file) else {
        if let known, let entry { writer.append(entry, in: known.bytes, path: path) }
        continue
      }
      if let known, let entry, entry.collection == file.collection,
        entry.signature == statuses.signature(of: file, in: files),
        try replay(entry, of: index, in: files, known, &result)
      {
        writer.append(entry, in: known.bytes, path: path)
      } else {
        try process(index, of: files, entry, known, &result, &writer)
      }
    }
    let entries = writer.entries
    if entries != known?.bytes {
      result.cache.newLeaf = CacheLeaf(firstPath: files[0].path, entries: entries)
      result.cache.oldPath = batch.leaf?.firstPath
    }
    return result
  }

  /// Reads a file, processes it unless its content is the known one, and writes what is to be
  /// remembered, if anything.
  private func process(
    _ index: Int, of files: FileList, _ entry: CacheEntry?, _ known: CacheLeafContents?,
    _ result: inout BatchResult, _ writer: inout CacheLeafWriter
  ) throws(ByteReader.Damaged) {
    let file = files[index]
    let reader = processor.reader(of: file)
    let contents: (bytes: [UInt8], signature: FileSignature)
    switch reader.contents(of: file) {
    case .success(let success): contents = success
    case .failure(let failure):
      if file.isSelected { result.findings.append(failure.finding) }
      return
    }
    let digest = Array(SHA256.hash(data: contents.bytes))
    let isSettled =
      contents.signature.isSettled(at: start)
      && contents.signature.byteCount == contents.bytes.count
    let signature = isSettled ? contents.signature : .none
    let path = file.path.utf8Span.span
    if let known, let entry, entry.collection == file.collection,
      known.bytes[entry.digest].elementsEqual(digest),
      try replay(entry, of: index, in: files, known, &result)
    {
      writer.append(entry.with(signature), in: known.bytes, path: path)
      return
    }
    let fileResult = processor.process(contents.bytes, of: file, reader, in: &result)
    processor.add(fileResult, of: file, to: &result)
    guard fileResult.isComplete,
      let consulted = consultedFiles.lastingStates(of: fileResult.lookups, at: start)
    else { return }
    var bytes = digest
    bytes.append(detailsOf: fileResult, consulted: consulted)
    let newEntry = CacheEntry(
      signature: signature, collection: file.collection, recordCount: fileResult.recordCount,
      byteCount: fileResult.byteCount, digest: 0..<digest.count,
      details: digest.count..<bytes.count)
    writer.append(newEntry, in: bytes, path: path)
  }
}

/// What a batch means for the cache.
struct BatchCacheOutcome: Sendable {
  /// What is to be remembered of the batch from now on; `nil` where that is what is remembered now.
  var newLeaf: CacheLeaf?
  /// The first path of the leaf that it replaces.
  var oldPath: String?
  /// Whether what was remembered is not what was written.
  var isDamaged = false
}
