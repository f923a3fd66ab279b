internal import Documents

/// The state of a walk along the schemas that apply to a value.
struct VisitState: ~Copyable {
  let wanted: Reach
  var evaluation: EvaluationState
  /// Pairs of subschema and node that have been reported, where one might be met twice.
  var seen: Set<UInt64> = []

  init(wanted: Reach, document: Document) {
    self.wanted = wanted
    evaluation = EvaluationState(document)
  }
}

/// Walks a value along the schemas that apply to it, to find what they say besides.
///
/// The walk does not ask whether the record is valid: a value is visited by every schema that
/// applies to its place, and of `anyOf`, `oneOf` and `if` by those that accept it.
extension Program {
  /// Calls `body` with each subschema that holds something wanted, and the node it applies to.
  func visit(
    _ id: Int32, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>,
    _ state: inout VisitState, _ body: (Int32, Int) -> Void
  ) {
    guard !tables.reach[Int(id)].isDisjoint(with: state.wanted) else { return }
    let subschema = tables.subschemas[Int(id)]
    guard enter(subschema, &state.evaluation) else { return }
    report(subschema.origin, index, &state, body)
    let kind = nodes[index].kind
    if kind == .object, subschema.objects >= 0 {
      visitMembers(tables.objects[Int(subschema.objects)], index, nodes, bytes, &state, body)
    } else if kind == .array, subschema.arrays >= 0 {
      visitElements(tables.arrays[Int(subschema.arrays)], index, nodes, bytes, &state, body)
    }
    var position = subschema.checkStart
    while position < subschema.checkEnd {
      let check = tables.checks[Int(position)]
      visitApplied(check, of: subschema, index, nodes, bytes, &state, body)
      position += 1
    }
    leave(&state.evaluation)
  }

  private func report(
    _ id: Int32, _ index: Int, _ state: inout VisitState, _ body: (Int32, Int) -> Void
  ) {
    let annotations = tables.annotations[Int(id)]
    guard
      (state.wanted.contains(.uses) && annotations.hasUses)
        || (state.wanted.contains(.deprecated) && annotations.isDeprecated)
    else { return }
    if tables.visitsTwice {
      guard state.seen.insert(UInt64(id) << 32 | UInt64(index)).inserted else { return }
    }
    body(id, index)
  }

  private func isWanted(_ id: Int32, _ state: borrowing VisitState) -> Bool {
    id >= 0 && !tables.reach[Int(id)].isDisjoint(with: state.wanted)
  }

  private func visitMembers(
    _ rule: ObjectChecks, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>,
    _ state: inout VisitState, _ body: (Int32, Int) -> Void
  ) {
    var key = index + 1
    while key < Int(nodes[index].next) {
      let name = nodes[key]
      let start = Int(name.textStart)
      let count = Int(name.textEnd) - start
      var isNamed = false
      if let property = tables.property(of: rule, bytes, start, count),
        property.subschema >= 0
      {
        isNamed = true
        if isWanted(property.subschema, state) {
          visit(property.subschema, key + 1, nodes, bytes, &state, body)
        }
      }
      for position in rule.patternStart..<rule.patternEnd {
        let property = tables.patternProperties[Int(position)]
        guard
          matches(property.pattern, bytes.extracting(start..<start + count), &state.evaluation)
        else { continue }
        isNamed = true
        visit(property.subschema, key + 1, nodes, bytes, &state, body)
      }
      if !isNamed, isWanted(rule.additional, state) {
        visit(rule.additional, key + 1, nodes, bytes, &state, body)
      }
      if isWanted(rule.propertyNames, state) {
        visit(rule.propertyNames, key, nodes, bytes, &state, body)
      }
      key = Int(nodes[key + 1].next)
    }
    for position in rule.dependentStart..<rule.dependentEnd {
      let dependent = tables.dependents[Int(position)]
      if isWanted(dependent.subschema, state), hasMember(dependent.name, index, nodes, bytes) {
        visit(dependent.subschema, index, nodes, bytes, &state, body)
      }
    }
  }

  private func visitElements(
    _ rule: ArrayChecks, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>,
    _ state: inout VisitState, _ body: (Int32, Int) -> Void
  ) {
    var element = index + 1
    var prefix = rule.prefixStart
    while element < Int(nodes[index].next) {
      var id = rule.items
      if prefix < rule.prefixEnd {
        id = tables.lists[Int(prefix)]
        prefix += 1
      }
      if isWanted(id, state) { visit(id, element, nodes, bytes, &state, body) }
      if isWanted(rule.contains, state),
        accepts(rule.contains, element, nodes, bytes, &state.evaluation)
      {
        visit(rule.contains, element, nodes, bytes, &state, body)
      }
      element = Int(nodes[element].next)
    }
  }

  private func visitApplied(
    _ check: Check, of subschema: Subschema, _ index: Int, _ nodes: Span<Node>,
    _ bytes: Span<UInt8>, _ state: inout VisitState, _ body: (Int32, Int) -> Void
  ) {
    switch check.operation {
    case .all:
      for position in check.first..<check.second {
        visit(tables.lists[Int(position)], index, nodes, bytes, &state, body)
      }
    case .any, .one:
      for position in check.first..<check.second {
        let id = tables.lists[Int(position)]
        if isWanted(id, state), accepts(id, index, nodes, bytes, &state.evaluation) {
          visit(id, index, nodes, bytes, &state, body)
        }
      }
    case .conditional:
      guard
        isWanted(check.first, state) || isWanted(check.second, state)
          || isWanted(check.third, state)
      else { return }
      if accepts(check.first, index, nodes, bytes, &state.evaluation) {
        visit(check.first, index, nodes, bytes, &state, body)
        if check.second >= 0 { visit(check.second, index, nodes, bytes, &state, body) }
      } else if check.third >= 0 {
        visit(check.third, index, nodes, bytes, &state, body)
      }
    case .dynamicReference:
      visit(target(of: check.first, state.evaluation), index, nodes, bytes, &state, body)
    case .unevaluatedProperties where nodes[index].kind == .object && isWanted(check.first, state):
      var evaluated = EvaluatedSet()
      markMembers(
        of: subschema, index, nodes, bytes, &evaluated, &state.evaluation, isOuter: true)
      var position = 0
      var key = index + 1
      while key < Int(nodes[index].next) {
        if !evaluated.contains(position) { visit(check.first, key + 1, nodes, bytes, &state, body) }
        position += 1
        key = Int(nodes[key + 1].next)
      }
    case .unevaluatedItems where nodes[index].kind == .array && isWanted(check.first, state):
      var evaluated = EvaluatedSet()
      markElements(
        of: subschema, index, nodes, bytes, &evaluated, &state.evaluation, isOuter: true)
      var position = 0
      var element = index + 1
      while element < Int(nodes[index].next) {
        if !evaluated.contains(position) { visit(check.first, element, nodes, bytes, &state, body) }
        position += 1
        element = Int(nodes[element].next)
      }
    case .constants, .not, .unevaluatedProperties, .unevaluatedItems, .order, .notAfter, .uniqueBy:
      break
    }
  }
}
