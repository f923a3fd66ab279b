internal import Documents

extension Program {
  func accepts(
    _ rule: ArrayChecks, array index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>,
    _ state: inout EvaluationState
  ) -> Bool {
    let node = nodes[index]
    guard node.count >= rule.minItems, node.count <= rule.maxItems else { return false }
    let end = Int(node.next)
    if rule.prefixCount > 0 || rule.items >= 0 {
      var element = index + 1
      var prefix = rule.prefixStart
      while element < end {
        var subschema = rule.items
        if prefix < rule.prefixEnd {
          subschema = tables.lists[Int(prefix)]
          prefix += 1
        } else if subschema < 0 {
          break
        }
        guard accepts(subschema, element, nodes, bytes, &state) else { return false }
        element = Int(nodes[element].next)
      }
    }
    if rule.contains >= 0, !acceptsContains(rule, index, nodes, bytes, &state) { return false }
    return !rule.isUnique || UniqueElements.duplicate(in: index, nodes, bytes) == nil
  }

  private func acceptsContains(
    _ rule: ArrayChecks, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>,
    _ state: inout EvaluationState
  ) -> Bool {
    let end = Int(nodes[index].next)
    var count: UInt32 = 0
    var element = index + 1
    while element < end {
      if count >= rule.minContains, rule.maxContains == .max { return true }
      if accepts(rule.contains, element, nodes, bytes, &state) {
        count += 1
        if count > rule.maxContains { return false }
      }
      element = Int(nodes[element].next)
    }
    return count >= rule.minContains
  }
}

/// Finds equal elements of an array.
enum UniqueElements {
  /// The first two elements that are equal, or `nil`.
  ///
  /// A few are compared each with each; many are put in order by their hashes first.
  static func duplicate(
    in array: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> (first: Int, second: Int)? {
    let count = Int(nodes[array].count)
    guard count > 1 else { return nil }
    guard count <= 12 else { return duplicateOfMany(in: array, nodes, bytes) }
    let end = Int(nodes[array].next)
    var second = Int(nodes[array + 1].next)
    while second < end {
      var first = array + 1
      while first < second {
        if ValueEquality.areEqual(first, nodes, bytes, second, nodes, bytes) {
          return (first, second)
        }
        first = Int(nodes[first].next)
      }
      second = Int(nodes[second].next)
    }
    return nil
  }

  private static func duplicateOfMany(
    in array: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> (first: Int, second: Int)? {
    var indices: [Int: [Int]] = [:]
    indices.reserveCapacity(Int(nodes[array].count))
    var element = array + 1
    while element < Int(nodes[array].next) {
      let hash = ValueHash.of(element, nodes, bytes)
      for other in indices[hash] ?? []
      where ValueEquality.areEqual(other, nodes, bytes, element, nodes, bytes) {
        return (other, element)
      }
      indices[hash, default: []].append(element)
      element = Int(nodes[element].next)
    }
    return nil
  }
}
