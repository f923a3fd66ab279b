internal import Documents

/// `unevaluatedProperties` and `unevaluatedItems` (2020-12 core, section 11).
///
/// What the other keywords have looked at is found out only for values that need it, by a second
/// walk over the schemas applied in place, when these have all accepted the value.
extension Program {
  func acceptsUnevaluatedMembers(
    _ id: Int32, of subschema: Subschema, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>,
    _ state: inout EvaluationState
  ) -> Bool {
    var evaluated = EvaluatedSet()
    markMembers(of: subschema, index, nodes, bytes, &evaluated, &state, isOuter: true)
    if evaluated.isComplete { return true }
    var position = 0
    var key = index + 1
    while key < Int(nodes[index].next) {
      if !evaluated.contains(position), !accepts(id, key + 1, nodes, bytes, &state) {
        return false
      }
      position += 1
      key = Int(nodes[key + 1].next)
    }
    return true
  }

  func acceptsUnevaluatedElements(
    _ id: Int32, of subschema: Subschema, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>,
    _ state: inout EvaluationState
  ) -> Bool {
    var evaluated = EvaluatedSet()
    markElements(of: subschema, index, nodes, bytes, &evaluated, &state, isOuter: true)
    if evaluated.isComplete { return true }
    var position = 0
    var element = index + 1
    while element < Int(nodes[index].next) {
      if !evaluated.contains(position), !accepts(id, element, nodes, bytes, &state) {
        return false
      }
      position += 1
      element = Int(nodes[element].next)
    }
    return true
  }

  /// Notes the members that a schema, which accepts the object, looks at.
  func markMembers(
    of subschema: Subschema, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>,
    _ evaluated: inout EvaluatedSet, _ state: inout EvaluationState, isOuter: Bool = false
  ) {
    guard !evaluated.isComplete, enter(subschema, &state) else { return }
    defer { leave(&state) }
    if subschema.objects >= 0 {
      let rule = tables.objects[Int(subschema.objects)]
      if rule.additional >= 0 {
        evaluated.insertAll()
        return
      }
      markNamed(rule, index, nodes, bytes, &evaluated, &state)
      for position in rule.dependentStart..<rule.dependentEnd {
        let dependent = tables.dependents[Int(position)]
        if dependent.subschema >= 0, hasMember(dependent.name, index, nodes, bytes) {
          markMembers(
            of: tables.subschemas[Int(dependent.subschema)], index, nodes, bytes, &evaluated,
            &state)
        }
      }
    }
    for position in subschema.checkStart..<subschema.checkEnd {
      let check = tables.checks[Int(position)]
      if check.operation == .unevaluatedProperties {
        if !isOuter { evaluated.insertAll() }
        continue
      }
      forEachApplied(check, index, nodes, bytes, &state) { target, state in
        markMembers(
          of: tables.subschemas[Int(target)], index, nodes, bytes, &evaluated, &state)
      }
    }
  }

  private func markNamed(
    _ rule: ObjectChecks, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>,
    _ evaluated: inout EvaluatedSet, _ state: inout EvaluationState
  ) {
    guard !rule.names.isEmpty || rule.patternStart < rule.patternEnd else { return }
    var position = 0
    var key = index + 1
    while key < Int(nodes[index].next) {
      let name = nodes[key]
      let start = Int(name.textStart)
      let count = Int(name.textEnd) - start
      if let property = tables.property(of: rule, bytes, start, count), property.subschema >= 0 {
        evaluated.insert(position)
      }
      for pattern in rule.patternStart..<rule.patternEnd
      where matches(
        tables.patternProperties[Int(pattern)].pattern, bytes.extracting(start..<start + count),
        &state)
      {
        evaluated.insert(position)
      }
      position += 1
      key = Int(nodes[key + 1].next)
    }
  }

  /// Notes the elements that a schema, which accepts the array, looks at.
  func markElements(
    of subschema: Subschema, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>,
    _ evaluated: inout EvaluatedSet, _ state: inout EvaluationState, isOuter: Bool = false
  ) {
    guard !evaluated.isComplete, enter(subschema, &state) else { return }
    defer { leave(&state) }
    if subschema.arrays >= 0 {
      let rule = tables.arrays[Int(subschema.arrays)]
      if rule.items >= 0 {
        evaluated.insertAll()
        return
      }
      for position in 0..<rule.prefixCount { evaluated.insert(position) }
      if rule.contains >= 0, rule.containsMarks {
        var position = 0
        var element = index + 1
        while element < Int(nodes[index].next) {
          if accepts(rule.contains, element, nodes, bytes, &state) { evaluated.insert(position) }
          position += 1
          element = Int(nodes[element].next)
        }
      }
    }
    for position in subschema.checkStart..<subschema.checkEnd {
      let check = tables.checks[Int(position)]
      if check.operation == .unevaluatedItems {
        if !isOuter { evaluated.insertAll() }
        continue
      }
      forEachApplied(check, index, nodes, bytes, &state) { target, state in
        markElements(
          of: tables.subschemas[Int(target)], index, nodes, bytes, &evaluated, &state)
      }
    }
  }

  /// Calls `body` with the schemas that a keyword applies to the value itself and that accept it.
  func forEachApplied(
    _ check: Check, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>,
    _ state: inout EvaluationState, _ body: (Int32, inout EvaluationState) -> Void
  ) {
    switch check.operation {
    case .all:
      for position in check.first..<check.second { body(tables.lists[Int(position)], &state) }
    case .any, .one:
      for position in check.first..<check.second {
        let target = tables.lists[Int(position)]
        if accepts(target, index, nodes, bytes, &state) { body(target, &state) }
      }
    case .conditional:
      if accepts(check.first, index, nodes, bytes, &state) {
        body(check.first, &state)
        if check.second >= 0 { body(check.second, &state) }
      } else if check.third >= 0 {
        body(check.third, &state)
      }
    case .dynamicReference: body(target(of: check.first, state), &state)
    case .constants, .not, .unevaluatedProperties, .unevaluatedItems, .order, .notAfter, .uniqueBy:
      break
    }
  }
}
