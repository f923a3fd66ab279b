internal import Crypto
internal import Documents

/// Records in canonical JSON, each with its key and its digest, as they are sorted by key.
///
/// Each is: the lengths of the key and of the line, 4 bytes each; the SHA-256 of the line without
/// its line break; the key; the line.
struct CanonicalRecords: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var starts: [Int] = []

  static let headerByteCount = 8 + SHA256.byteCount

  mutating func append(_ line: JSONLine, plan: ExportPlan) {
    let start = bytes.count
    starts.append(start)
    bytes.append(contentsOf: repeatElement(0, count: Self.headerByteCount))
    bytes += line.key
    let lineStart = bytes.count
    CanonicalLine.append(line, plan: plan, to: &bytes)
    var digest = SHA256()
    unsafe bytes.span.extracting(lineStart..<bytes.count).withUnsafeBytes {
      unsafe digest.update(bufferPointer: $0)
    }
    bytes.append(UInt8(ascii: "\n"))
    store(line.key.count, at: start)
    store(bytes.count - lineStart, at: start + 4)
    for (offset, byte) in digest.finalize().enumerated() { bytes[start + 8 + offset] = byte }
  }

  mutating func append(_ other: CanonicalRecords) {
    let offset = bytes.count
    bytes += other.bytes
    starts.append(contentsOf: other.starts.lazy.map { $0 + offset })
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
  }

  /// Sorts by key; what is in order already is not touched.
  mutating func sort() {
    let bytes = bytes
    func precedes(_ left: Int, _ right: Int) -> Bool {
      bytes.span.extracting(CanonicalRecord(bytes.span, at: left).key)
        .precedes(bytes.span.extracting(CanonicalRecord(bytes.span, at: right).key))
    }
    for position in starts.indices.dropFirst()
    where precedes(starts[position], starts[position - 1]) {
      let sorted = starts.sorted(by: precedes)
      removeAll()
      for start in sorted {
        starts.append(self.bytes.count)
        self.bytes.append(bytes.span.extracting(CanonicalRecord(bytes.span, at: start).range))
      }
      return
    }
  }

  private mutating func store(_ number: Int, at offset: Int) {
    for byte in 0..<4 { bytes[offset + byte] = UInt8(truncatingIfNeeded: number >> (byte * 8)) }
  }
}

/// Where the parts of one record stand among others.
struct CanonicalRecord {
  let digest: Range<Int>
  let key: Range<Int>
  /// With its line break.
  let line: Range<Int>

  /// All parts together.
  var range: Range<Int> { digest.lowerBound - 8..<line.upperBound }

  init(_ bytes: Span<UInt8>, at start: Int) {
    func number(at offset: Int) -> Int {
      (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << ($1 * 8) }
    }
    digest = start + 8..<start + CanonicalRecords.headerByteCount
    key = digest.upperBound..<digest.upperBound + number(at: start)
    line = key.upperBound..<key.upperBound + number(at: start + 4)
  }
}
