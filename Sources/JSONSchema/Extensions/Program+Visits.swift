internal import Documents

/// Walks a value along the schemas that apply to it, to find what they say besides.
///
/// The walk does not ask whether the record is valid: a value is visited by every schema that
/// applies to its place, and of `anyOf`, `oneOf` and `if` by those that accept it.
struct SchemaVisitor: ~Copyable {
  private let program: Program
  private let wanted: Reach
  private var state: EvaluationState
  /// Pairs of subschema and node that have been reported, where one might be met twice.
  private var seen: Set<UInt64> = []

  init(program: Program, wanted: Reach, document: Document) {
    state = EvaluationState(document)
    self.program = program
    self.wanted = wanted
  }

  /// Calls `body` with each subschema that holds something wanted, and the node it applies to.
  mutating func visit(
    _ id: Int32, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>,
    _ body: (Int32, Int) -> Void
  ) {
    guard !program.tables.reach[Int(id)].isDisjoint(with: wanted) else { return }
    let subschema = program.tables.subschemas[Int(id)]
    guard program.enter(subschema, &state) else { return }
    report(subschema.origin, index, body)
    let kind = nodes[index].kind
    if kind == .object, subschema.objects >= 0 {
      visitMembers(program.tables.objects[Int(subschema.objects)], index, nodes, bytes, body)
    } else if kind == .array, subschema.arrays >= 0 {
      visitElements(program.tables.arrays[Int(subschema.arrays)], index, nodes, bytes, body)
    }
    var position = subschema.checkStart
    while position < subschema.checkEnd {
      let check = program.tables.checks[Int(position)]
      visitApplied(check, of: subschema, index, nodes, bytes, body)
      position += 1
    }
    program.leave(&state)
  }

  private mutating func report(_ id: Int32, _ index: Int, _ body: (Int32, Int) -> Void) {
    let annotations = program.tables.annotations[Int(id)]
    guard
      (wanted.contains(.uses) && annotations.hasUses)
        || (wanted.contains(.deprecated) && annotations.isDeprecated)
    else { return }
    if program.tables.visitsTwice {
      guard seen.insert(UInt64(id) << 32 | UInt64(index)).inserted else { return }
    }
    body(id, index)
  }

  private func isWanted(_ id: Int32) -> Bool {
    id >= 0 && !program.tables.reach[Int(id)].isDisjoint(with: wanted)
  }

  private mutating func visitMembers(
    _ rule: ObjectChecks, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>,
    _ body: (Int32, Int) -> Void
  ) {
    var key = index + 1
    while key < Int(nodes[index].next) {
      let name = nodes[key]
      let start = Int(name.textStart)
      let count = Int(name.textEnd) - start
      var isNamed = false
      if let property = program.tables.property(of: rule, bytes, start, count),
        property.subschema >= 0
      {
        isNamed = true
        if isWanted(property.subschema) {
          visit(property.subschema, key + 1, nodes, bytes, body)
        }
      }
      for position in rule.patternStart..<rule.patternEnd {
        let property = program.tables.patternProperties[Int(position)]
        guard
          program.matches(property.pattern, bytes.extracting(start..<start + count), &state)
        else { continue }
        isNamed = true
        visit(property.subschema, key + 1, nodes, bytes, body)
      }
      if !isNamed, isWanted(rule.additional) {
        visit(rule.additional, key + 1, nodes, bytes, body)
      }
      if isWanted(rule.propertyNames) { visit(rule.propertyNames, key, nodes, bytes, body) }
      key = Int(nodes[key + 1].next)
    }
    for position in rule.dependentStart..<rule.dependentEnd {
      let dependent = program.tables.dependents[Int(position)]
      if isWanted(dependent.subschema), program.hasMember(dependent.name, index, nodes, bytes) {
        visit(dependent.subschema, index, nodes, bytes, body)
      }
    }
  }

  private mutating func visitElements(
    _ rule: ArrayChecks, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>,
    _ body: (Int32, Int) -> Void
  ) {
    var element = index + 1
    var prefix = rule.prefixStart
    while element < Int(nodes[index].next) {
      var id = rule.items
      if prefix < rule.prefixEnd {
        id = program.tables.lists[Int(prefix)]
        prefix += 1
      }
      if isWanted(id) { visit(id, element, nodes, bytes, body) }
      if isWanted(rule.contains),
        program.accepts(rule.contains, element, nodes, bytes, &state)
      {
        visit(rule.contains, element, nodes, bytes, body)
      }
      element = Int(nodes[element].next)
    }
  }

  private mutating func visitApplied(
    _ check: Check, of subschema: Subschema, _ index: Int, _ nodes: Span<Node>,
    _ bytes: Span<UInt8>, _ body: (Int32, Int) -> Void
  ) {
    switch check.operation {
    case .all:
      for position in check.first..<check.second {
        visit(program.tables.lists[Int(position)], index, nodes, bytes, body)
      }
    case .any, .one:
      for position in check.first..<check.second {
        let id = program.tables.lists[Int(position)]
        if isWanted(id), program.accepts(id, index, nodes, bytes, &state) {
          visit(id, index, nodes, bytes, body)
        }
      }
    case .conditional:
      guard isWanted(check.first) || isWanted(check.second) || isWanted(check.third) else { return }
      if program.accepts(check.first, index, nodes, bytes, &state) {
        visit(check.first, index, nodes, bytes, body)
        if check.second >= 0 { visit(check.second, index, nodes, bytes, body) }
      } else if check.third >= 0 {
        visit(check.third, index, nodes, bytes, body)
      }
    case .dynamicReference:
      visit(program.target(of: check.first, state), index, nodes, bytes, body)
    case .unevaluatedProperties where nodes[index].kind == .object && isWanted(check.first):
      var evaluated = EvaluatedSet()
      program.markMembers(
        of: subschema, index, nodes, bytes, &evaluated, &state, isOuter: true)
      var position = 0
      var key = index + 1
      while key < Int(nodes[index].next) {
        if !evaluated.contains(position) { visit(check.first, key + 1, nodes, bytes, body) }
        position += 1
        key = Int(nodes[key + 1].next)
      }
    case .unevaluatedItems where nodes[index].kind == .array && isWanted(check.first):
      var evaluated = EvaluatedSet()
      program.markElements(
        of: subschema, index, nodes, bytes, &evaluated, &state, isOuter: true)
      var position = 0
      var element = index + 1
      while element < Int(nodes[index].next) {
        if !evaluated.contains(position) { visit(check.first, element, nodes, bytes, body) }
        position += 1
        element = Int(nodes[element].next)
      }
    case .constants, .not, .unevaluatedProperties, .unevaluatedItems, .order, .notAfter, .uniqueBy:
      break
    }
  }
}
