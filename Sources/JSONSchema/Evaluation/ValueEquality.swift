internal import Documents

/// Equality of JSON values: numbers by value, objects without regard to order (2020-12 core,
/// section 4.2.2).
enum ValueEquality {
  static func areEqual(
    _ left: Int, _ leftNodes: Span<Node>, _ leftBytes: Span<UInt8>, _ right: Int,
    _ rightNodes: Span<Node>, _ rightBytes: Span<UInt8>
  ) -> Bool {
    let first = leftNodes[left]
    let second = rightNodes[right]
    guard first.kind == second.kind, first.count == second.count else { return false }
    switch first.kind {
    case .null: return true
    case .boolean:
      return leftBytes[Int(first.textStart)] == rightBytes[Int(second.textStart)]
    case .number:
      return DecimalNumber(first, leftBytes) == DecimalNumber(second, rightBytes)
    case .string: return haveSameText(first, leftBytes, second, rightBytes)
    case .array:
      var position = left + 1
      var other = right + 1
      while position < Int(first.next) {
        guard areEqual(position, leftNodes, leftBytes, other, rightNodes, rightBytes) else {
          return false
        }
        position = Int(leftNodes[position].next)
        other = Int(rightNodes[other].next)
      }
      return true
    case .object:
      return areEqualObjects(left, leftNodes, leftBytes, right, rightNodes, rightBytes)
    }
  }

  private static func areEqualObjects(
    _ left: Int, _ leftNodes: Span<Node>, _ leftBytes: Span<UInt8>, _ right: Int,
    _ rightNodes: Span<Node>, _ rightBytes: Span<UInt8>
  ) -> Bool {
    let end = Int(leftNodes[left].next)
    let otherEnd = Int(rightNodes[right].next)
    // Members mostly stand in the same order, so the search goes on from the last one found.
    var guess = right + 1
    let table =
      leftNodes[left].count > 32
      ? memberTable(right, rightNodes, rightBytes) : nil
    var key = left + 1
    while key < end {
      let name = leftNodes[key]
      var found = -1
      if guess < otherEnd, haveSameText(name, leftBytes, rightNodes[guess], rightBytes) {
        found = guess
      } else if let table {
        found = table[string(name, leftBytes)] ?? -1
      } else {
        var other = right + 1
        while other < otherEnd {
          if haveSameText(name, leftBytes, rightNodes[other], rightBytes) {
            found = other
            break
          }
          other = Int(rightNodes[other + 1].next)
        }
      }
      guard found >= 0,
        areEqual(key + 1, leftNodes, leftBytes, found + 1, rightNodes, rightBytes)
      else { return false }
      guess = Int(rightNodes[found + 1].next)
      key = Int(leftNodes[key + 1].next)
    }
    return true
  }

  private static func memberTable(
    _ object: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> [String: Int] {
    var table: [String: Int] = [:]
    var key = object + 1
    while key < Int(nodes[object].next) {
      table[string(nodes[key], bytes)] = key
      key = Int(nodes[key + 1].next)
    }
    return table
  }

  private static func string(_ node: Node, _ bytes: Span<UInt8>) -> String {
    bytes.extracting(Int(node.textStart)..<Int(node.textEnd)).string
  }

  private static func haveSameText(
    _ first: Node, _ bytes: Span<UInt8>, _ second: Node, _ otherBytes: Span<UInt8>
  ) -> Bool {
    let text = otherBytes.extracting(Int(second.textStart)..<Int(second.textEnd))
    return bytes.extracting(Int(first.textStart)..<Int(first.textEnd)).hasSameBytes(as: text)
  }
}

extension DecimalNumber {
  /// The value of a number's node.
  init(_ node: Node, _ bytes: Span<UInt8>) {
    self.init(json: bytes.extracting(Int(node.textStart)..<Int(node.textEnd)))
  }
}
