internal import Glibc

/// The entries of one folder, sorted so that walking them in turn gives paths in byte order.
///
/// All names lie in one array: a list of a hundred thousand names is made and sorted without making
/// a hundred thousand arrays.
struct DirectoryListing: Sendable {
  enum Kind: Sendable {
    case file
    case directory
    case symbolicLink
    case other
  }

  private struct Entry: Sendable {
    let start: UInt32
    let count: UInt32
    /// The first eight bytes of the name as a number, which decides most comparisons.
    let head: UInt64
    let kind: Kind
  }

  /// All names, which need not be UTF-8; '/' stands behind those of folders.
  private(set) var names: [UInt8] = []
  private var entries: [Entry] = []

  /// Reads a folder; throws the reason as the system words it.
  init(of folder: String) throws(SystemError) {
    guard let stream = unsafe opendir(folder) else { throw SystemError(errno) }
    defer { unsafe closedir(stream) }
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        if errno != 0 { throw SystemError(errno) }
        break
      }
      let start = names.count
      unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        // The system ends each name with a NUL, within the array.
        guard let first = unsafe bytes.assumingMemoryBound(to: CChar.self).baseAddress,
          unsafe strcmp(first, ".") != 0, unsafe strcmp(first, "..") != 0
        else { return }
        unsafe names.append(contentsOf: bytes.prefix(strlen(first)))
      }
      if names.count > start {
        append(from: start, type: Int(unsafe entry.pointee.d_type), folder: folder)
      }
    }
    sort()
  }

  var count: Int { entries.count }

  func kind(_ index: Int) -> Kind { entries[index].kind }

  /// Where a name is in `names`.
  func range(_ index: Int) -> Range<Int> {
    let entry = entries[index]
    return Int(entry.start)..<Int(entry.start + entry.count)
  }

  private mutating func append(from start: Int, type: Int, folder: String) {
    let kind = kind(type, folder: folder, from: start)
    // A folder comes where the paths of its files do: as if its name ended in '/'.
    if kind == .directory { names.append(UInt8(ascii: "/")) }
    var head: UInt64 = 0
    for index in start..<(start + 8) {
      head = head << 8 | (index < names.count ? UInt64(names[index]) : 0)
    }
    let count = names.count - start - (kind == .directory ? 1 : 0)
    entries.append(Entry(start: UInt32(start), count: UInt32(count), head: head, kind: kind))
  }

  private mutating func sort() {
    let names = names
    entries.sort { left, right in
      if left.head != right.head { return left.head < right.head }
      var (first, second) = (Int(left.start), Int(right.start))
      let firstEnd = first + Int(left.count) + (left.kind == .directory ? 1 : 0)
      let secondEnd = second + Int(right.count) + (right.kind == .directory ? 1 : 0)
      while first < firstEnd, second < secondEnd {
        if names[first] != names[second] { return names[first] < names[second] }
        first += 1
        second += 1
      }
      return firstEnd - first < secondEnd - second
    }
  }

  /// What the entry is whose name was added last.
  private func kind(_ type: Int, folder: String, from start: Int) -> Kind {
    switch type {
    case Int(DT_REG): return .file
    case Int(DT_DIR): return .directory
    case Int(DT_LNK): return .symbolicLink
    case Int(DT_UNKNOWN):
      // Some file systems do not tell; the file itself does.
      var status = stat()
      let path = folder + "/" + String(decoding: names[start...], as: UTF8.self)
      guard unsafe lstat(path, &status) == 0 else { return .other }
      switch status.st_mode & S_IFMT {
      case S_IFREG: return .file
      case S_IFDIR: return .directory
      case S_IFLNK: return .symbolicLink
      default: return .other
      }
    default: return .other
    }
  }
}

extension DirectoryListing {
  /// The names of the entries, as text.
  static func names(of folder: String) throws(SystemError) -> [(name: String, kind: Kind)] {
    let listing = try DirectoryListing(of: folder)
    return (0..<listing.count).map {
      (
        String(decoding: listing.names[listing.range($0)], as: UTF8.self), listing.kind($0)
      )
    }
  }
}
