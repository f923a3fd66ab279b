/// Reads the plain block style that nearly all front matter is written in, several times as fast as
/// libyaml does.
///
/// It knows block mappings and sequences, and scalars on one line. Of anything else it is unsure: an
/// anchor, a flow collection, a value over several lines, a tab, a comment behind a value, and every
/// mistake. Then it says so, and `YAMLReader` reads the text from its start. So what is rare, and
/// what is wrong, have one implementation; and what both read, they read the same, which a test
/// holds them to, node for node.
struct BlockYAMLReader {
  var builder: DocumentBuilder
  /// The next byte to read.
  var position: Int
  /// Where the text read so far ends, white space and comments aside.
  var textEnd = 0
  /// Where a key or a dash ends whose value is still to come, and is null if none does.
  var dueValue: Int?
  var open: [OpenCollection] = []
  private var isStarted = false
  let maximumNesting: Int

  struct OpenCollection {
    let node: Int
    /// How far the keys or dashes stand from the start of their lines, in bytes; before them stand
    /// only spaces and dashes.
    let column: Int
    let isObject: Bool
    /// Whether this is an array whose dashes stand below the first letter of its key.
    let isAtKeyColumn: Bool
    /// Elements or members.
    var childCount = 0
    /// One bit for each key, by its hash.
    var keyBits: UInt64 = 0
  }

  /// The text is not certainly in the plain block style.
  struct Unsure: Error {}

  /// libyaml's limit is 1024 characters between the start of a key and its ':'.
  private static let maximumKeyByteCount = 1000

  private init(builder: DocumentBuilder, position: Int) {
    self.builder = builder
    self.position = position
    // libyaml allows 1000 levels.
    maximumNesting = min(builder.limits.maximumNesting, 256)
    open.reserveCapacity(8)
  }

  /// Reads the part of `source` in `range`, or returns `nil` where it is unsure.
  ///
  /// `source` must be UTF-8.
  static func read(
    _ source: [UInt8], in range: Range<Int>, limits: DocumentLimits, body: Range<Int>?,
    prior issues: [DocumentIssue]
  ) -> ParsedDocument? {
    var builder = DocumentBuilder(source: source, limits: limits, textByteCount: range.count)
    for issue in issues { builder.report(issue) }
    var reader = BlockYAMLReader(builder: builder, position: range.lowerBound)
    do {
      try reader.readLines(source.span.extracting(0..<range.upperBound))
    } catch {
      return nil
    }
    return reader.builder.finish(isComplete: true, body: body)
  }

  private mutating func readLines(_ text: Span<UInt8>) throws(Unsure) {
    while let column = try skipToContent(text) {
      try readLine(text, at: column)
      // The other reader stops at the last issue that is kept.
      if builder.hasTooManyIssues { throw Unsure() }
    }
    guard isStarted else { throw Unsure() }
    appendNullIfDue()
    while !open.isEmpty { closeCollection() }
  }
}

// MARK: Lines

extension BlockYAMLReader {
  /// Reads a line that has more than a comment on it, from its first letter on.
  private mutating func readLine(_ text: Span<UInt8>, at column: Int) throws(Unsure) {
    let isItem = text.isDash(at: position)
    guard let top = open.last else {
      guard !isStarted else { throw Unsure() }
      isStarted = true
      return try readCollection(text, isItem: isItem, at: column)
    }
    if dueValue != nil {
      if column > top.column { return try readCollection(text, isItem: isItem, at: column) }
      if column == top.column, isItem, top.isObject {
        try openCollection(.array, column: column, isAtKeyColumn: true)
        return try readItem(text, at: column)
      }
      appendNullIfDue()
    }
    while let top = open.last,
      top.column > column || (top.column == column && top.isAtKeyColumn && !isItem)
    {
      closeCollection()
    }
    guard let top = open.last, top.column == column, top.isObject != isItem else {
      throw Unsure()
    }
    if isItem { try readItem(text, at: column) } else { try readMember(text) }
  }

  /// Opens an array or object, and reads the line of its first item or member.
  private mutating func readCollection(
    _ text: Span<UInt8>, isItem: Bool, at column: Int
  ) throws(Unsure) {
    try openCollection(isItem ? .array : .object, column: column)
    if isItem { try readItem(text, at: column) } else { try readMember(text) }
  }

  /// Reads a dash and what follows it: a value, an array's first item, or an object's first member.
  private mutating func readItem(_ text: Span<UInt8>, at column: Int) throws(Unsure) {
    var column = column
    while true {
      let dash = position
      open[open.count - 1].childCount += 1
      position += 1
      skipSpaces(text)
      if try skipLineBreak(text) { return expectValue(after: dash) }
      column += position - dash
      guard text.isDash(at: position) else { break }
      try openCollection(.array, column: column)
    }
    let start = position
    guard let key = try readScalarOrKey(text) else { return }
    try openCollection(.object, column: column, at: start)
    try readMember(text, key: key)
  }

  private mutating func readMember(_ text: Span<UInt8>) throws(Unsure) {
    // What starts so may also be a number, or mark the start or end of a document.
    let first = text[position]
    guard first != UInt8(ascii: "-"), first != UInt8(ascii: ".") else { throw Unsure() }
    guard let key = try readScalarOrKey(text) else { throw Unsure() }
    try readMember(text, key: key)
  }

  /// Reads the value behind a key; `position` is after the ':'.
  private mutating func readMember(_ text: Span<UInt8>, key: Range<Int>) throws(Unsure) {
    guard position - key.lowerBound <= Self.maximumKeyByteCount else { throw Unsure() }
    try addKey(text, key)
    let colon = position - 1
    skipSpaces(text)
    if try skipLineBreak(text) { return expectValue(after: colon) }
    // What has a key of its own cannot stand here.
    guard try readScalarOrKey(text) == nil else { throw Unsure() }
  }
}
