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
  /// - Parameters:
  ///   - files: The files.
  ///   - leaf: What is remembered of files around there.
  /// - Returns: What the files came to, with the leaf that is to be remembered instead.
  func process(_ files: [RecordFile], leaf: CacheLeaf?) -> BatchResult {
    var entries: [String: CacheEntry] = [:]
    var isDamaged = false
    if let leaf {
      do {
        guard leaf.isIntact else { throw ByteReader.Damaged() }
        if let result = try replay(files, leaf: leaf) { return result }
        entries = try CacheLeafReader.entries(of: leaf)
      } catch {
        isDamaged = true
      }
    }
    var result = process(files, leaf: leaf, entries: entries)
    result.cache.isDamaged = isDamaged
    return result
  }

  /// What files came to, where the leaf is about just these files and all are unchanged.
  private func replay(
    _ files: [RecordFile], leaf: CacheLeaf
  ) throws(ByteReader.Damaged) -> BatchResult? {
    var result = BatchResult()
    var reader = CacheLeafReader(leaf)
    var statuses = FileStatusReader(root: root)
    for file in files {
      guard !reader.isAtEnd else { return nil }
      let entry = try reader.next()
      guard reader.path.span.hasSameBytes(as: file.path.utf8Span.span) else { return nil }
      result.fileCount += 1
      guard processor.concerns(file) else { continue }
      guard entry.signature == statuses.signature(of: file.path),
        let fileResult = try self.result(of: entry, in: leaf.entries, file)
      else { return nil }
      processor.add(fileResult, of: file, to: &result)
      result.replayedCount += 1
    }
    return reader.isAtEnd ? result : nil
  }

  /// What an unchanged file came to, unless something else that it depends on has changed.
  private func result(
    of entry: CacheEntry, in bytes: [UInt8], _ file: RecordFile
  ) throws(ByteReader.Damaged) -> FileResult? {
    guard entry.collection == file.collection else { return nil }
    var reader = ByteReader(bytes[entry.result])
    return try reader.result(now: now) { consultedFiles.state(of: $0.path) == $0 }
  }

  private func process(
    _ files: [RecordFile], leaf: CacheLeaf?, entries: [String: CacheEntry]
  ) -> BatchResult {
    var result = BatchResult()
    var writer = CacheLeafWriter()
    var statuses = FileStatusReader(root: root)
    let leafBytes = leaf?.entries ?? []
    for file in files {
      result.fileCount += 1
      let known = entries[file.path]
      guard processor.concerns(file) else {
        if let known { writer.append(known, in: leafBytes, path: file.path) }
        continue
      }
      if let known, known.signature == statuses.signature(of: file.path),
        let fileResult = try? self.result(of: known, in: leafBytes, file)
      {
        processor.add(fileResult, of: file, to: &result)
        result.replayedCount += 1
        writer.append(known, in: leafBytes, path: file.path)
        continue
      }
      process(file, known: known, in: leafBytes, &result, &writer)
    }
    let path = files[0].path
    if path != leaf?.firstPath || writer.entries != leaf?.entries {
      result.cache.newLeaf = CacheLeaf(firstPath: path, entries: writer.entries)
      result.cache.oldPath = leaf?.firstPath
    }
    return result
  }

  /// Reads a file, processes it unless its content is the known one, and writes what is to be
  /// remembered, if anything.
  private func process(
    _ file: RecordFile, known: CacheEntry?, in leafBytes: [UInt8], _ result: inout BatchResult,
    _ writer: inout CacheLeafWriter
  ) {
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
    var encoded: [UInt8] = []
    if let known, leafBytes[known.digest].elementsEqual(digest),
      let fileResult = try? self.result(of: known, in: leafBytes, file)
    {
      processor.add(fileResult, of: file, to: &result)
      result.replayedCount += 1
      encoded += leafBytes[known.result]
    } else {
      let fileResult = processor.process(contents.bytes, of: file, reader, in: &result)
      processor.add(fileResult, of: file, to: &result)
      guard fileResult.isComplete,
        let consulted = consultedFiles.lastingStates(of: fileResult.lookups, at: start)
      else { return }
      encoded.append(fileResult, consulted: consulted)
    }
    let bytes = digest + encoded
    let entry = CacheEntry(
      signature: isSettled ? contents.signature : .none, collection: file.collection,
      digest: 0..<digest.count, result: digest.count..<bytes.count)
    writer.append(entry, in: bytes, path: file.path)
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
