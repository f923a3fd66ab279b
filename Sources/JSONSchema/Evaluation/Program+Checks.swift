internal import Documents

/// The keywords that do not depend on the type of the value.
extension Program {
  func accepts(
    _ check: Check, of subschema: Subschema, _ index: Int, _ nodes: Span<Node>,
    _ bytes: Span<UInt8>, _ state: inout EvaluationState
  ) -> Bool {
    switch check.operation {
    case .constants:
      return tables.isConstant(tables.constants[Int(check.first)], index, nodes, bytes)
    case .all:
      var position = check.first
      while position < check.second {
        guard accepts(tables.lists[Int(position)], index, nodes, bytes, &state) else {
          return false
        }
        position += 1
      }
      return true
    case .any:
      var position = check.first
      while position < check.second {
        if accepts(tables.lists[Int(position)], index, nodes, bytes, &state) { return true }
        position += 1
      }
      return false
    case .one:
      return acceptsOne(check, index, nodes, bytes, &state)
    case .not:
      return !accepts(check.first, index, nodes, bytes, &state) && state.stop == nil
    case .conditional:
      let branch =
        accepts(check.first, index, nodes, bytes, &state) ? check.second : check.third
      return branch < 0 || accepts(branch, index, nodes, bytes, &state)
    case .dynamicReference:
      return accepts(target(of: check.first, state), index, nodes, bytes, &state)
    case .unevaluatedProperties:
      guard nodes[index].kind == .object else { return true }
      return acceptsUnevaluatedMembers(check.first, of: subschema, index, nodes, bytes, &state)
    case .unevaluatedItems:
      guard nodes[index].kind == .array else { return true }
      return acceptsUnevaluatedElements(check.first, of: subschema, index, nodes, bytes, &state)
    case .order, .notAfter, .uniqueBy:
      return acceptsExtension(check, index, nodes, bytes, state.document)
    }
  }

  private func acceptsOne(
    _ check: Check, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>,
    _ state: inout EvaluationState
  ) -> Bool {
    var hasMatch = false
    var position = check.first
    while position < check.second {
      if accepts(tables.lists[Int(position)], index, nodes, bytes, &state) {
        if hasMatch { return false }
        hasMatch = true
      }
      position += 1
    }
    return hasMatch
  }
}
