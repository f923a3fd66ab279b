package import Documents

/// How a keyword names another value of the record.
///
/// Either a JSON pointer (RFC 6901), from a value on, or a relative JSON pointer, whose number
/// first goes up that many levels, or the bare name of a member.
/// Specification: <https://datatracker.ietf.org/doc/html/draft-bhutton-relative-json-pointer-00>
package struct ValuePath: Sendable, Hashable {
  /// As it is written in the schema.
  package let text: String
  /// How many levels to go up first.
  let ascent: Int
  /// How many elements to go on among the siblings, after going up.
  let shift: Int
  let tokens: [String]

  /// Reads a path, or returns `nil` where it is none.
  package init?(_ text: String) {
    self.text = text
    let digits = text.prefix { ("0"..."9").contains($0) }
    if digits.isEmpty {
      ascent = 0
      shift = 0
      if text.hasPrefix("/") || text.isEmpty {
        guard let tokens = JSONPointer.tokens(of: text) else { return nil }
        self.tokens = tokens
      } else {
        tokens = [text]
      }
      return
    }
    guard digits == "0" || digits.first != "0", let ascent = Int(digits) else { return nil }
    self.ascent = ascent
    var rest = text[digits.endIndex...]
    var shift = 0
    if let sign = rest.first, sign == "+" || sign == "-" {
      let number = rest.dropFirst().prefix { ("0"..."9").contains($0) }
      guard let value = Int(number), number.first != "0" else { return nil }
      shift = sign == "+" ? value : -value
      rest = rest[number.endIndex...]
    }
    self.shift = shift
    // As in `1/domain`: what follows the number is a JSON pointer.
    guard let tokens = JSONPointer.tokens(of: rest) else { return nil }
    self.tokens = tokens
  }

  /// The value the path leads to from `start`, or `nil` where nothing is there.
  package func resolve(from start: Value) -> Value? {
    resolve(in: start.document, from: start.index)
  }

  func resolve(in document: Document, from start: Int) -> Value? {
    var node = start
    if ascent > 0 {
      guard let ancestor = document.ancestor(of: start, levels: ascent) else { return nil }
      node = ancestor
    }
    if shift != 0 {
      guard let parent = document.ancestor(of: node, levels: 1),
        document.nodes[parent].kind == .array
      else { return nil }
      let value = Value(document: document, index: parent)
      guard let position = value.elements.firstIndexOf(node),
        let sibling = value[position + shift]
      else { return nil }
      node = sibling.index
    }
    return Value(document: document, index: node)[pointer: tokens]
  }
}

extension Sequence where Element == Value {
  fileprivate func firstIndexOf(_ node: Int) -> Int? {
    var position = 0
    for value in self {
      if value.index == node { return position }
      position += 1
    }
    return nil
  }
}

extension Document {
  /// The array or object so many levels around a value, or `nil` beyond the root.
  ///
  /// Nodes do not know their parents, so this descends from the root.
  package func ancestor(of target: Int, levels: Int) -> Int? {
    var path = [0]
    var current = 0
    while current != target {
      var child = current + 1
      if nodes[current].kind == .object {
        while Int(nodes[child + 1].next) <= target { child = Int(nodes[child + 1].next) }
        // A key has the same parent as its value.
        if child != target { child += 1 }
      } else {
        while Int(nodes[child].next) <= target { child = Int(nodes[child].next) }
      }
      path.append(child)
      current = child
    }
    guard levels < path.count else { return nil }
    return path[path.count - 1 - levels]
  }
}
