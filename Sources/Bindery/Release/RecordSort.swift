internal import Crypto
internal import Documents

/// Sorts a collection's records by key, however many there are: an external merge sort.
///
/// Keys that come from paths arrive in order, or nearly; one run of records is then all there is.
final class RecordSort {
  private let file: ScratchFile
  private var collected = CanonicalRecords()
  /// Where the runs stand in the file; each is sorted.
  private var runs: [Range<Int>] = []
  private var lastKey: [UInt8] = []
  /// Of the lines so far, while they came in order; it is then known without another pass.
  private var lineDigest: SHA256? = SHA256()

  private static let bufferByteCount = 4_194_304

  init(path: String) throws { file = try ScratchFile(path: path) }

  func append(_ records: CanonicalRecords) throws {
    if collected.bytes.count + records.bytes.count > Self.bufferByteCount { try flush() }
    collected.append(records)
  }

  /// Writes what was collected, as a part of the last run where it comes after that.
  private func flush() throws {
    // Taken out while it is written, so that its room can be used again.
    var records = CanonicalRecords()
    swap(&records, &collected)
    try write(&records)
    records.removeAll()
    swap(&records, &collected)
  }

  private func write(_ records: inout CanonicalRecords) throws {
    records.sort()
    guard let first = records.starts.first, let last = records.starts.last else { return }
    let bytes = records.bytes
    let start = file.byteCount
    try file.write(bytes.span)
    let firstKey = CanonicalRecord(bytes.span, at: first).key
    if let run = runs.last, lastKey.span.precedes(bytes.span.extracting(firstKey)) {
      runs[runs.count - 1] = run.lowerBound..<file.byteCount
    } else {
      runs.append(start..<file.byteCount)
    }
    if runs.count > 1 { lineDigest = nil }
    if lineDigest != nil {
      for start in records.starts {
        let line = bytes.span.extracting(CanonicalRecord(bytes.span, at: start).line)
        unsafe line.withUnsafeBytes { unsafe lineDigest?.update(bufferPointer: $0) }
      }
    }
    lastKey = Array(bytes[CanonicalRecord(bytes.span, at: last).key])
  }

  /// SHA-256 over the lines in the order of their keys; `nil` where that takes a pass over them.
  func digestOfLines() throws -> String? {
    try flush()
    return lineDigest?.finalize().hexadecimal
  }

  /// Calls `body` with the records in the order of their keys: the bytes, and where they stand.
  func forEachRecord(_ body: (Span<UInt8>, CanonicalRecord) throws -> Void) throws {
    try flush()
    collected = CanonicalRecords()
    let byteCount = min(max(16_384, Self.bufferByteCount / max(1, runs.count)), 262_144)
    // The run with the first key of all is at the root of a binary heap.
    var heap: [RunReader] = []
    for run in runs {
      let reader = RunReader(file: file, rest: run, bufferByteCount: byteCount)
      if try reader.advance() {
        heap.append(reader)
        Self.siftUp(&heap)
      }
    }
    while let reader = heap.first {
      if let record = reader.record { try body(reader.buffer.span, record) }
      if try !reader.advance() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
      }
      Self.siftDown(&heap)
    }
  }

  private static func siftUp(_ heap: inout [RunReader]) {
    var index = heap.count - 1
    while index > 0, heap[index].precedes(heap[(index - 1) / 2]) {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  private static func siftDown(_ heap: inout [RunReader]) {
    var index = 0
    while true {
      var first = index
      for child in [2 * index + 1, 2 * index + 2]
      where child < heap.count && heap[child].precedes(heap[first]) { first = child }
      if first == index { return }
      heap.swapAt(index, first)
      index = first
    }
  }
}

/// Reads one run, record by record.
private final class RunReader {
  private let file: ScratchFile
  private var rest: Range<Int>
  private let bufferByteCount: Int
  private(set) var buffer: [UInt8] = []
  /// Where the current record stands in the buffer; `nil` before the first.
  private(set) var record: CanonicalRecord?

  init(file: ScratchFile, rest: Range<Int>, bufferByteCount: Int) {
    self.file = file
    self.rest = rest
    self.bufferByteCount = bufferByteCount
  }

  /// Goes to the next record; gives `false` at the end of the run.
  func advance() throws -> Bool {
    var start = record?.range.upperBound ?? 0
    guard try fill(CanonicalRecords.headerByteCount, from: &start) else { return false }
    let byteCount = CanonicalRecord(buffer.span, at: start).range.count
    guard try fill(byteCount, from: &start) else { return false }
    record = CanonicalRecord(buffer.span, at: start)
    return true
  }

  /// Makes sure that so many bytes are in the buffer.
  private func fill(_ byteCount: Int, from start: inout Int) throws -> Bool {
    if buffer.count - start >= byteCount { return true }
    buffer.removeFirst(start)
    start = 0
    let wanted = max(bufferByteCount, byteCount) - buffer.count
    let end = min(rest.lowerBound + wanted, rest.upperBound)
    try file.read(rest.lowerBound..<end, to: &buffer)
    rest = end..<rest.upperBound
    return buffer.count >= byteCount
  }

  func precedes(_ other: RunReader) -> Bool {
    guard let record, let otherRecord = other.record else { return false }
    let (buffer, otherBuffer) = (buffer, other.buffer)
    return buffer.span.extracting(record.key)
      .precedes(otherBuffer.span.extracting(otherRecord.key))
  }
}
