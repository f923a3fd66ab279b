internal import Documents

/// The paths of the files that git knows, in the order of their bytes.
struct PathListing: Sendable {
  /// Holds the paths, a NUL behind each.
  let bytes: [UInt8]
  private let ranges: [Range<UInt32>]
  /// Where the last search ended; files are mostly asked for in order.
  private var hint = 0

  init(_ bytes: [UInt8] = [], _ ranges: [Range<UInt32>] = []) {
    self.bytes = bytes
    self.ranges = ranges
  }

  var count: Int { ranges.count }

  func path(_ position: Int) -> String { bytes.span.extracting(range(position)).string }

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

  /// Where a path is in the bytes, without its NUL.
  func range(_ position: Int) -> Range<Int> {
    let range = ranges[position]
    return Int(range.lowerBound)..<Int(range.upperBound)
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
