internal import Documents

/// A record as one line of JSON: `_id` and `_source` first, the members in the schema's order, those
/// that it does not know by name, `_body` last.
///
/// It remembers where everything stands in the line, for the forms that are made from it.
struct JSONLine {
  let key: [UInt8]
  let path: [UInt8]
  private(set) var outline: RecordOutline
  /// With its line break.
  private(set) var bytes: [UInt8] = []
  /// Where the values of the reserved members stand; that of `_body` is empty where there is none.
  private(set) var id = 0..<0
  private(set) var source = 0..<0
  private(set) var body = 0..<0

  init(key: String, path: String, _ outline: RecordOutline) {
    self.key = Array(key.utf8)
    self.path = Array(path.utf8)
    self.outline = outline
    let document = outline.document
    bytes.reserveCapacity(document.bytes.count + 256)
    bytes.append(contentsOf: "{\"_id\":".utf8)
    id = appendString(Array(key.utf8).span)
    bytes.append(contentsOf: ",\"_source\":".utf8)
    source = appendString(Array(path.utf8).span)
    let (nodes, texts) = (document.nodes, document.bytes)
    var member = 1
    while member < Int(outline.entries[0].next) {
      bytes.append(UInt8(ascii: ","))
      append(member, nodes.span, texts.span)
      member = Int(self.outline.entries[member].next)
    }
    if let part = document.body, !texts[part].allSatisfy(\.isWhiteSpace) {
      bytes.append(contentsOf: ",\"_body\":".utf8)
      body = appendString(texts.span.extracting(part))
    }
    bytes.append(contentsOf: "}\n".utf8)
  }

  private mutating func appendString(_ text: Span<UInt8>) -> Range<Int> {
    let start = bytes.count
    JSONText.appendString(text, to: &bytes)
    return start..<bytes.count
  }

  /// The Markdown below the front matter, unless it is empty.
  var bodyRange: Range<Int>? { body.isEmpty ? nil : outline.document.body }

  /// Appends a value, behind its name where it is a member.
  private mutating func append(
    _ index: Int, _ nodes: Span<Node>, _ texts: Span<UInt8>
  ) {
    let entry = outline.entries[index]
    if entry.name >= 0 {
      let name = nodes[Int(entry.name)]
      outline.entries[index].nameStart = Int32(bytes.count)
      JSONText.appendString(
        texts.extracting(Int(name.textStart)..<Int(name.textEnd)), to: &bytes)
      outline.entries[index].nameEnd = Int32(bytes.count)
      bytes.append(UInt8(ascii: ":"))
    }
    let node = nodes[Int(entry.value)]
    let text = texts.extracting(Int(node.textStart)..<Int(node.textEnd))
    outline.entries[index].textStart = Int32(bytes.count)
    switch entry.kind {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .boolean, .number: bytes.append(text)
    case .string: JSONText.appendString(text, to: &bytes)
    case .array: appendChildren(of: index, "[", "]", nodes, texts)
    case .object: appendChildren(of: index, "{", "}", nodes, texts)
    }
    outline.entries[index].textEnd = Int32(bytes.count)
  }

  private mutating func appendChildren(
    of index: Int, _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, _ nodes: Span<Node>,
    _ texts: Span<UInt8>
  ) {
    bytes.append(UInt8(ascii: opening))
    var child = index + 1
    let end = Int(outline.entries[index].next)
    while child < end {
      if child > index + 1 { bytes.append(UInt8(ascii: ",")) }
      append(child, nodes, texts)
      child = Int(outline.entries[child].next)
    }
    bytes.append(UInt8(ascii: closing))
  }
}

extension UInt8 {
  /// What separates words and lines in Markdown.
  fileprivate var isWhiteSpace: Bool {
    self == UInt8(ascii: " ") || (UInt8(ascii: "\t")...UInt8(ascii: "\r")).contains(self)
  }
}
