internal import CYAML

/// The events of a YAML text, one at a time, from libyaml's parser.
///
/// The text must outlive the stream. libyaml counts marks in characters; `byteOffset` turns them
/// into bytes.
@safe struct YAMLEventStream: ~Copyable {
  enum Event {
    case streamEnd
    case documentStart
    case alias
    case scalar
    case arrayStart
    case arrayEnd
    case objectStart
    case objectEnd
    case other
  }

  enum ScalarStyle {
    case plain
    case quoted
    case block
  }

  /// libyaml's own words for what it could not read, and where.
  struct SyntaxError: Error {
    let problem: String
    let offset: Int
    /// Where the construct began that could not be finished.
    let contextOffset: Int?
    /// Whether the text holds a character that YAML does not allow.
    let isCharacterError: Bool
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>
  private var hasEvent = false
  private var offsets: CharacterOffsets

  /// - Parameters:
  ///   - text: UTF-8, without a byte order mark; must stay in place while the stream lives.
  ///   - base: The offset in the file of the first byte of `text`.
  init(text: UnsafeBufferPointer<UInt8>, base: Int) {
    unsafe parser = .allocate(capacity: 1)
    unsafe event = .allocate(capacity: 1)
    unsafe event.initialize(to: yaml_event_t())
    // Fails only where memory ran out, which Swift does not survive either.
    precondition(unsafe yaml_parser_initialize(parser) == 1, "out of memory")
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    unsafe offsets = CharacterOffsets(text: text, base: base)
  }

  deinit {
    if hasEvent { unsafe yaml_event_delete(event) }
    unsafe yaml_parser_delete(parser)
    unsafe event.deallocate()
    unsafe parser.deallocate()
  }

  /// Reads the next event, whose details the properties below then give.
  mutating func next() throws(SyntaxError) -> Event {
    if hasEvent { unsafe yaml_event_delete(event) }
    hasEvent = unsafe yaml_parser_parse(parser, event) == 1
    guard hasEvent else { throw syntaxError() }
    switch unsafe event.pointee.type {
    case YAML_SCALAR_EVENT: return .scalar
    case YAML_MAPPING_START_EVENT: return .objectStart
    case YAML_MAPPING_END_EVENT: return .objectEnd
    case YAML_SEQUENCE_START_EVENT: return .arrayStart
    case YAML_SEQUENCE_END_EVENT: return .arrayEnd
    case YAML_ALIAS_EVENT: return .alias
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_STREAM_END_EVENT: return .streamEnd
    default: return .other
    }
  }

  /// Where the event stands in the file, in bytes.
  var range: Range<Int> {
    mutating get {
      let start = offsets.byteOffset(ofCharacter: unsafe event.pointee.start_mark.index)
      let end = offsets.byteOffset(ofCharacter: unsafe event.pointee.end_mark.index)
      return start..<Swift.max(start, end)
    }
  }

  var scalarStyle: ScalarStyle {
    switch unsafe event.pointee.data.scalar.style {
    case YAML_PLAIN_SCALAR_STYLE: .plain
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
    default: .quoted
    }
  }

  /// Calls `body` with the decoded text of a scalar.
  func withScalarText<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    let scalar = unsafe event.pointee.data.scalar
    return body(unsafe Span(_unsafeStart: scalar.value, count: scalar.length))
  }

  /// The name an alias refers to.
  var aliasName: String { unsafe Self.string(event.pointee.data.alias.anchor) ?? "" }

  /// The name that a scalar, array or object is given.
  func anchor(of event: Event) -> String? {
    switch event {
    case .scalar: unsafe Self.string(self.event.pointee.data.scalar.anchor)
    case .arrayStart: unsafe Self.string(self.event.pointee.data.sequence_start.anchor)
    case .objectStart: unsafe Self.string(self.event.pointee.data.mapping_start.anchor)
    default: nil
    }
  }

  /// The tag of a scalar, array or object, resolved.
  func tag(of event: Event) -> String? {
    switch event {
    case .scalar: unsafe Self.string(self.event.pointee.data.scalar.tag)
    case .arrayStart: unsafe Self.string(self.event.pointee.data.sequence_start.tag)
    case .objectStart: unsafe Self.string(self.event.pointee.data.mapping_start.tag)
    default: nil
    }
  }

  private static func string(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    guard let text = unsafe text else { return nil }
    return unsafe String(cString: text)
  }

  private mutating func syntaxError() -> SyntaxError {
    let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) }
    if unsafe parser.pointee.error == YAML_READER_ERROR {
      return SyntaxError(
        problem: problem ?? "invalid text",
        offset: offsets.base + (unsafe parser.pointee.problem_offset), contextOffset: nil,
        isCharacterError: true)
    }
    let hasContext = unsafe parser.pointee.context != nil
    return SyntaxError(
      problem: problem ?? "invalid YAML",
      offset: offsets.byteOffset(ofCharacter: unsafe parser.pointee.problem_mark.index),
      contextOffset: hasContext
        ? offsets.byteOffset(ofCharacter: unsafe parser.pointee.context_mark.index) : nil,
      isCharacterError: false)
  }
}

/// Finds the byte at which a character of a UTF-8 text starts.
///
/// Marks come nearly in order, so it walks from where it last was.
@safe private struct CharacterOffsets {
  let base: Int
  private let text: UnsafeBufferPointer<UInt8>
  private let byteCount: Int
  private let isASCII: Bool
  private var character = 0
  private var byte = 0

  init(text: UnsafeBufferPointer<UInt8>, base: Int) {
    unsafe self.text = unsafe text
    self.base = base
    byteCount = text.count
    isASCII = unsafe text.allSatisfy { $0 < 0x80 }
  }

  mutating func byteOffset(ofCharacter target: Int) -> Int {
    if isASCII { return base + Swift.min(target, byteCount) }
    while character < target, byte < byteCount {
      byte += 1
      while byte < byteCount, unsafe text[byte] & 0xC0 == 0x80 { byte += 1 }
      character += 1
    }
    while character > target {
      byte -= 1
      while unsafe text[byte] & 0xC0 == 0x80 { byte -= 1 }
      character -= 1
    }
    return base + byte
  }
}
