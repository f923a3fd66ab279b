internal import Documents

/// The files that git knows below a folder, each with the name of its content and the state in which
/// git saw it: git's index.
///
/// It is read here because git compares files with it one by one, and the files' states are asked for
/// anyway; what it says of them does not come out of any command.
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

  /// Where an index is, and what of it is about a folder.
  struct Location: Sendable {
    var path: String
    /// The path of the folder in the repository, with a '/' at its end unless it is empty.
    let prefix: [UInt8]
    /// The length of objects' names, which nothing in an index says.
    let objectByteCount: Int

    /// Asks git for the index of the repository whose working tree a folder is in.
    ///
    /// - Throws: `BinderyError` with what git had to say.
    init(in root: String) async throws {
      let questions = ["--show-object-format", "--is-inside-work-tree", "--show-prefix"]
      let answer = try await Git.bytes(
        ["rev-parse"] + questions + ["--git-path", "index"], in: root)
      let lines = answer.dropLast().split(
        separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      guard lines.count >= 4, lines[1].elementsEqual("true".utf8),
        let objectByteCount = Self.objectByteCounts[String(decoding: lines[0], as: UTF8.self)]
      else {
        throw BinderyError(
          .git,
          "'\(root)' is in no working tree of a repository that is understood; run bindery in a clone"
        )
      }
      self.objectByteCount = objectByteCount
      // Paths may hold line breaks.
      let start =
        lines.count == 4
        ? lines[3].startIndex : try await Git.bytes(["rev-parse"] + questions, in: root).count
      guard lines[2].startIndex < start, start <= answer.count else {
        throw BinderyError(.git, "'\(root)' was moved meanwhile; try again")
      }
      prefix = Array(answer[lines[2].startIndex..<(start - 1)])
      let path = String(decoding: answer[start...].dropLast(), as: UTF8.self)
      self.path = path.hasPrefix("/") ? path : root + "/" + path
    }

    /// Git before 2.29 prints what it does not know as it is; it knows SHA-1 alone.
    private static let objectByteCounts = ["sha1": 20, "--show-object-format": 20, "sha256": 32]
  }

  /// Reads what an index says of the files below a folder.
  ///
  /// - Parameters:
  ///   - location: Where the index is.
  ///   - root: The folder.
  /// - Returns: The files below the folder.
  /// - Throws: `BinderyError` with what git had to say.
  static func read(_ location: Location, in root: String) async throws -> GitIndex {
    do { return try GitIndex(location) } catch {
      // An index that is split or sparse, or of a later git, or none yet. Without states, contents
      // are compared.
      let listing = try await Git.bytes(["ls-files", "-t", "--stage", "-z"], in: root)
      return try GitIndex(listing: listing, objectByteCount: location.objectByteCount)
    }
  }

  /// Whether git knows a file at a path, or one below it.
  ///
  /// - Parameters:
  ///   - path: Relative to the folder of the location.
  ///   - location: Where the index is.
  /// - Returns: Whether it does.
  /// - Throws: An error where git has to be asked itself.
  static func holds(_ path: String, _ location: Location) throws -> Bool {
    var reader = try GitIndexReader(location)
    let wanted = location.prefix + path.utf8
    let wantedFolder = wanted + [UInt8(ascii: "/")]
    while try reader.advance() {
      let path = reader.path
      if path == wanted || path.span.hasPrefix(wantedFolder.span) { return true }
      // Files come in the order of their paths' bytes.
      if wantedFolder.span.precedes(path.span) { break }
    }
    try reader.skipRest()
    return false
  }

  private init(_ location: Location) throws {
    var reader = try GitIndexReader(location)
    objectByteCount = location.objectByteCount
    entries.reserveCapacity(reader.count)
    objects.reserveCapacity(reader.count * objectByteCount)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(reader.pathByteCount)
    var ranges: [Range<UInt32>] = []
    ranges.reserveCapacity(reader.count)
    while try reader.advance() {
      guard !reader.isRepeated, reader.path.span.hasPrefix(location.prefix.span) else { continue }
      entries.append(reader.entry)
      reader.appendObject(to: &objects)
      let start = bytes.count
      bytes.append(reader.path.span.extracting(droppingFirst: location.prefix.count))
      guard bytes.count < UInt32.max else { throw GitIndexReader.Unreadable() }
      ranges.append(UInt32(start)..<UInt32(bytes.count))
      bytes.append(0)
    }
    paths = PathListing(bytes, ranges)
  }

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

extension GitIndexReader {
  fileprivate init(_ location: GitIndex.Location) throws {
    try self.init(path: location.path, objectByteCount: location.objectByteCount)
  }
}
