internal import Documents
internal import Glibc

/// The entries of one folder, sorted so that walking them in turn gives paths in byte order.
///
/// All names lie in one array: a list of a hundred thousand names is made and sorted without making
/// a hundred thousand arrays.
struct DirectoryListing: Sendable {
  enum Kind: UInt8, Sendable {
    case file
    case directory
    case symbolicLink
    case other
  }

  private struct Entry: Sendable {
    let start: UInt32
    let count: UInt16
    let kind: Kind
  }

  /// All names, which need not be UTF-8.
  private(set) var names: [UInt8] = []
  private var entries: [Entry] = []

  /// Reads a folder; throws the reason as the system words it.
  init(of folder: String) throws(SystemError) {
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(errno) }
    try self.init(of: folder, opened: descriptor)
  }

  /// Reads a folder that is open, and closes it.
  init(of folder: String, opened descriptor: Int32) throws(SystemError) {
    guard let stream = unsafe fdopendir(descriptor) else {
      let error = SystemError(errno)
      close(descriptor)
      throw error
    }
    defer { unsafe closedir(stream) }
    var keys: [SortKey] = []
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
      guard names.count > start else { continue }
      let count = UInt16(names.count - start)
      let kind = kind(Int(unsafe entry.pointee.d_type), folder: folder, from: start)
      // A folder comes where the paths of its files do: as if its name ended in '/'.
      if kind == .directory { names.append(UInt8(ascii: "/")) }
      keys.append(SortKey(Entry(start: UInt32(start), count: count, kind: kind), names))
    }
    entries = Self.sorted(keys, names)
  }

  var count: Int { entries.count }

  func kind(_ index: Int) -> Kind { entries[index].kind }

  /// Where a name is in `names`.
  func range(_ index: Int) -> Range<Int> {
    let start = Int(entries[index].start)
    return start..<(start + Int(entries[index].count))
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

// MARK: Sorting

extension DirectoryListing {
  private struct SortKey {
    let entry: Entry
    /// The first eight bytes of the name as a number, which decides most comparisons.
    let head: UInt64

    /// The key of the entry whose name, with '/' behind that of a folder, is the last one.
    init(_ entry: Entry, _ names: [UInt8]) {
      self.entry = entry
      var head: UInt64 = 0
      let start = Int(entry.start)
      for index in start..<(start + 8) {
        head = head << 8 | (index < names.count ? UInt64(names[index]) : 0)
      }
      self.head = head
    }

    /// Where the name is, with '/' behind that of a folder.
    var name: Range<Int> {
      let start = Int(entry.start)
      return start..<(start + Int(entry.count) + (entry.kind == .directory ? 1 : 0))
    }
  }

  private static func sorted(_ keys: [SortKey], _ names: [UInt8]) -> [Entry] {
    keys.sorted { left, right in
      if left.head != right.head { return left.head < right.head }
      return names.span.extracting(left.name).precedes(names.span.extracting(right.name))
    }
    .map(\.entry)
  }
}

// MARK: Remembering

extension DirectoryListing {
  /// Writes the entries in their order: how many there are, the kind and the length of the name of
  /// each, and then all names.
  func append(to bytes: inout [UInt8]) {
    bytes.append(number: UInt32(entries.count))
    for entry in entries {
      bytes.append(entry.kind.rawValue)
      bytes.append(number: entry.count)
    }
    for index in entries.indices { bytes += names[range(index)] }
  }

  /// Reads what was written so.
  init(_ reader: inout ByteReader) throws(ByteReader.Damaged) {
    let count = try reader.count()
    var kinds = reader
    _ = try kinds.range(count * 3)
    entries.reserveCapacity(count)
    var start = 0
    for _ in 0..<count {
      guard let kind = Kind(rawValue: try reader.number()) else { throw ByteReader.Damaged() }
      let count: UInt16 = try reader.number()
      entries.append(Entry(start: UInt32(start), count: count, kind: kind))
      start += Int(count)
    }
    names = Array(try reader.bytes(start))
  }
}

extension DirectoryListing {
  /// The names of the entries, as text.
  static func names(of folder: String) throws(SystemError) -> [(name: String, kind: Kind)] {
    let listing = try DirectoryListing(of: folder)
    return (0..<listing.count).map {
      (String(decoding: listing.names[listing.range($0)], as: UTF8.self), listing.kind($0))
    }
  }
}
