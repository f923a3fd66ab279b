/// The bytes of a file that are known so far: its first ones, and parts of it further on.
///
/// Large segments that say nothing about a size can so be passed over without being read.
struct KnownBytes: Sendable {
  /// Bytes that follow one another, in the file and in `bytes`.
  private struct Part {
    let offset: Int
    let start: Int
    var end: Int { offset + count }
    var count: Int
  }

  /// All parts, in the order in which they became known.
  private var bytes: [UInt8] = []
  private var parts: [Part] = []

  /// The length of the file, where it is known.
  var fileByteCount: Int?

  /// How many bytes are known from the start of the file on.
  private(set) var prefixByteCount = 0

  /// Adds what stands at `offset` in the file.
  mutating func add(_ part: [UInt8], at offset: Int) {
    let start = bytes.count
    if bytes.isEmpty { bytes = part } else { bytes += part }
    if let last = parts.last, last.end == offset, last.start + last.count == start {
      parts[parts.count - 1].count += part.count
    } else {
      parts.append(Part(offset: offset, start: start, count: part.count))
    }
    if let first = parts.first, first.offset == 0 { prefixByteCount = first.count }
  }

  /// The byte at an offset of the file, or `nil` where it is not known.
  func byte(at offset: Int) -> UInt8? {
    if offset < prefixByteCount, offset >= 0 { return bytes[offset] }
    for part in parts where offset >= part.offset && offset < part.end {
      return bytes[part.start + offset - part.offset]
    }
    return nil
  }

  /// The first offset in `range` whose byte is not known, or `nil` when all are.
  func firstGap(in range: Range<Int>) -> Int? {
    if range.upperBound <= prefixByteCount { return nil }
    var offset = range.lowerBound
    while offset < range.upperBound {
      guard let part = parts.first(where: { $0.offset <= offset && offset < $0.end }) else {
        return offset
      }
      offset = part.end
    }
    return nil
  }

  /// What of a range that is not known the file holds; `nil` where it ends before.
  func missing(_ range: Range<Int>) -> Range<Int>? {
    guard let fileByteCount else { return range }
    guard range.lowerBound < fileByteCount else { return nil }
    return range.lowerBound..<min(range.upperBound, fileByteCount)
  }

  /// Calls `body` with the bytes that are known from the start of the file on.
  func withPrefix<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    body(bytes.span.extracting(first: prefixByteCount))
  }
}
