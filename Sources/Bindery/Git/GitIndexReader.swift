internal import Documents

/// Reads git's index, one file after the other.
///
/// Format: <https://git-scm.com/docs/index-format>
struct GitIndexReader: ~Copyable {
  /// The file is no index, or one in a form that is not read here, so that git has to be asked.
  struct Unreadable: Error {}

  /// How many files the index says to have.
  let count: Int
  /// The path of the file.
  private(set) var path: [UInt8] = []
  /// Whether the file is one of several versions, as in a merge, and not the first.
  private(set) var isRepeated = false

  private var window: FileWindow
  private let version: UInt32
  private let objectByteCount: Int
  private var remainingCount: Int
  /// Where the file is in the window, where its flags and its name are, and where the next one is.
  private var start = 0
  private var flagsStart = 0
  private var name = 0..<0
  private var next = headerByteCount
  /// How many bytes of the last path the name stands for.
  private var removedCount = 0

  private static let headerByteCount = 12
  /// Times, device, inode, mode, owner and size, before the name of the content.
  private static let statusByteCount = 40
  private static let maximumByteCount = 1_073_741_824
  /// More than any path of the system has.
  private static let maximumEntryByteCount = 16_384

  /// Opens an index.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - objectByteCount: The length of objects' names, which nothing in an index says.
  /// - Throws: An error where git has to be asked.
  init(path: String, objectByteCount: Int) throws {
    // At the end is the digest of all.
    let window = try FileWindow(path: path, omittingLast: objectByteCount)
    let header = Array(window.bytes.prefix(Self.headerByteCount))
    guard window.end >= Self.headerByteCount, header.starts(with: "DIRC".utf8) else {
      throw Unreadable()
    }
    let version = Self.number(header.span, 4)
    let count = Int(Self.number(header.span, 8))
    let byteCount = window.end + window.restByteCount
    guard (2...4).contains(version), byteCount <= Self.maximumByteCount,
      count <= byteCount / (Self.statusByteCount + objectByteCount)
    else { throw Unreadable() }
    self.window = window
    self.version = version
    self.count = count
    remainingCount = count
    self.objectByteCount = objectByteCount
  }

  /// About how many bytes the paths have together.
  var pathByteCount: Int {
    window.end + window.restByteCount - count * (Self.statusByteCount + objectByteCount)
  }

  /// Goes to the next file.
  ///
  /// - Returns: Whether there is one.
  mutating func advance() throws -> Bool {
    guard remainingCount > 0 else {
      try readExtensions()
      return false
    }
    try locate()
    if version < 4 { removedCount = path.count }
    guard removedCount <= path.count else { throw Unreadable() }
    isRepeated = Self.replace(last: removedCount, of: &path, by: name, of: window.bytes)
    guard path.count <= Self.maximumEntryByteCount else { throw Unreadable() }
    return true
  }

  /// Goes to the end, where the index may say that these are not all the files.
  mutating func skipRest() throws {
    while remainingCount > 0 { try locate() }
    try readExtensions()
  }

  /// Finds where the next file is.
  private mutating func locate() throws {
    remainingCount -= 1
    if window.end - next < Self.maximumEntryByteCount { next = try window.advance(to: next) }
    start = next
    flagsStart = start + Self.statusByteCount + objectByteCount
    guard flagsStart + 4 <= window.end else { throw Unreadable() }
    var nameStart = flagsStart + (isExtended ? 4 : 2)
    // In version 4, what a path has in common with the last one is left out.
    if version == 4 { removedCount = try readOffset(&nameStart) }
    let nameEnd = window.bytes.span.extracting(..<window.end).firstIndex(of: 0, from: nameStart)
    guard let nameEnd else { throw Unreadable() }
    name = nameStart..<nameEnd
    // Up to version 3, one to eight NULs make the length of an entry a multiple of eight.
    next = version == 4 ? nameEnd + 1 : nameEnd + 8 - (nameEnd - start) % 8
    guard next <= window.end else { throw Unreadable() }
  }

  /// What git knows of the file.
  var entry: GitIndex.Entry {
    let span = window.bytes.span.extracting(start..<(flagsStart + 4))
    func time(_ offset: Int) -> Int64 {
      Int64(Self.number(span, offset)) * 1_000_000_000 + Int64(Self.number(span, offset + 4))
    }
    // Sixteen bits, and where one of them says so, sixteen more.
    let flags = Self.number(span, flagsStart - start)
    let moreFlags = isExtended ? flags & 0xFFFF : 0
    let signature = FileSignature(modified: time(8), changed: time(0), byteCount: 0, inode: 0)
    // Of a file of which there are several versions, none is the known one.
    let stage = flags >> 28 & 3
    return GitIndex.Entry(
      mode: Self.number(span, 24), modified: signature.modified, changed: signature.changed,
      inode: Self.number(span, 20), byteCount: Self.number(span, 36),
      isReliable: stage == 0 && signature.isSettled(at: window.signature.modified),
      isSkipped: moreFlags & 0x4000 != 0)
  }

  private var isExtended: Bool { window.bytes[flagsStart] & 0x40 != 0 }

  /// Appends the name of the file's content.
  func appendObject(to objects: inout [UInt8]) {
    objects.append(window.bytes.span.extracting((start + Self.statusByteCount)..<flagsStart))
  }

  /// A number of 32 bits, the highest ones first, as all in an index.
  ///
  /// Any bytes are a number, and the load checks that they are there.
  @inline(__always)
  private static func number(_ bytes: Span<UInt8>, _ offset: Int) -> UInt32 {
    unsafe UInt32(
      bigEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// Reads a number as packs have it: seven bits at a time, the highest ones first
  /// (<https://git-scm.com/docs/pack-format>, "offset encoding").
  private func readOffset(_ position: inout Int) throws -> Int {
    var offset = -1
    while position < window.end, offset < 1 << 40 {
      let byte = window.bytes[position]
      position += 1
      offset = (offset + 1) << 7 | Int(byte & 0x7F)
      if byte & 0x80 == 0 { return offset }
    }
    throw Unreadable()
  }

  /// Replaces the last bytes of a path, and tells whether they were the same.
  private static func replace(
    last removedCount: Int, of path: inout [UInt8], by range: Range<Int>, of bytes: [UInt8]
  ) -> Bool {
    let name = bytes.span.extracting(range)
    let isSame = path.span.extracting(last: removedCount).hasSameBytes(as: name)
    path.removeLast(removedCount)
    path.append(name)
    return isSame
  }

  /// Refuses an index with an extension that says that its files are not all: those whose names start
  /// with a lower-case letter.
  private mutating func readExtensions() throws {
    while next < window.end || window.restByteCount > 0 {
      next = try window.advance(to: next)
      guard next + 8 <= window.end,
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(window.bytes[next])
      else { throw Unreadable() }
      next += 8 + Int(Self.number(window.bytes.span, next + 4))
      while next > window.end, window.restByteCount > 0 {
        next -= window.end
        _ = try window.advance(to: window.end)
      }
      guard next <= window.end else { throw Unreadable() }
    }
  }
}
