internal import Documents

/// `anyOf` and `oneOf`: of many alternatives the one that was most likely meant.
extension Explainer {
  mutating func explainAlternatives(
    _ check: Check, _ id: Int32, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> [Explanation] {
    let targets = (check.first..<check.second).map { program.tables.lists[Int($0)] }
    var fitting: [Int] = []
    for (position, target) in targets.enumerated()
    where program.accepts(target, index, nodes, bytes, &state) {
      fitting.append(position)
    }
    if !fitting.isEmpty { return [tooMany(fitting, check, id, index, targets)] }
    if let merged = mergedConstants(check, id, index, targets) { return [merged] }
    if let merged = mergedTypes(check, id, index, nodes, targets) { return [merged] }
    if let merged = mergedRequired(check, id, index, targets) { return [merged] }
    // Alternatives for values of another type are out of the question.
    let ofType = targets.filter {
      program.tables.subschemas[Int($0)].kinds.contains(kind: nodes[index].kind)
    }
    let candidates = ofType.isEmpty ? targets : ofType
    if let discriminated = discriminated(check, id, index, candidates) { return [discriminated] }
    var best = candidates[0]
    var bestScore = score(best, index, nodes, bytes)
    for target in candidates.dropFirst() {
      let score = score(target, index, nodes, bytes)
      if score > bestScore { (best, bestScore) = (target, score) }
    }
    return explain(best, index, nodes, bytes).prefix(5).map {
      $0.asClosest(of: targets.count)
    }
  }

  private func tooMany(
    _ fitting: [Int], _ check: Check, _ id: Int32, _ index: Int, _ targets: [Int32]
  ) -> Explanation {
    let names = fitting.map { position -> String in
      let schema = program.schema(targets[position])
      let title = schema["title"]?.string ?? schema["$ref"]?.string
      return title.map(ValueDescription.quoted) ?? "number \(position + 1)"
    }
    return Explanation(
      check.keyword, id, index,
      "\(subject(index)) must fit exactly one of \(targets.count) alternatives, and fits "
        + "\(fitting.count): \(Words.all(Array(names.prefix(5))))",
      help: "change the value, or the schema, so that it fits only one")
  }

  /// Where every alternative is only a list of constants, they are one list.
  private func mergedConstants(
    _ check: Check, _ id: Int32, _ index: Int, _ targets: [Int32]
  ) -> Explanation? {
    var values: [Value] = []
    for target in targets {
      let schema = program.schema(program.tables.subschemas[Int(target)].origin)
      guard let own = constants(schema) else { return nil }
      values += own
    }
    guard !values.isEmpty else { return nil }
    return explainConstants(check.keyword, id, index, values)
  }

  private func constants(_ schema: Value) -> [Value]? {
    if let value = schema["const"] { return [value] }
    if let list = schema["enum"], list.kind == .array { return Array(list.elements) }
    return nil
  }

  /// Where the value's type fits no alternative, the types that would.
  private func mergedTypes(
    _ check: Check, _ id: Int32, _ index: Int, _ nodes: Span<Node>, _ targets: [Int32]
  ) -> Explanation? {
    var names: [String] = []
    for target in targets {
      let subschema = program.tables.subschemas[Int(target)]
      guard !subschema.kinds.contains(kind: nodes[index].kind),
        let type = program.schema(subschema.origin)["type"]
      else { return nil }
      let own = type.kind == .array ? type.elements.compactMap(\.string) : [type.string ?? ""]
      names += own.filter { !names.contains($0) }
    }
    return Explanation(
      check.keyword, id, index,
      "\(subject(index)) must be \(Words.alternatives(names.map(TypeWords.phrase))), "
        + found(index))
  }

  /// Where every alternative only asks for members, these.
  private func mergedRequired(
    _ check: Check, _ id: Int32, _ index: Int, _ targets: [Int32]
  ) -> Explanation? {
    guard value(index).kind == .object, targets.count > 1 else { return nil }
    var names: [String] = []
    for target in targets {
      let schema = program.schema(program.tables.subschemas[Int(target)].origin)
      guard schema.count == 1, let required = schema["required"], required.count > 0 else {
        return nil
      }
      names.append(Words.all(required.elements.compactMap(\.string).map(ValueDescription.name)))
    }
    let isExclusive = check.operation == .one
    return Explanation(
      check.keyword, id, index,
      "\(isExclusive ? "exactly one" : "at least one") of \(Words.all(names)) must be present")
  }

  /// Where all alternatives tell themselves apart by one member's constants and none has the
  /// value's, that member is what is wrong.
  private func discriminated(
    _ check: Check, _ id: Int32, _ index: Int, _ targets: [Int32]
  ) -> Explanation? {
    let object = value(index)
    guard object.kind == .object, targets.count > 1 else { return nil }
    for (key, member) in object.members {
      guard let name = key.string, member.kind == .string else { continue }
      var values: [Value] = []
      let isDiscriminator = targets.allSatisfy { target in
        let schema = program.schema(program.tables.subschemas[Int(target)].origin)
        guard let property = schema["properties"]?[name], let own = constants(property),
          own.count <= 8
        else { return false }
        values += own
        return true
      }
      guard isDiscriminator, !values.contains(where: { $0.string == member.string }) else {
        continue
      }
      var distinct: [Value] = []
      for value in values where !distinct.contains(where: { $0.string == value.string }) {
        distinct.append(value)
      }
      return explainConstants(check.keyword, id, member.index, distinct)
    }
    return nil
  }
}

extension Explanation {
  /// With the number of alternatives noted, where an inner one has not done so already.
  fileprivate func asClosest(of count: Int) -> Self {
    guard count > 1, !isOfAlternative else { return self }
    var result = self
    let others = count == 2 ? "the other one does" : "the \(count - 1) others do"
    let note = "this is the closest of \(count) alternatives; \(others) not fit either"
    result.help = help.map { "\($0); \(note)" } ?? note
    result.isOfAlternative = true
    return result
  }
}

/// How close an alternative came; what is compared first weighs most.
struct BranchScore: Comparable {
  var hasType: Bool
  /// Members with a constant, such as a kind, that fit, less those that do not.
  var constants: Int
  /// Members that are wrong or missing or too many.
  var failures: Int
  /// Members that are right.
  var fitting: Int

  static func < (left: Self, right: Self) -> Bool {
    if left.hasType != right.hasType { return !left.hasType }
    if left.constants != right.constants { return left.constants < right.constants }
    if left.failures != right.failures { return left.failures > right.failures }
    return left.fitting < right.fitting
  }
}

extension Explainer {
  /// How close an alternative came, by a look at the value and its members only.
  mutating func score(
    _ id: Int32, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> BranchScore {
    var score = BranchScore(hasType: true, constants: 0, failures: 0, fitting: 0)
    var pending = [id]
    var known: Set<Int32> = []
    while let id = pending.popLast(), known.count < 50 {
      guard known.insert(id).inserted else { continue }
      let subschema = program.tables.subschemas[Int(id)]
      if !subschema.kinds.contains(kind: nodes[index].kind) {
        score.hasType = false
        continue
      }
      for position in subschema.checkStart..<subschema.checkEnd {
        let check = program.tables.checks[Int(position)]
        if check.operation == .all {
          pending += (check.first..<check.second).map { program.tables.lists[Int($0)] }
        } else if !program.accepts(check, of: subschema, index, nodes, bytes, &state) {
          score.failures += 1
          if check.operation == .constants { score.constants -= 1 }
        }
      }
      if nodes[index].kind == .object, subschema.objects >= 0 {
        scoreMembers(subschema, index, nodes, bytes, &score)
      } else if nodes[index].kind == .array, subschema.arrays >= 0 {
        let rule = program.tables.arrays[Int(subschema.arrays)]
        if !program.accepts(rule, array: index, nodes, bytes, &state) { score.failures += 1 }
      }
    }
    return score
  }

  private mutating func scoreMembers(
    _ subschema: Subschema, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>,
    _ score: inout BranchScore
  ) {
    let rule = program.tables.objects[Int(subschema.objects)]
    var requiredCount = 0
    var key = index + 1
    while key < Int(nodes[index].next) {
      defer { key = Int(nodes[key + 1].next) }
      let start = Int(nodes[key].textStart)
      let count = Int(nodes[key].textEnd) - start
      guard let property = program.tables.property(of: rule, bytes, start, count) else {
        if rule.additional >= 0, rule.patternStart == rule.patternEnd,
          !program.accepts(rule.additional, key + 1, nodes, bytes, &state)
        {
          score.failures += 1
        }
        continue
      }
      if property.isRequired { requiredCount += 1 }
      guard property.subschema >= 0 else { continue }
      let isFitting = program.accepts(property.subschema, key + 1, nodes, bytes, &state)
      if isFitting { score.fitting += 1 } else { score.failures += 1 }
      let target = program.schema(program.tables.subschemas[Int(property.subschema)].origin)
      if target["const"] != nil { score.constants += isFitting ? 1 : -1 }
    }
    score.failures += Int(rule.requiredCount) - requiredCount
  }
}
