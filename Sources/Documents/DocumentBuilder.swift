/// Collects the nodes of one document while a reader walks its text.
struct DocumentBuilder {
  private(set) var nodes: [Node] = []
  /// Decoded text that is spelled otherwise in the file; stands behind the file's bytes.
  private var decodedText: [UInt8] = []
  let source: [UInt8]
  let limits: DocumentLimits
  private(set) var issues: [DocumentIssue] = []

  /// Memory is set aside for `textByteCount` bytes that hold values; by default for all.
  init(source: [UInt8], limits: DocumentLimits, textByteCount: Int? = nil) {
    self.source = source
    self.limits = limits
    nodes.reserveCapacity((textByteCount ?? source.count) / 24 + 8)
  }

  var hasTooManyIssues: Bool { issues.count >= limits.maximumIssueCount }

  mutating func report(_ issue: DocumentIssue) {
    if !hasTooManyIssues { issues.append(issue) }
  }

  /// Adds a scalar whose text stands in the file as it is.
  mutating func appendScalar(
    _ kind: Value.Kind, source range: Range<Int>, text: Range<Int>, style: Node.Style = .explicit
  ) {
    nodes.append(
      Node(
        kind: kind, style: style, sourceStart: UInt32(range.lowerBound),
        sourceEnd: UInt32(range.upperBound), textStart: UInt32(text.lowerBound),
        textEnd: UInt32(text.upperBound), next: UInt32(nodes.count + 1), count: 0))
  }

  /// Adds a scalar whose text is spelled otherwise in the file.
  mutating func appendScalar(
    _ kind: Value.Kind, source range: Range<Int>, decoded: borrowing Span<UInt8>,
    style: Node.Style = .explicit
  ) {
    let start = textEnd
    appendDecoded(decoded)
    appendScalar(kind, source: range, text: start..<textEnd, style: style)
  }

  /// Where decoded text that is added next will stand.
  var textEnd: Int { source.count + decodedText.count }

  /// Adds decoded text that the next scalar will point at.
  mutating func appendDecoded(_ text: borrowing Span<UInt8>) {
    unsafe text.withUnsafeBufferPointer { unsafe decodedText.append(contentsOf: $0) }
  }

  mutating func appendDecoded(_ byte: UInt8) { decodedText.append(byte) }

  /// Adds an array or object that is still empty, and returns its index.
  mutating func open(_ kind: Value.Kind, at range: Range<Int>) -> Int {
    nodes.append(
      Node(
        kind: kind, style: .explicit, sourceStart: UInt32(range.lowerBound),
        sourceEnd: UInt32(range.upperBound), textStart: 0, textEnd: 0, next: 0, count: 0))
    return nodes.count - 1
  }

  /// Ends an array or object that holds `count` elements or members.
  mutating func close(_ index: Int, count: Int, sourceEnd: Int) {
    nodes[index].next = UInt32(nodes.count)
    nodes[index].count = UInt32(count)
    nodes[index].sourceEnd = UInt32(sourceEnd)
  }

  func isOpen(_ index: Int) -> Bool { nodes[index].next == 0 }

  /// Adds a copy of a finished subtree; its nodes keep the places they were written at.
  mutating func appendCopy(of index: Int) {
    let end = Int(nodes[index].next)
    let offset = UInt32(nodes.count - index)
    for original in index..<end {
      var node = nodes[original]
      node.next += offset
      nodes.append(node)
    }
  }

  /// Replaces the nodes from `start` on.
  mutating func replaceNodes(from start: Int, with replacement: [Node]) {
    nodes.removeSubrange(start...)
    nodes.append(contentsOf: replacement)
  }

  func string(of index: Int) -> String { string(ofText: textRange(of: index)) }

  func string(ofText range: Range<Int>) -> String {
    String(decoding: range.map(byte(at:)), as: UTF8.self)
  }

  func sourceRange(of index: Int) -> Range<Int> {
    Int(nodes[index].sourceStart)..<Int(nodes[index].sourceEnd)
  }

  func textRange(of index: Int) -> Range<Int> {
    Int(nodes[index].textStart)..<Int(nodes[index].textEnd)
  }

  func byte(at offset: Int) -> UInt8 {
    offset < source.count ? source[offset] : decodedText[offset - source.count]
  }

  /// The document, or one without nodes where `isComplete` is false.
  func finish(
    isComplete: Bool, firstLine: Int = 1, body: Range<Int>? = nil
  ) -> ParsedDocument {
    ParsedDocument(
      document: Document(
        bytes: decodedText.isEmpty ? source : source + decodedText,
        nodes: isComplete ? nodes : [], sourceByteCount: source.count, firstLine: firstLine,
        body: body,
        hasDuplicateKeys: issues.contains {
          $0.code == .yamlDuplicateKey || $0.code == .jsonDuplicateKey
        }),
      issues: issues)
  }
}
