internal import Documents

/// Objects and their members.
extension SchemaComparer {
  mutating func provesObjects(_ facts: Facts, _ goal: Int32) -> Bool {
    guard let rule = wanted(facts).objects(goal) else { return true }
    let schema = known(facts)
    let required = Set(facts.ids.flatMap { self.required($0, schema) })
    var isProved = true
    for name in self.required(goal, wanted(facts)) where !required.contains(name) {
      report(goal, .required, facts, "the member '\(name)' is required, was not")
      isProved = false
    }
    let rules = facts.ids.compactMap { schema.objects($0) }
    let least = max(required.count, rules.map { Int($0.minProperties) }.max() ?? 0)
    if rule.minProperties > 0, least < Int(rule.minProperties) {
      report(goal, .minProperties, facts)
      isProved = false
    }
    if rule.maxProperties < .max, !rules.contains(where: { $0.maxProperties <= rule.maxProperties })
    {
      report(goal, .maxProperties, facts)
      isProved = false
    }
    isProved = provesMembers(facts, goal, rule) && isProved
    isProved = provesNames(facts, goal, rule) && isProved
    isProved = provesDependents(facts, goal, rule, required) && isProved
    return isProved
  }

  private func required(_ id: Int32, _ schema: ComparedSchema) -> [String] {
    guard schema.objects(id) != nil else { return [] }
    return schema.names(id, .required)
  }

  // MARK: Members

  private mutating func provesMembers(
    _ facts: Facts, _ goal: Int32, _ rule: ObjectChecks
  ) -> Bool {
    let schema = known(facts)
    var names = wanted(facts).names(goal, .properties)
    for id in facts.ids where schema.objects(id) != nil { names += schema.names(id, .properties) }
    var seen: Set<String> = []
    var isProved = true
    for name in names where seen.insert(name).inserted {
      let known = facts.ids.flatMap { members(name, $0, schema) }
      var member = child(of: facts, known)
      member.isNewMember = facts.isNewMember || known.isEmpty && member.isComplete
      for target in members(name, goal, wanted(facts)) {
        isProved = inside(name) { $0.proves(member, target) } && isProved
      }
    }
    let patterns = wanted(facts).names(goal, .patternProperties)
    for (offset, pattern) in patterns.enumerated() {
      let target = wanted(facts).tables.patternProperties[Int(rule.patternStart) + offset].subschema
      isProved = provesOthers(facts, target, matching: pattern, not: []) && isProved
    }
    if rule.additional >= 0 {
      isProved =
        provesOthers(facts, rule.additional, matching: nil, not: Set(patterns)) && isProved
    }
    return isProved
  }

  /// What a subschema asks of a member of a name.
  private func members(_ name: String, _ id: Int32, _ schema: ComparedSchema) -> [Int32] {
    guard let rule = schema.objects(id) else {
      return unevaluated(id, schema).map { [$0.subschema] } ?? []
    }
    let bytes = Array(name.utf8)
    var targets: [Int32] = []
    if let property = schema.tables.property(of: rule, bytes.span, 0, bytes.count),
      property.subschema >= 0
    {
      targets.append(property.subschema)
    }
    let patterns = schema.tables.patternProperties[Int(rule.patternStart)..<Int(rule.patternEnd)]
    for property in patterns where schema.program.matches(Int(property.pattern), name) {
      targets.append(property.subschema)
    }
    if targets.isEmpty, rule.additional >= 0 { targets.append(rule.additional) }
    if let rest = unevaluated(id, schema), !rest.names.contains(name) {
      targets.append(rest.subschema)
    }
    return targets
  }

  /// The schema of `unevaluatedProperties`, and the members that it does not apply to, where these
  /// do not depend on the value.
  private func unevaluated(
    _ id: Int32, _ schema: ComparedSchema
  ) -> (subschema: Int32, names: Set<String>)? {
    guard let check = schema.checks(id).first(where: { $0.operation == .unevaluatedProperties })
    else { return nil }
    let closure = schema.closure([id])
    guard closure.allSatisfy({ onlyNamesMembers($0, schema, below: id) }) else { return nil }
    return (check.first, Set(closure.flatMap { schema.names($0, .properties) }))
  }

  /// Proves a goal for the members that neither side names.
  ///
  /// Of such a member a subschema with `patternProperties` says what one of its patterns says, or
  /// `additionalProperties`; which one is not known, so the goal must follow from each.
  private mutating func provesOthers(
    _ facts: Facts, _ goal: Int32, matching pattern: String?, not others: Set<String>
  ) -> Bool {
    let schema = known(facts)
    func cases(_ id: Int32) -> [[Int32]] {
      if let rest = unevaluated(id, schema) { return [[rest.subschema]] }
      guard let rule = schema.objects(id) else { return [[]] }
      let patterns = schema.names(id, .patternProperties)
      func target(_ offset: Int) -> Int32 {
        schema.tables.patternProperties[Int(rule.patternStart) + offset].subschema
      }
      if let pattern, let same = patterns.firstIndex(of: pattern) { return [[target(same)]] }
      let rest = rule.additional < 0 ? [] : [rule.additional]
      return patterns.indices.filter { !others.contains(patterns[$0]) }.map { [target($0)] }
        + [rest]
    }
    let all = facts.ids.map(cases)
    for alternatives in all {
      let isProved = tries { comparer in
        alternatives.allSatisfy { comparer.proves(comparer.child(of: facts, $0), goal) }
      }
      if isProved { return true }
    }
    // Once more with all that surely holds, to say what is missing.
    let sure = all.filter { $0.count == 1 }
    var others = child(of: facts, sure.flatMap { $0[0] })
    others.isComplete = others.isComplete && sure.count == all.count
    return inside("*") { $0.proves(others, goal) }
  }

  private mutating func provesNames(_ facts: Facts, _ goal: Int32, _ rule: ObjectChecks) -> Bool {
    guard rule.propertyNames >= 0 else { return true }
    let schema = known(facts)
    let ids = facts.ids.compactMap { schema.objects($0)?.propertyNames }.filter { $0 >= 0 }
    let names = self.facts(facts.side, ids, kinds: .string)
    if tries({ $0.proves(names, rule.propertyNames) }) { return true }
    for id in facts.ids {
      guard let known = schema.objects(id), known.additional >= 0,
        schema.subschema(known.additional).isFalse, known.patternStart == known.patternEnd
      else { continue }
      let isProved = schema.names(id, .properties).allSatisfy { name in
        var text: [UInt8] = []
        JSONText.appendString(name, to: &text)
        let value = DocumentReader.read(text, as: .json).document.root
        return wanted(facts).accepts(rule.propertyNames, value) == true
      }
      if isProved { return true }
    }
    report(goal, .propertyNames, facts)
    return false
  }

  private mutating func provesDependents(
    _ facts: Facts, _ goal: Int32, _ rule: ObjectChecks, _ required: Set<String>
  ) -> Bool {
    var isProved = true
    for dependent in dependents(rule, wanted(facts)) {
      if provesDependent(facts, dependent, required) { continue }
      report(goal, dependent.keyword, facts)
      isProved = false
    }
    return isProved
  }

  private struct NamedDependent {
    let name: [UInt8]
    let keyword: Keyword
    let subschema: Int32
    let required: Set<String>
  }

  private func dependents(_ rule: ObjectChecks, _ schema: ComparedSchema) -> [NamedDependent] {
    let tables = schema.tables
    return tables.dependents[Int(rule.dependentStart)..<Int(rule.dependentEnd)].map { dependent in
      let names = tables.lists[Int(dependent.requiredStart)..<Int(dependent.requiredEnd)]
      return NamedDependent(
        name: tables.texts[Int(dependent.name)], keyword: dependent.keyword,
        subschema: dependent.subschema,
        required: Set(names.map { String(decoding: tables.texts[Int($0)], as: UTF8.self) }))
    }
  }

  private mutating func provesDependent(
    _ facts: Facts, _ dependent: NamedDependent, _ required: Set<String>
  ) -> Bool {
    let schema = known(facts)
    let same = facts.ids.compactMap { schema.objects($0) }
      .flatMap { dependents($0, schema) }.filter { $0.name == dependent.name }
    if dependent.subschema < 0 {
      let names = same.reduce(required) { $0.union($1.required) }
      return dependent.required.isSubset(of: names)
    }
    return tries { comparer in
      var all = facts
      for known in same where known.subschema >= 0 {
        all = comparer.adding(known.subschema, to: all)
      }
      return comparer.proves(all, dependent.subschema)
    }
  }
}
