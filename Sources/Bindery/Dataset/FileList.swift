internal import Documents

/// A file that a collection claims.
package struct RecordFile: Sendable, Hashable {
  /// Relative to the dataset's folder, with `/` between its parts.
  package let path: String
  /// The position of the collection in the configuration.
  package let collection: Int
  /// Whether a symbolic link leads to the file.
  package var isLink = false
  /// Whether findings about the file are wanted; otherwise others may be compared with it.
  package var isSelected = true
}

/// Files that collections claim, in the order of their paths.
///
/// Flat memory: of a hundred thousand files that are as an earlier run found them, none is made a
/// `RecordFile` with a text of its own.
struct FileList: Sendable {
  struct Entry: Sendable {
    /// Where the path starts; a NUL ends it.
    fileprivate var start: UInt32
    /// The length of the path up to the last `/`, with it.
    fileprivate let folderByteCount: UInt32
    fileprivate let byteCount: UInt32
    private let collectionNumber: UInt32
    let isLink: Bool
    /// Whether findings about the file are wanted.
    var isSelected = true

    fileprivate init(
      start: Int, folderByteCount: Int, byteCount: Int, collection: Int, isLink: Bool
    ) {
      self.start = UInt32(start)
      self.folderByteCount = UInt32(folderByteCount)
      self.byteCount = UInt32(byteCount)
      collectionNumber = UInt32(collection)
      self.isLink = isLink
    }

    /// The position of the collection in the configuration.
    var collection: Int { Int(collectionNumber) }

    /// Where the path is in the list's bytes, without its NUL.
    var path: Range<Int> { Int(start)..<Int(start + byteCount) }

    /// Where the folder of the path is, with the last `/`; empty for the dataset's own.
    var folder: Range<Int> { Int(start)..<Int(start + folderByteCount) }
  }

  /// All paths, each ended by a NUL.
  private(set) var bytes: [UInt8] = []
  private(set) var entries: [Entry] = []

  var count: Int { entries.count }

  var isEmpty: Bool { entries.isEmpty }

  /// Whether the last file holds one record per line.
  var endsWithLines: Bool {
    guard let entry = entries.last else { return false }
    return RecordFormat.isLines(path: bytes.span.extracting(entry.path))
  }

  subscript(index: Int) -> RecordFile {
    let entry = entries[index]
    return RecordFile(
      path: bytes.span.extracting(entry.path).string, collection: entry.collection,
      isLink: entry.isLink, isSelected: entry.isSelected)
  }

  /// Adds a file.
  ///
  /// - Parameters:
  ///   - folder: Its folder's path, with a '/' at its end unless it is empty.
  ///   - name: Its name.
  ///   - collection: The position of the collection that claims it.
  ///   - isLink: Whether a symbolic link leads to it.
  mutating func append(
    folder: [UInt8], name: Span<UInt8>, collection: Int, isLink: Bool
  ) {
    entries.append(
      Entry(
        start: bytes.count, folderByteCount: folder.count, byteCount: folder.count + name.count,
        collection: collection, isLink: isLink))
    bytes += folder
    bytes.append(name)
    bytes.append(0)
  }

  /// Adds some files of another list.
  mutating func append(_ range: Range<Int>, of other: FileList) {
    guard let first = range.first, let last = range.last else { return }
    let start = other.entries[first].path.lowerBound
    let end = other.entries[last].path.upperBound + 1
    for var entry in other.entries[range] {
      entry.start = entry.start - UInt32(start) + UInt32(bytes.count)
      entries.append(entry)
    }
    bytes += other.bytes[start..<end]
  }

  /// Whether findings about a file are wanted.
  mutating func select(_ index: Int, _ isSelected: Bool) { entries[index].isSelected = isSelected }

  /// The position of the first file at or after `start` whose path does not come before another
  /// one, or where the list ends.
  func firstIndex(from start: Int, notBefore path: String) -> Int {
    let wanted = path.utf8Span.span
    var (low, high) = (start, count)
    while low < high {
      let middle = (low + high) / 2
      if bytes.span.extracting(entries[middle].path).precedes(wanted) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
