internal import Documents

/// Keywords that combine schemas, and those that hold whatever the type.
extension SchemaComparer {
  mutating func proves(_ facts: Facts, _ goal: Int32, _ check: Check) -> Bool {
    let schema = wanted(facts)
    switch check.operation {
    case .constants:
      report(goal, check.keyword, facts)
      return false
    case .all:
      return schema.list(check).reduce(true) { proves(facts, $1) && $0 }
    case .dynamicReference where !schema.tables.usesDynamicScope:
      return proves(facts, schema.tables.dynamicReferences[Int(check.first)].initial)
    case .any:
      let branches = schema.list(check)
      if tries({ comparer in branches.contains { comparer.proves(facts, $0) } }) { return true }
    case .one:
      if provesOne(facts, check) { return true }
    case .not:
      if provesNot(facts, check.first) { return true }
    case .conditional:
      if provesConditional(facts, check) { return true }
    case .unevaluatedProperties, .unevaluatedItems:
      if provesUnevaluated(facts, goal, check) { return true }
    case .dynamicReference, .order, .notAfter, .uniqueBy:
      if holdsAsItWas(facts, goal, check.keyword) { return true }
    }
    report(goal, check.keyword, facts)
    return false
  }

  /// Exactly one branch: either the branches are those that they were, or no two of them accept
  /// the same type, so that one is as good as at least one.
  private mutating func provesOne(_ facts: Facts, _ check: Check) -> Bool {
    let schema = wanted(facts)
    let branches = schema.list(check)
    let kinds = branches.map { reversed(facts, [$0]).kinds }
    let areDisjoint = kinds.indices.allSatisfy { first in
      kinds.indices.allSatisfy { $0 <= first || kinds[$0].isDisjoint(with: kinds[first]) }
    }
    if areDisjoint {
      return tries { comparer in branches.contains { comparer.proves(facts, $0) } }
    }
    for id in facts.ids {
      for known in known(facts).checks(id) where known.operation == .one {
        let before = self.known(facts).list(known)
        guard before.count == branches.count else { continue }
        let areSame = zip(before, branches).allSatisfy { areEqual(facts, $0, $1) }
        if areSame { return true }
      }
    }
    return false
  }

  /// What must not pass now did not have to pass before.
  private mutating func provesNot(_ facts: Facts, _ schema: Int32) -> Bool {
    if facts.kinds.isDisjoint(with: reversed(facts, [schema]).kinds) { return true }
    for id in facts.ids {
      for known in known(facts).checks(id) where known.operation == .not {
        if tries({ $0.proves($0.reversed(facts, [schema]), known.first) }) { return true }
      }
    }
    return false
  }

  private mutating func provesConditional(_ facts: Facts, _ check: Check) -> Bool {
    let branches = [check.second, check.third]
    if tries({ comparer in branches.allSatisfy { $0 < 0 || comparer.proves(facts, $0) } }) {
      return true
    }
    for id in facts.ids {
      for known in known(facts).checks(id) where known.operation == .conditional {
        guard areEqual(facts, known.first, check.first) else { continue }
        let isProved = tries { comparer in
          zip([known.second, known.third], branches).allSatisfy { before, now in
            now < 0 || comparer.proves(before < 0 ? facts : comparer.adding(before, to: facts), now)
          }
        }
        if isProved { return true }
      }
    }
    return false
  }

  /// What other keywords have looked at depends on the value, so the whole schema must be the same,
  /// but for members that were added to `properties`.
  private mutating func provesUnevaluated(_ facts: Facts, _ goal: Int32, _ check: Check) -> Bool {
    for id in facts.ids {
      for known in known(facts).checks(id) where known.operation == check.operation {
        let rest = child(of: facts, [known.first])
        guard tries({ $0.proves(rest, check.first) }),
          looksAtNoLess(known: id, self.known(facts), goal, wanted(facts))
        else { continue }
        return true
      }
    }
    return false
  }

  /// Whether the later schema looks at all that the earlier one looked at, whatever the value: both
  /// name members and nothing else, and the members named before are among those named now.
  private func looksAtNoLess(
    known id: Int32, _ known: ComparedSchema, _ goal: Int32, _ wanted: ComparedSchema
  ) -> Bool {
    let before = known.closure([id])
    let now = wanted.closure([goal])
    guard before.allSatisfy({ onlyNamesMembers($0, known, below: id) }),
      now.allSatisfy({ onlyNamesMembers($0, wanted, below: goal) })
    else { return false }
    let names = Set(now.flatMap { wanted.names($0, .properties) })
    return before.flatMap { known.names($0, .properties) }.allSatisfy(names.contains)
  }

  /// Whether what a schema looks at does not depend on the value: the members that it names.
  func onlyNamesMembers(_ id: Int32, _ schema: ComparedSchema, below outer: Int32) -> Bool {
    let looksAtNothing: Set<Check.Operation> = [
      .all, .constants, .not, .order, .uniqueBy, .notAfter,
    ]
    let isPlain = schema.checks(id).allSatisfy { check in
      looksAtNothing.contains(check.operation)
        || id == outer
          && (check.operation == .unevaluatedProperties || check.operation == .unevaluatedItems)
    }
    let rule = schema.objects(id)
    let namesOnly =
      rule.map {
        $0.patternStart == $0.patternEnd && $0.additional < 0
          && $0.dependentStart == $0.dependentEnd
      } ?? true
    return isPlain && namesOnly && schema.arrays(id) == nil
  }

  /// Whether a keyword stands in one of the facts with the same value.
  private func holdsAsItWas(_ facts: Facts, _ goal: Int32, _ keyword: Keyword) -> Bool {
    guard keyword != .dynamicReference, keyword != .recursiveReference,
      let now = wanted(facts).text(goal)[keyword.rawValue]
    else { return false }
    return facts.ids.contains {
      known(facts).text($0)[keyword.rawValue].map { $0.jsonText == now.jsonText } == true
    }
  }
}
