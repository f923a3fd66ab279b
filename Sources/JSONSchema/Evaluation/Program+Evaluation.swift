internal import Documents

/// The fast path: yes or no, without a reason.
///
/// The spans of the record are handed down as parameters. Nothing is allocated for ordinary
/// records.
extension Program {
  func accepts(_ value: Value) -> Bool {
    var state = EvaluationState(value.document)
    return accepts(value, &state)
  }

  func accepts(_ value: Value, _ state: inout EvaluationState) -> Bool {
    let nodes = value.document.nodes
    let bytes = value.document.bytes
    return accepts(root, value.index, nodes.span, bytes.span, &state) && state.stop == nil
  }

  /// Whether a subschema accepts the value of a node.
  func accepts(
    _ id: Int32, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>,
    _ state: inout EvaluationState
  ) -> Bool {
    let subschema = tables.subschemas[Int(id)]
    let node = nodes[index]
    guard subschema.kinds.contains(kind: node.kind) else { return false }
    switch node.kind {
    case .null, .boolean: break
    case .number:
      if subschema.numbers >= 0,
        !accepts(tables.numbers[Int(subschema.numbers)], number: node, bytes)
      {
        return false
      }
    case .string:
      if subschema.strings >= 0,
        !accepts(tables.strings[Int(subschema.strings)], string: node, bytes, &state)
      {
        noteLimit(index, subschema, &state)
        return false
      }
    case .array:
      if subschema.arrays >= 0 || subschema.hasChecks {
        return acceptsNested(subschema, index, nodes, bytes, &state)
      }
    case .object:
      if subschema.objects >= 0 || subschema.hasChecks {
        return acceptsNested(subschema, index, nodes, bytes, &state)
      }
    }
    if subschema.hasChecks { return acceptsNested(subschema, index, nodes, bytes, &state) }
    return true
  }

  /// The part that may lead to other subschemas, one level further down.
  private func acceptsNested(
    _ subschema: Subschema, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>,
    _ state: inout EvaluationState
  ) -> Bool {
    guard enter(subschema, &state) else { return false }
    defer { leave(&state) }
    let kind = nodes[index].kind
    if kind == .object, subschema.objects >= 0,
      !accepts(tables.objects[Int(subschema.objects)], object: index, nodes, bytes, &state)
    {
      noteLimit(index, subschema, &state)
      return false
    }
    if kind == .array, subschema.arrays >= 0,
      !accepts(tables.arrays[Int(subschema.arrays)], array: index, nodes, bytes, &state)
    {
      return false
    }
    var position = subschema.checkStart
    while position < subschema.checkEnd {
      let check = tables.checks[Int(position)]
      guard accepts(check, of: subschema, index, nodes, bytes, &state) else { return false }
      position += 1
    }
    return true
  }

  /// Remembers the first place at which a pattern took too long.
  private func noteLimit(
    _ index: Int, _ subschema: Subschema, _ state: inout EvaluationState
  ) {
    guard state.stop == .patternLimit, state.limitSchema < 0 else { return }
    // The name of a member was noted where it was compared.
    if state.limitNode < 0 { state.limitNode = index }
    state.limitSchema = subschema.origin
  }

  /// Counts a level and, where it matters, notes the schema resource.
  func enter(_ subschema: Subschema, _ state: inout EvaluationState) -> Bool {
    guard state.depth < maximumDepth, state.remainingSteps > 0, state.stop == nil else {
      state.stop = state.stop ?? .evaluationLimit
      return false
    }
    state.depth += 1
    state.remainingSteps -= 1
    if tables.usesDynamicScope { state.scopes.append(subschema.resource) }
    return true
  }

  func leave(_ state: inout EvaluationState) {
    state.depth -= 1
    if tables.usesDynamicScope { state.scopes.removeLast() }
  }

  /// Where a dynamic reference leads from here: to the outermost resource that has its anchor.
  func target(of reference: Int32, _ state: borrowing EvaluationState) -> Int32 {
    let reference = tables.dynamicReferences[Int(reference)]
    guard tables.usesDynamicScope else { return reference.initial }
    for resource in state.scopes {
      if let target = reference.targets[resource] { return target }
    }
    return reference.initial
  }
}
