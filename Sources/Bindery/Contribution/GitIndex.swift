internal import Documents

/// The files that git knows below a folder, each with the name of its content and the state in which
/// git saw it: git's index.
///
/// Format: <https://git-scm.com/docs/index-format>. It is read here because git compares files with it
/// one by one, and the files' states are asked for anyway; what it says of them does not come out of
/// any command.
struct GitIndex: Sendable {
  struct Entry: Sendable {
    /// The type and permissions, as git keeps them.
    let mode: UInt32
    /// Nanoseconds since 1970.
    let modified: Int64
    let changed: Int64
    /// The lowest bits of the file's own.
    let inode: UInt32
    let byteCount: UInt32
    /// Whether the state says that the content is the known one; it says nothing of a file that was
    /// written in the moment in which the index was, or of which git sees several versions.
    let isReliable: Bool
    /// Whether git does not expect the file to be there.
    let isSkipped: Bool
  }

  /// The paths relative to the folder, in the order of their bytes.
  private(set) var paths = PathListing()
  private(set) var entries: [Entry] = []
  /// The names of the contents, one after the other, as bytes.
  private var objects: [UInt8] = []
  private let objectByteCount: Int

  /// The bytes are no index, or one in a form that is not read here.
  fileprivate struct Unreadable: Error {}

  /// Where an index is, and what of it is about a folder.
  struct Location: Sendable {
    let path: String
    /// The path of the folder in the repository, with a '/' at its end unless it is empty.
    let prefix: [UInt8]

    init(path: String, prefix: [UInt8]) {
      self.path = path
      self.prefix = prefix
    }

    /// Asks git for the index of the repository that a folder is in.
    init(in root: String) async throws {
      async let index = Git.bytes(["rev-parse", "--git-path", "index"], in: root)
      prefix = try await Git.bytes(["rev-parse", "--show-prefix"], in: root).dropLast()
      let path = String(decoding: try await index.dropLast(), as: UTF8.self)
      self.path = path.hasPrefix("/") ? path : root + "/" + path
    }
  }

  /// Reads what an index says of the files below a folder.
  ///
  /// - Parameters:
  ///   - location: Where the index is.
  ///   - root: The folder.
  ///   - object: The name of any object there, which tells how long names are.
  /// - Returns: The files below the folder.
  /// - Throws: `BinderyError` with what git had to say.
  static func read(
    _ location: Location, in root: String, objectsLike object: String
  ) async throws -> GitIndex {
    let objectByteCount = object.utf8.count / 2
    do {
      let (bytes, signature) = try FileReader.contents(
        of: location.path, maximumByteCount: maximumByteCount)
      return try GitIndex(
        bytes, written: signature.modified, below: location.prefix,
        objectByteCount: objectByteCount)
    } catch {
      // An index that is split or sparse, or of a later git, or none yet. Without states, contents
      // are compared.
      let listing = try await Git.bytes(["ls-files", "-t", "--stage", "-z"], in: root)
      return try GitIndex(listing: listing, objectByteCount: objectByteCount)
    }
  }

  private static let maximumByteCount = 1_073_741_824

  /// The name of the content that git knows of a file.
  func object(_ position: Int) -> String {
    let start = position * objectByteCount
    return Self.hexadecimal(objects[start..<(start + objectByteCount)])
  }

  /// Whether git knows a plain file, and no link or repository.
  func isPlainFile(_ position: Int) -> Bool { entries[position].mode & 0o170000 == 0o100000 }

  private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

// MARK: Reading the file

extension GitIndex {
  /// - Parameters:
  ///   - bytes: The file.
  ///   - written: When it was written.
  ///   - prefix: The path of the folder whose files are wanted, with a '/' at its end unless empty.
  ///   - objectByteCount: The length of objects' names.
  /// - Throws: `Unreadable`, so that git is asked instead.
  private init(
    _ bytes: [UInt8], written: Int64, below prefix: [UInt8], objectByteCount: Int
  ) throws(Unreadable) {
    self.objectByteCount = objectByteCount
    guard bytes.count >= Self.headerByteCount + objectByteCount, bytes.count <= UInt32.max,
      bytes[..<4].elementsEqual("DIRC".utf8)
    else { throw Unreadable() }
    let version = Self.number(bytes.span, 4)
    let count = Int(Self.number(bytes.span, 8))
    // Behind the entries are extensions, and the digest of all.
    let end = bytes.count - objectByteCount
    guard (2...4).contains(version), count <= end / 64 else { throw Unreadable() }
    entries.reserveCapacity(count)
    objects.reserveCapacity(count * objectByteCount)
    var position = Self.headerByteCount
    var paths = IndexPaths(count: count, prefix: prefix)
    for _ in 0..<count {
      position = try readEntry(
        bytes, at: position, end: end, version: version, written: written, &paths)
    }
    try Self.checkExtensions(bytes, from: position, end: end)
    self.paths = PathListing(version == 4 ? paths.written : bytes, paths.ranges)
  }

  private static let headerByteCount = 12
  /// Times, device, inode, mode, owner and size, before the name of the content.
  private static let statusByteCount = 40

  /// A number of 32 bits, the highest ones first, as all in an index.
  ///
  /// Any bytes are a number, and the load checks that they are there.
  @inline(__always)
  private static func number(_ bytes: Span<UInt8>, _ offset: Int) -> UInt32 {
    unsafe UInt32(
      bigEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// Reads an entry, and returns where the next one starts.
  private mutating func readEntry(
    _ bytes: [UInt8], at start: Int, end: Int, version: UInt32, written: Int64,
    _ paths: inout IndexPaths
  ) throws(Unreadable) -> Int {
    let span = bytes.span
    let flagsStart = start + Self.statusByteCount + objectByteCount
    guard flagsStart + 4 <= end else { throw Unreadable() }
    let flags = Self.number(span, flagsStart)
    // Sixteen bits, and where one of them says so, sixteen more.
    let isExtended = flags & 0x4000_0000 != 0
    let moreFlags = isExtended ? flags & 0xFFFF : 0
    var nameStart = flagsStart + (isExtended ? 4 : 2)
    let removedCount = version == 4 ? try Self.offset(span, &nameStart, end: end) : 0
    guard let nameEnd = span.firstIndex(of: 0, from: nameStart), nameEnd < end else {
      throw Unreadable()
    }
    // Up to version 3, one to eight NULs make the length of an entry a multiple of eight.
    let next = version == 4 ? nameEnd + 1 : nameEnd + 8 - (nameEnd - start) % 8
    let isWanted =
      version == 4
      ? try paths.append(span.extracting(nameStart..<nameEnd), insteadOf: removedCount)
      : paths.append(nameStart..<nameEnd, of: span)
    guard isWanted else { return next }
    func time(_ offset: Int) -> Int64 {
      Int64(Self.number(span, start + offset)) * 1_000_000_000
        + Int64(Self.number(span, start + offset + 4))
    }
    let signature = FileSignature(modified: time(8), changed: time(0), byteCount: 0, inode: 0)
    // Of a file of which there are several versions, as in a merge, none is the known one.
    let stage = flags >> 28 & 3
    entries.append(
      Entry(
        mode: Self.number(span, start + 24), modified: signature.modified,
        changed: signature.changed, inode: Self.number(span, start + 20),
        byteCount: Self.number(span, start + 36),
        isReliable: stage == 0 && signature.isSettled(at: written),
        isSkipped: moreFlags & 0x4000 != 0))
    objects.append(span.extracting((start + Self.statusByteCount)..<flagsStart))
    return next
  }

  /// Reads a number as packs have it: seven bits at a time, the highest ones first
  /// (<https://git-scm.com/docs/pack-format>, "offset encoding").
  private static func offset(
    _ bytes: Span<UInt8>, _ position: inout Int, end: Int
  ) throws(Unreadable) -> Int {
    var offset = -1
    while position < end, offset < 1 << 40 {
      let byte = bytes[position]
      position += 1
      offset = (offset + 1) << 7 | Int(byte & 0x7F)
      if byte & 0x80 == 0 { return offset }
    }
    throw Unreadable()
  }

  /// Refuses an index with an extension that says that its entries are not all the files: those whose
  /// names start with a lower-case letter.
  private static func checkExtensions(
    _ bytes: [UInt8], from start: Int, end: Int
  ) throws(Unreadable) {
    var position = start
    while position < end {
      guard position + 8 <= end,
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[position])
      else { throw Unreadable() }
      position += 8 + Int(number(bytes.span, position + 4))
    }
    guard position == end else { throw Unreadable() }
  }
}

/// Takes the paths of an index that lie in a folder; of several versions of a file, the first.
private struct IndexPaths {
  private let prefix: [UInt8]
  private(set) var ranges: [Range<UInt32>] = []
  /// The paths, where they do not stand in the index as they are.
  private(set) var written: [UInt8] = []
  /// The last path of the index.
  private var last: [UInt8] = []

  init(count: Int, prefix: [UInt8]) {
    self.prefix = prefix
    ranges.reserveCapacity(count)
  }

  /// Takes a path that stands in the index; returns whether it is wanted.
  mutating func append(_ range: Range<Int>, of bytes: Span<UInt8>) -> Bool {
    let path = bytes.extracting(range)
    guard path.hasPrefix(prefix.span) else { return false }
    let wanted = UInt32(range.lowerBound + prefix.count)..<UInt32(range.upperBound)
    if let last = ranges.last,
      bytes.extracting(Int(last.lowerBound)..<Int(last.upperBound))
        .hasSameBytes(as: path.extracting(droppingFirst: prefix.count))
    {
      return false
    }
    ranges.append(wanted)
    return true
  }

  /// Takes a path of which the index has the end, to stand instead of as many bytes of the last one;
  /// returns whether it is wanted.
  mutating func append(
    _ end: Span<UInt8>, insteadOf removedCount: Int
  ) throws(GitIndex.Unreadable) -> Bool {
    guard removedCount <= last.count else { throw GitIndex.Unreadable() }
    let isRepeated = last.span.extracting(last: removedCount).hasSameBytes(as: end)
    last.removeLast(removedCount)
    last.append(end)
    guard !isRepeated, last.span.hasPrefix(prefix.span),
      written.count + last.count < UInt32.max
    else { return false }
    let start = UInt32(written.count)
    written += last[prefix.count...]
    ranges.append(start..<UInt32(written.count))
    written.append(0)
    return true
  }
}

// MARK: Reading what git lists

extension GitIndex {
  /// Reads lines of `tag mode object stage`, a tab and a path, each ended by a NUL.
  ///
  /// Format: <https://git-scm.com/docs/git-ls-files#_output>
  private init(listing: [UInt8], objectByteCount: Int) throws {
    self.objectByteCount = objectByteCount
    var wanted: [UInt8] = []
    var ranges: [Range<UInt32>] = []
    var lastPath: ArraySlice<UInt8> = []
    for line in listing.split(separator: 0) {
      let tab = line.firstIndex(of: UInt8(ascii: "\t")) ?? line.endIndex
      let words = String(decoding: line[..<tab], as: UTF8.self).split(separator: " ")
      guard words.count == 4, tab < line.endIndex, let mode = UInt32(words[1], radix: 8),
        words[2].utf8.count == objectByteCount * 2
      else { throw BinderyError(.git, "git ls-files printed something unexpected") }
      let path = line[(tab + 1)...]
      guard path != lastPath else { continue }
      lastPath = path
      guard wanted.count + path.count < UInt32.max else {
        throw BinderyError(.git, "git ls-files printed more paths than can be read")
      }
      let start = UInt32(wanted.count)
      wanted += path
      ranges.append(start..<UInt32(wanted.count))
      wanted.append(0)
      entries.append(
        Entry(
          mode: mode, modified: 0, changed: 0, inode: 0, byteCount: 0, isReliable: false,
          isSkipped: words[0] == "S"))
      var digits = words[2].utf8.makeIterator()
      while let high = digits.next(), let low = digits.next() {
        guard let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16) else {
          throw BinderyError(.git, "git ls-files printed something unexpected")
        }
        objects.append(value)
      }
    }
    paths = PathListing(wanted, ranges)
  }
}
