@testable import Documents

/// One YAML text, read by both readers.
struct YAMLComparison {
  /// Whether the fast reader did not leave the text to libyaml.
  let isRead: Bool
  /// What the two disagree about.
  let difference: String?

  /// Reads the part of `bytes` in `range`; by default all.
  init(_ bytes: [UInt8], in range: Range<Int>? = nil, limits: DocumentLimits = DocumentLimits()) {
    let range = range ?? 0..<bytes.count
    let body = range.upperBound..<bytes.count
    let fast = BlockYAMLReader.read(bytes, in: range, limits: limits, body: body, prior: [])
    isRead = fast != nil
    difference = fast.flatMap {
      let other = YAMLReader.read(bytes, in: range, limits: limits, body: body, prior: [])
      return Self.difference($0, other)
    }
  }

  /// The text in one line.
  static func name(of text: [UInt8]) -> String {
    String(decoding: text, as: UTF8.self).debugDescription
  }

  private static func difference(_ first: ParsedDocument, _ second: ParsedDocument) -> String? {
    let nodes = zip(first.document.nodes, second.document.nodes)
    for (index, (left, right)) in nodes.enumerated() where "\(left)" != "\(right)" {
      return "node \(index): \(left), \(right)"
    }
    guard first.document.nodes.count == second.document.nodes.count else {
      return "\(first.document.nodes.count) nodes, \(second.document.nodes.count)"
    }
    guard first.document.bytes == second.document.bytes else { return "decoded text" }
    guard first.issues == second.issues else { return "\(first.issues), \(second.issues)" }
    guard first.document.body == second.document.body,
      first.document.sourceByteCount == second.document.sourceByteCount
    else { return "body" }
    return nil
  }
}
