/// The values of one record, and where each of them stands in its file.
///
/// A document owns the bytes of its file and a flat table of nodes. Nothing is boxed and no string
/// is made until one is asked for; `Value` is the cursor that walks the table.
public final class Document: Sendable {
  /// The bytes of the file, followed by the decoded text of those scalars that are spelled
  /// otherwise in the file (escapes, folded lines).
  package let bytes: [UInt8]

  package let nodes: [Node]

  /// The length of the file in bytes; `bytes` may be longer.
  public let sourceByteCount: Int

  /// The number of the file's line on which the first byte stands, counting from 1.
  ///
  /// Greater than 1 only for a record that is one line of a JSONL file.
  public let firstLine: Int

  /// The Markdown below the front matter, in bytes, or `nil` where the format has none.
  public let body: Range<Int>?

  /// Whether an object has a key twice, so that it means one thing here and another there.
  package let hasDuplicateKeys: Bool

  package init(
    bytes: [UInt8], nodes: [Node], sourceByteCount: Int, firstLine: Int = 1,
    body: Range<Int>? = nil, hasDuplicateKeys: Bool = false
  ) {
    self.bytes = bytes
    self.nodes = nodes
    self.sourceByteCount = sourceByteCount
    self.firstLine = firstLine
    self.body = body
    self.hasDuplicateKeys = hasDuplicateKeys
  }

  /// The outermost value.
  public var root: Value { Value(document: self, index: 0) }

  /// The text of a range of the file.
  public func text(in range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// The JSON pointer (RFC 6901) of a node, found by descending from the root.
  package func pointer(to target: Int) -> String {
    var pointer = ""
    var current = 0
    while current != target {
      var child = current + 1
      if nodes[current].kind == .object {
        // Keys and values alternate; a key's own pointer is that of its member.
        while Int(nodes[child + 1].next) <= target { child = Int(nodes[child + 1].next) }
        pointer += "/" + JSONPointer.escape(string(of: child))
        if child == target { break }
        current = child + 1
      } else {
        var position = 0
        while Int(nodes[child].next) <= target {
          child = Int(nodes[child].next)
          position += 1
        }
        pointer += "/\(position)"
        current = child
      }
    }
    return pointer
  }

  package func string(of index: Int) -> String {
    let node = nodes[index]
    return String(decoding: bytes[Int(node.textStart)..<Int(node.textEnd)], as: UTF8.self)
  }
}
