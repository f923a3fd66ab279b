/// Collects the nodes of one document while a reader walks its text.
struct DocumentBuilder {
  private(set) var nodes: [Node] = []
  /// Decoded text that is spelled otherwise in the file; stands behind the file's bytes.
  private var decodedText: [UInt8] = []
  let source: [UInt8]
  let limits: DocumentLimits
  private(set) var issues: [DocumentIssue] = []

  init(source: [UInt8], limits: DocumentLimits) {
    self.source = source
    self.limits = limits
    nodes.reserveCapacity(source.count / 24 + 8)
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
    let start = source.count + decodedText.count
    for index in decoded.indices { decodedText.append(decoded[index]) }
    appendScalar(
      kind, source: range, text: start..<(start + decoded.count), style: style)
  }

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

  func hasSameText(_ first: Int, _ second: Int) -> Bool {
    let first = textRange(first)
    let second = textRange(second)
    guard first.count == second.count else { return false }
    return zip(first, second).allSatisfy { byte(at: $0) == byte(at: $1) }
  }

  func string(of index: Int) -> String {
    String(decoding: textRange(index).map(byte(at:)), as: UTF8.self)
  }

  func sourceRange(of index: Int) -> Range<Int> {
    Int(nodes[index].sourceStart)..<Int(nodes[index].sourceEnd)
  }

  /// The first pair of members of an object that have one name, as indices of their keys.
  ///
  /// Few members are compared each with each; many are looked up in a table.
  func duplicateKeys(of object: Int) -> [(first: Int, second: Int)] {
    let keys = keys(of: object)
    var duplicates: [(first: Int, second: Int)] = []
    if keys.count <= 24 {
      for (position, second) in keys.enumerated() {
        if let first = keys[..<position].first(where: { hasSameText($0, second) }) {
          duplicates.append((first, second))
        }
      }
    } else {
      var seen: [String: Int] = [:]
      for key in keys {
        if let first = seen.updateValue(seen[string(of: key)] ?? key, forKey: string(of: key)) {
          duplicates.append((first, key))
        }
      }
    }
    return duplicates
  }

  func keys(of object: Int) -> [Int] {
    var keys: [Int] = []
    keys.reserveCapacity(Int(nodes[object].count))
    var key = object + 1
    while key < Int(nodes[object].next) {
      keys.append(key)
      key = Int(nodes[key + 1].next)
    }
    return keys
  }

  private func textRange(_ index: Int) -> Range<Int> {
    Int(nodes[index].textStart)..<Int(nodes[index].textEnd)
  }

  private func byte(at offset: Int) -> UInt8 {
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
        body: body),
      issues: issues)
  }
}
