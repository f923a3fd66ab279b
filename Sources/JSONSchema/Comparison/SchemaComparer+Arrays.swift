internal import Documents

/// Arrays and their elements.
extension SchemaComparer {
  mutating func provesArrays(_ facts: Facts, _ goal: Int32) -> Bool {
    guard let rule = wanted(facts).arrays(goal) else { return true }
    let schema = known(facts)
    let rules = facts.ids.compactMap { schema.arrays($0) }
    var isProved = true
    let least = rules.map { Int($0.minItems) }.max() ?? 0
    let most = rules.map { Int($0.maxItems) }.min() ?? .max
    if rule.minItems > 0, least < Int(rule.minItems) {
      report(goal, .minItems, facts)
      isProved = false
    }
    if rule.maxItems < .max, most > Int(rule.maxItems) {
      report(goal, .maxItems, facts)
      isProved = false
    }
    if rule.isUnique, most > 1, !rules.contains(where: \.isUnique) {
      report(goal, .uniqueItems, facts)
      isProved = false
    }
    isProved = provesElements(facts, rule, rules, most: most) && isProved
    if rule.contains >= 0 { isProved = provesContains(facts, goal, rule, rules) && isProved }
    return isProved
  }

  private mutating func provesElements(
    _ facts: Facts, _ rule: ArrayChecks, _ rules: [ArrayChecks], most: Int
  ) -> Bool {
    let count = max(rule.prefixCount, rules.map(\.prefixCount).max() ?? 0)
    var isProved = true
    // The last round is for all elements behind those with schemas of their own.
    for position in 0...count where position < most {
      let goal = element(position, rule, wanted(facts))
      guard goal >= 0 else { continue }
      let ids = rules.map { element(position, $0, known(facts)) }.filter { $0 >= 0 }
      let facts = child(of: facts, ids)
      isProved =
        inside(position < count ? "\(position)" : "*") { $0.proves(facts, goal) } && isProved
    }
    return isProved
  }

  private func element(_ position: Int, _ rule: ArrayChecks, _ schema: ComparedSchema) -> Int32 {
    position < rule.prefixCount
      ? schema.tables.lists[Int(rule.prefixStart) + position] : rule.items
  }

  private mutating func provesContains(
    _ facts: Facts, _ goal: Int32, _ rule: ArrayChecks, _ rules: [ArrayChecks]
  ) -> Bool {
    let hasMost = rule.maxContains < .max
    guard rule.minContains > 0 || hasMost else { return true }
    for known in rules where known.contains >= 0 {
      let hasEnough =
        known.minContains >= rule.minContains
        && tries { $0.proves($0.child(of: facts, [known.contains]), rule.contains) }
      let hasNoMore =
        !hasMost
        || known.maxContains <= rule.maxContains
          && tries { $0.proves($0.reversed(facts, [rule.contains]), known.contains) }
      if hasEnough || rule.minContains == 0, hasNoMore { return true }
    }
    report(goal, .contains, facts)
    return false
  }
}
