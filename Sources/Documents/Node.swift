/// One entry of a document's flat table.
///
/// Children follow their parent in source order. An object's children alternate key, value. A
/// node's subtree is the half-open range from its own index to `next`, so a sibling is reached
/// without visiting what lies between.
package struct Node: Sendable {
  package enum Style: UInt8, Sendable {
    /// Any JSON value, a quoted or block scalar, or a collection.
    case explicit
    /// A YAML scalar without quotes, whose type was read from its spelling.
    case plain
  }

  package let kind: Value.Kind
  package let style: Style
  /// Where the value stands in the file, in bytes.
  package let sourceStart: UInt32
  package var sourceEnd: UInt32
  /// Where the decoded text of a scalar stands in `Document.bytes`.
  package let textStart: UInt32
  package let textEnd: UInt32
  /// The index after the last node of this subtree.
  package var next: UInt32
  /// The number of elements or members; 0 for a scalar.
  package var count: UInt32
}
