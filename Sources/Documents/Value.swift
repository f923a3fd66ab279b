/// A cursor on one value of a document: two words, free to copy.
///
/// Types are those of JSON, whatever the file's format: a YAML mapping is an object and a YAML
/// sequence is an array.
public struct Value: Sendable {
  public enum Kind: UInt8, Sendable {
    case null
    case boolean
    case number
    case string
    case array
    case object
  }

  public let document: Document
  package let index: Int

  package init(document: Document, index: Int) {
    self.document = document
    self.index = index
  }

  package var node: Node { document.nodes[index] }

  public var kind: Kind { node.kind }

  /// Where the value stands in the file, in bytes.
  public var range: Range<Int> {
    let node = node
    return Int(node.sourceStart)..<Int(node.sourceEnd)
  }

  /// The JSON pointer (RFC 6901) from the root to this value.
  public var pointer: String { document.pointer(to: index) }

  /// The number of elements or members; 0 for a scalar.
  public var count: Int { Int(node.count) }

  /// The decoded text of a string, or `nil` for any other kind.
  public var string: String? { kind == .string ? document.string(of: index) : nil }

  /// The truth value, or `nil` for any other kind.
  public var boolean: Bool? {
    guard kind == .boolean else { return nil }
    return document.bytes[Int(node.textStart)] == UInt8(ascii: "t")
  }

  /// The JSON spelling of a number, or `nil` for any other kind.
  public var numberText: String? { kind == .number ? document.string(of: index) : nil }

  /// The whole number that fits an `Int` and is written without fraction or exponent.
  public var integer: Int? { kind == .number ? Int(document.string(of: index)) : nil }

  /// The elements of an array, in order; empty for any other kind.
  public var elements: Elements { Elements(array: self) }

  /// The members of an object, in the order of the file; empty for any other kind.
  public var members: Members { Members(object: self) }

  /// The value of an object's member, or `nil` where it is missing or this is no object.
  public subscript(name: String) -> Value? {
    var name = name
    return name.withUTF8 { name in
      let span = unsafe Span(_unsafeElements: name)
      return document.member(named: span, of: index).map { Value(document: document, index: $0) }
    }
  }

  /// An array's element, or `nil` where it is missing or this is no array.
  public subscript(position: Int) -> Value? {
    guard kind == .array, position >= 0, position < count else { return nil }
    var child = index + 1
    for _ in 0..<position { child = Int(document.nodes[child].next) }
    return Value(document: document, index: child)
  }

  /// Where the decoded text of a scalar stands in `Document.bytes`.
  package var textRange: Range<Int> { Int(node.textStart)..<Int(node.textEnd) }

  /// Calls `body` with the decoded text of a scalar, without making a string of it.
  package func withText<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
    let node = node
    let bytes = document.bytes
    return try body(bytes.span.extracting(Int(node.textStart)..<Int(node.textEnd)))
  }
}

extension Value {
  /// The elements of an array.
  public struct Elements: Sequence, IteratorProtocol, Sendable {
    private let document: Document
    private var position: Int
    private let end: Int

    fileprivate init(array: Value) {
      document = array.document
      position = array.index + 1
      end = array.kind == .array ? Int(array.node.next) : position
    }

    public mutating func next() -> Value? {
      guard position < end else { return nil }
      defer { position = Int(document.nodes[position].next) }
      return Value(document: document, index: position)
    }
  }

  /// The members of an object.
  public struct Members: Sequence, IteratorProtocol, Sendable {
    private let document: Document
    private var position: Int
    private let end: Int

    fileprivate init(object: Value) {
      document = object.document
      position = object.index + 1
      end = object.kind == .object ? Int(object.node.next) : position
    }

    public mutating func next() -> (key: Value, value: Value)? {
      guard position < end else { return nil }
      let key = position
      position = Int(document.nodes[key + 1].next)
      return (Value(document: document, index: key), Value(document: document, index: key + 1))
    }
  }
}

extension Document {
  /// The index of a member's value, or `nil`.
  package func member(named name: borrowing Span<UInt8>, of object: Int) -> Int? {
    let nodes = nodes
    let bytes = bytes
    let parent = nodes[object]
    guard parent.kind == .object else { return nil }
    var key = object + 1
    let end = Int(parent.next)
    while key < end {
      let node = nodes[key]
      if Int(node.textEnd - node.textStart) == name.count,
        bytes.span.extracting(Int(node.textStart)..<Int(node.textEnd)).hasSameBytes(as: name)
      {
        return key + 1
      }
      key = Int(nodes[key + 1].next)
    }
    return nil
  }
}

extension Value {
  /// Where a part of a scalar's text stands in the file, or `nil` where the file spells it
  /// otherwise.
  package func sourceRange(ofText part: Range<Int>) -> Range<Int>? {
    let start = Int(node.textStart)
    guard start < document.sourceByteCount, start + part.upperBound <= Int(node.textEnd) else {
      return nil
    }
    return start + part.lowerBound..<start + part.upperBound
  }
}
