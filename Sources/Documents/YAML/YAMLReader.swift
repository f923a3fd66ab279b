/// Reads one YAML document into a `DocumentBuilder`.
///
/// Values mean what the core schema of YAML 1.2.2 says (section 10.3), with the exceptions that
/// make a record mean the same to every reader: what YAML 1.1 takes for something else stays a
/// string and is reported.
struct YAMLReader {
  private var builder: DocumentBuilder
  private var anchors: [String: Int] = [:]
  private var aliasNodeCount = 0
  private var open: [OpenCollection] = []
  /// Where the text read so far ends, white space and comments aside.
  private var textEnd = 0

  private struct OpenCollection {
    let node: Int
    let isObject: Bool
    /// Elements, or keys and values together.
    var childCount = 0
    var hasMergeKey = false
    var expectsKey: Bool { isObject && childCount.isMultiple(of: 2) }
  }

  /// The reading cannot go on; the issue that says why has been reported.
  private struct Stop: Error {}

  init(builder: DocumentBuilder) { self.builder = builder }

  /// Reads the part of `source` in `range`; `body` is kept in the document.
  static func read(
    _ source: [UInt8], in range: Range<Int>, limits: DocumentLimits, body: Range<Int>?,
    prior issues: [DocumentIssue]
  ) -> ParsedDocument {
    var builder = DocumentBuilder(source: source, limits: limits, textByteCount: range.count)
    for issue in issues { builder.report(issue) }
    var reader = YAMLReader(builder: builder)
    let isComplete = unsafe source.withUnsafeBufferPointer { bytes in
      var events = unsafe YAMLEventStream(
        text: UnsafeBufferPointer(rebasing: bytes[range]), base: range.lowerBound)
      do {
        try reader.read(&events)
        return true
      } catch {
        return false
      }
    }
    return reader.finish(isComplete: isComplete, body: body)
  }

  private func finish(isComplete: Bool, body: Range<Int>?) -> ParsedDocument {
    builder.finish(isComplete: isComplete, body: body)
  }

  private mutating func read(_ events: inout YAMLEventStream) throws(Stop) {
    var documentCount = 0
    while true {
      let event: YAMLEventStream.Event
      do { event = try events.next() } catch { throw stop(error) }
      switch event {
      case .streamEnd:
        // A file of comments alone holds the value that an empty scalar has.
        if documentCount == 0 { builder.appendScalar(.null, source: 0..<0, text: 0..<0) }
        return
      case .documentStart:
        documentCount += 1
        if documentCount > 1 { throw stop(.multipleDocuments(at: events.range)) }
      case .scalar: try readScalar(&events)
      case .alias: try readAlias(&events)
      case .arrayStart, .objectStart: try openCollection(event, &events)
      case .arrayEnd, .objectEnd: try closeCollection(&events)
      case .other: break
      }
      if builder.hasTooManyIssues { throw Stop() }
    }
  }

  private mutating func stop(_ error: YAMLEventStream.SyntaxError) -> Stop {
    let isInside = error.offset < builder.source.count
    return stop(error.issue(at: isInside ? builder.source[error.offset] : nil))
  }

  private mutating func stop(_ issue: DocumentIssue) -> Stop {
    builder.report(issue)
    return Stop()
  }

  private mutating func countChild() {
    if !open.isEmpty { open[open.count - 1].childCount += 1 }
  }

  private mutating func openCollection(
    _ event: YAMLEventStream.Event, _ events: inout YAMLEventStream
  ) throws(Stop) {
    let range = events.range
    if open.last?.expectsKey == true { throw stop(.collectionAsKey(at: range)) }
    guard open.count < builder.limits.maximumNesting else {
      throw stop(.nesting(.yamlNesting, at: range, limit: builder.limits.maximumNesting))
    }
    let isObject = event == .objectStart
    if let tag = events.tag(of: event),
      tag != "!", tag != (isObject ? YAMLTag.object : YAMLTag.array)
    {
      builder.report(.tag(tag, at: range))
    }
    countChild()
    let node = builder.open(isObject ? .object : .array, at: range)
    if let anchor = events.anchor(of: event) { anchors[anchor] = node }
    open.append(OpenCollection(node: node, isObject: isObject))
    textEnd = range.upperBound
  }

  private mutating func closeCollection(_ events: inout YAMLEventStream) throws(Stop) {
    let collection = open.removeLast()
    // libyaml ends a block collection where the next token starts; its own text ends with its last
    // value, and that of a flow collection with its bracket.
    let end = events.range
    let bracket = collection.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    if end.count == 1, builder.source[end.lowerBound] == bracket { textEnd = end.upperBound }
    let count = collection.isObject ? collection.childCount / 2 : collection.childCount
    builder.close(collection.node, count: count, sourceEnd: textEnd)
    guard collection.isObject else { return }
    for (first, second) in builder.duplicateKeys(of: collection.node) {
      builder.report(
        .duplicateKey(
          .yamlDuplicateKey, name: builder.string(of: second),
          first: builder.sourceRange(of: first),
          second: builder.sourceRange(of: second), builder: builder))
    }
    if collection.hasMergeKey { try expandMergeKeys(of: collection.node) }
  }

  private mutating func readAlias(_ events: inout YAMLEventStream) throws(Stop) {
    let name = events.aliasName
    let range = events.range
    textEnd = range.upperBound
    guard let target = anchors[name] else { throw stop(.unknownAlias(name, at: range)) }
    guard !builder.isOpen(target) else { throw stop(.recursiveAlias(name, at: range)) }
    if open.last?.expectsKey == true, builder.nodes[target].kind != .string {
      throw stop(.keyType(at: range))
    }
    countChild()
    try addAliasNodes(Int(builder.nodes[target].next) - target, at: range)
    builder.appendCopy(of: target)
  }

  private mutating func addAliasNodes(_ count: Int, at range: Range<Int>) throws(Stop) {
    aliasNodeCount += count
    guard aliasNodeCount <= builder.limits.maximumAliasNodeCount else {
      throw stop(.aliasLimit(at: range, limit: builder.limits.maximumAliasNodeCount))
    }
  }
}

// MARK: Scalars

extension YAMLReader {
  private mutating func readScalar(_ events: inout YAMLEventStream) throws(Stop) {
    let range = events.range
    textEnd = range.upperBound
    let node = builder.nodes.count
    let style = events.scalarStyle
    let tag = events.tag(of: .scalar)
    let isKey = open.last?.expectsKey == true

    var plain: PlainScalar? = nil
    if style == .plain, tag == nil {
      plain = events.withScalarText { PlainScalar($0) }
    } else if let tag, tag != "!", tag != YAMLTag.string {
      plain = try taggedScalar(tag, events: events, at: range)
    }
    if isKey { try checkKey(plain, range, events) }

    let text = textRange(events, range, style: style)
    let nodeStyle: Node.Style = style == .plain ? .plain : .explicit
    if let plain {
      builder.appendPlain(plain, source: range, text: text, style: nodeStyle)
    } else {
      builder.appendScalar(.string, source: range, text: text, style: nodeStyle)
    }
    countChild()
    if let anchor = events.anchor(of: .scalar) { anchors[anchor] = node }
  }

  private mutating func taggedScalar(
    _ tag: String, events: borrowing YAMLEventStream, at range: Range<Int>
  ) throws(Stop) -> PlainScalar? {
    let plain = events.withScalarText { PlainScalar($0) }
    switch (tag, plain) {
    case (YAMLTag.null, .null), (YAMLTag.boolean, .boolean): return plain
    case (YAMLTag.integer, .number), (YAMLTag.float, .number), (YAMLTag.integer, .respelledNumber),
      (YAMLTag.float, .respelledNumber):
      return plain
    case (YAMLTag.float, .ambiguousNumber(let number)): return .respelledNumber(number)
    case (YAMLTag.null, _), (YAMLTag.boolean, _), (YAMLTag.integer, _), (YAMLTag.float, _):
      builder.report(.tagMismatch(tag, at: range))
      return nil
    default:
      builder.report(.tag(tag, at: range))
      return nil
    }
  }

  /// A key must be a string, so that a record is a JSON object; `<<` merges (YAML 1.1).
  private mutating func checkKey(
    _ plain: PlainScalar?, _ range: Range<Int>, _ events: borrowing YAMLEventStream
  ) throws(Stop) {
    switch plain {
    case nil, .ambiguousString: return
    case .string:
      let isMerge = events.withScalarText {
        $0.count == 2 && $0[0] == UInt8(ascii: "<") && $0[1] == UInt8(ascii: "<")
      }
      if isMerge { open[open.count - 1].hasMergeKey = true }
    default: throw stop(.keyType(at: range))
    }
  }

  /// Where the text of a scalar stands: in the file, if it stands there as it is.
  private mutating func textRange(
    _ events: borrowing YAMLEventStream, _ range: Range<Int>, style: YAMLEventStream.ScalarStyle
  ) -> Range<Int> {
    let inner =
      style == .quoted && range.count >= 2
      ? (range.lowerBound + 1)..<(range.upperBound - 1) : range
    return events.withScalarText { text in
      if builder.source(inner, equals: text) { return inner }
      let start = builder.textEnd
      builder.appendDecoded(text)
      return start..<builder.textEnd
    }
  }
}

// MARK: Merge keys

extension YAMLReader {
  /// Replaces `<<` by the members of what it names; members written out win, then earlier ones.
  ///
  /// Specification: <https://yaml.org/type/merge.html>
  private mutating func expandMergeKeys(of object: Int) throws(Stop) {
    var explicit: [Int] = []
    var merged: [Int] = []
    for key in builder.keys(of: object) {
      guard builder.nodes[key].style == .plain, builder.string(of: key) == "<<" else {
        explicit.append(key)
        continue
      }
      let value = key + 1
      switch builder.nodes[value].kind {
      case .object: merged += builder.keys(of: value)
      case .array:
        var element = value + 1
        while element < Int(builder.nodes[value].next) {
          guard builder.nodes[element].kind == .object else {
            throw stop(.mergeKey(at: builder.sourceRange(of: element)))
          }
          merged += builder.keys(of: element)
          element = Int(builder.nodes[element].next)
        }
      default: throw stop(.mergeKey(at: builder.sourceRange(of: value)))
      }
    }
    var names: Set<[UInt8]> = []
    var replacement: [Node] = []
    for key in explicit + merged where names.insert(builder.textBytes(of: key)).inserted {
      let end = Int(builder.nodes[key + 1].next)
      try addAliasNodes(end - key, at: builder.sourceRange(of: key))
      let shift = object + 1 + replacement.count - key
      for index in key..<end {
        var node = builder.nodes[index]
        node.next = UInt32(Int(node.next) + shift)
        replacement.append(node)
      }
    }
    let range = builder.sourceRange(of: object)
    builder.replaceNodes(from: object + 1, with: replacement)
    builder.close(object, count: names.count, sourceEnd: range.upperBound)
  }
}

/// The tags of YAML's core schema.
enum YAMLTag {
  static let string = "tag:yaml.org,2002:str"
  static let null = "tag:yaml.org,2002:null"
  static let boolean = "tag:yaml.org,2002:bool"
  static let integer = "tag:yaml.org,2002:int"
  static let float = "tag:yaml.org,2002:float"
  static let array = "tag:yaml.org,2002:seq"
  static let object = "tag:yaml.org,2002:map"
}
