internal import Documents

/// The paths of a commit's files, as git lists them: in the order of their bytes, each ended by NUL.
struct PathListing: Sendable {
  private let bytes: [UInt8]
  private let starts: [UInt32]
  /// Where the last search ended; files are mostly asked for in order.
  private var hint = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts: [UInt32] = []
    var start = 0
    let span = bytes.span
    while start < bytes.count, let end = span.firstIndex(of: 0, from: start) {
      starts.append(UInt32(clamping: start))
      start = end + 1
    }
    starts.append(UInt32(clamping: start))
    self.starts = starts
  }

  var count: Int { starts.count - 1 }

  var paths: some Sequence<String> {
    (0..<count).lazy.map { [bytes, starts] index in
      String(decoding: bytes[Int(starts[index])..<(Int(starts[index + 1]) - 1)], as: UTF8.self)
    }
  }

  /// The position of a path, or `nil` where it is not in the list.
  mutating func position(of path: String) -> Int? { position(of: path.utf8Span.span) }

  mutating func position(of wanted: Span<UInt8>) -> Int? {
    if hint < count, bytes.span.extracting(range(hint)).hasSameBytes(as: wanted) {
      hint += 1
      return hint - 1
    }
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if order(middle, wanted) < 0 { low = middle + 1 } else { high = middle }
    }
    guard low < count, order(low, wanted) == 0 else { return nil }
    hint = low + 1
    return low
  }

  private func range(_ index: Int) -> Range<Int> {
    Int(starts[index])..<(Int(starts[index + 1]) - 1)
  }

  /// Less than zero, zero or more, as a path of the list comes before another one, is the same, or
  /// comes after.
  private func order(_ index: Int, _ other: borrowing Span<UInt8>) -> Int {
    let start = range(index).lowerBound
    let count = range(index).count
    let common = min(count, other.count)
    var position = 0
    while position < common, bytes[start + position] == other[position] { position += 1 }
    return position < common
      ? Int(bytes[start + position]) - Int(other[position]) : count - other.count
  }
}
