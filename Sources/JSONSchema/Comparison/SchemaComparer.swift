internal import Documents

/// Proves that one schema accepts all that another accepts, or collects where it cannot.
///
/// A goal is a subschema of one side; the facts are the subschemas of the other side that a value
/// is known to pass. Each thing that the goal asks must follow from the facts. A goal that is met
/// again on the way to itself is taken for proved: a value is finite, so the way ends in a value
/// without members.
struct SchemaComparer {
  /// Which schema facts are from; the goal is from the other one.
  enum Side: Int { case earlier, later }

  /// What is known of the values at a place.
  struct Facts {
    var side: Side
    /// The subschemas that they pass, with those behind `$ref` and `allOf`.
    var ids: [Int32]
    /// The types that they have.
    var kinds: KindSet
    /// Whether nothing else is known of them; else a value that the subschemas accept may still be
    /// excluded.
    var isComplete = true
    /// Whether they are the values of a member that the known schema never mentions.
    var isNewMember = false
    /// Checks of several branches of which one was chosen.
    var decided: Set<Int32> = []
  }

  private let schemas: [ComparedSchema]
  private var proved: [Goal] = []
  private var provedSet: Set<Goal> = []
  private var remainingSteps = 100_000
  private var depth = 0
  /// Failures while alternatives are tried are not reported.
  private var trials = 0
  private var path: [String] = []
  private var found: [SchemaComparison.Difference] = []

  private struct Goal: Hashable {
    let side: Int
    let ids: [Int32]
    let kinds: KindSet
    /// Without these, choosing a branch that is known already would look like the goal itself.
    let decided: Set<Int32>
    let goal: Int32
  }

  private static let maximumDepth = 100
  private static let maximumDifferenceCount = 100

  init(earlier: ComparedSchema, later: ComparedSchema) { schemas = [earlier, later] }

  /// Where the later schema may accept less than the earlier one.
  mutating func differences() -> [SchemaComparison.Difference] {
    let facts = facts(.earlier, [schemas[0].program.root])
    if !proves(facts, schemas[1].program.root), found.isEmpty {
      report(schemas[1].program.root, nil, facts, "the schemas are too large to be compared")
    }
    return found
  }

  func known(_ facts: Facts) -> ComparedSchema { schemas[facts.side.rawValue] }
  func wanted(_ facts: Facts) -> ComparedSchema { schemas[1 - facts.side.rawValue] }

  func facts(_ side: Side, _ ids: [Int32], kinds: KindSet = .all) -> Facts {
    let schema = schemas[side.rawValue]
    var facts = Facts(side: side, ids: schema.closure(ids), kinds: kinds)
    for id in facts.ids {
      facts.kinds.formIntersection(schema.subschema(id).kinds)
      if let constants = schema.constants(id) {
        facts.kinds.formIntersection(KindSet(constants.map { KindSet($0.kind) }))
      }
    }
    return facts
  }

  /// Facts with one more subschema.
  func adding(_ id: Int32, to facts: Facts) -> Facts {
    var more = self.facts(facts.side, facts.ids + [id], kinds: facts.kinds)
    more.decided = facts.decided
    return more
  }

  /// Facts about a member or an element.
  func child(of facts: Facts, _ ids: [Int32]) -> Facts {
    var child = self.facts(facts.side, ids)
    child.isNewMember = facts.isNewMember
    let schema = known(facts)
    // What these say of members and elements depends on the whole value.
    child.isComplete =
      facts.isComplete
      && facts.ids.allSatisfy { id in
        let rule = schema.objects(id)
        return schema.checks(id).allSatisfy { Self.sayNothingOfChildren.contains($0.operation) }
          && (rule?.propertyNames ?? -1) < 0
          && rule.map { $0.dependentStart == $0.dependentEnd } ?? true
      }
    return child
  }

  private static let sayNothingOfChildren: Set<Check.Operation> = [
    .all, .constants, .order, .notAfter, .uniqueBy, .unevaluatedProperties,
  ]

  /// The same question the other way round: what passes `ids`, of the goal's side, is asked for.
  func reversed(_ facts: Facts, _ ids: [Int32]) -> Facts {
    self.facts(facts.side == .earlier ? .later : .earlier, ids)
  }

  // MARK: Proving

  /// Whether every value that the facts allow passes the goal.
  mutating func proves(_ facts: Facts, _ goal: Int32) -> Bool {
    let schema = wanted(facts)
    if facts.kinds.isEmpty { return true }
    if schema.subschema(goal).isTrivial, schema.annotations(goal).isEmpty { return true }
    guard depth < Self.maximumDepth, remainingSteps > 0 else { return false }
    remainingSteps -= 1
    let key = Goal(
      side: facts.side.rawValue, ids: facts.ids, kinds: facts.kinds, decided: facts.decided,
      goal: goal)
    guard provedSet.insert(key).inserted else { return true }
    let mark = proved.count
    proved.append(key)
    depth += 1
    defer { depth -= 1 }
    let reported = found.count
    if provesDirectly(facts, goal) { return true }
    if splits(facts, goal) {
      found.removeSubrange(reported...)
      return true
    }
    // What was proved on the way may rest on this.
    for key in proved[mark...] { provedSet.remove(key) }
    proved.removeSubrange(mark...)
    return false
  }

  /// Tries something whose failure says nothing.
  mutating func tries(_ body: (inout Self) -> Bool) -> Bool {
    trials += 1
    defer { trials -= 1 }
    return body(&self)
  }

  /// Whether two subschemas of the two sides accept the same.
  mutating func areEqual(_ facts: Facts, _ id: Int32, _ goal: Int32) -> Bool {
    tries { comparer in
      comparer.proves(comparer.child(of: facts, [id]), goal)
        && comparer.proves(comparer.reversed(facts, [goal]), id)
    }
  }

  private mutating func provesDirectly(_ facts: Facts, _ goal: Int32) -> Bool {
    if let values = values(of: facts) { return proves(facts, goal, values: values) }
    let schema = wanted(facts)
    let missing = facts.kinds.subtracting(schema.subschema(goal).kinds)
    guard missing.isEmpty else {
      report(goal, schema.subschema(goal).isFalse ? nil : .type, facts)
      return false
    }
    var isProved = provesUses(facts, goal)
    if facts.kinds.contains(.number) { isProved = provesNumbers(facts, goal) && isProved }
    if facts.kinds.contains(.string) { isProved = provesStrings(facts, goal) && isProved }
    if facts.kinds.contains(.array) { isProved = provesArrays(facts, goal) && isProved }
    if facts.kinds.contains(.object) { isProved = provesObjects(facts, goal) && isProved }
    for check in schema.checks(goal) {
      isProved = proves(facts, goal, check) && isProved
    }
    return isProved
  }

  /// The values that the facts allow, where they are few and known.
  private func values(of facts: Facts) -> [Value]? {
    let schema = known(facts)
    var values: [Value]?
    for id in facts.ids {
      if let constants = schema.constants(id), constants.count < values?.count ?? .max {
        values = constants
      }
    }
    if values == nil, facts.kinds.isSubset(of: [.null, .boolean]) {
      values = ["null", "true", "false"].map { DocumentReader.json($0).root }
    }
    return values?.filter { value in
      facts.kinds.contains(kind: value.kind)
        && facts.ids.allSatisfy { schema.accepts($0, value) != false }
    }
  }

  private mutating func proves(_ facts: Facts, _ goal: Int32, values: [Value]) -> Bool {
    let schema = wanted(facts)
    let isProved = provesUses(facts, goal)
    guard let rejected = values.first(where: { schema.accepts(goal, $0) != true }) else {
      return isProved
    }
    let keyword = [Keyword.enum, .const].first { schema.text(goal)[$0.rawValue] != nil }
    report(goal, keyword, facts, rejected: rejected)
    return false
  }

  /// Proves the goal for each type, or for each branch of an `anyOf` or `oneOf`, by itself.
  private mutating func splits(_ facts: Facts, _ goal: Int32) -> Bool {
    let schema = known(facts)
    for id in facts.ids {
      let range = schema.subschema(id).checkStart..<schema.subschema(id).checkEnd
      for position in range where !facts.decided.contains(position) {
        let check = schema.tables.checks[Int(position)]
        guard check.operation == .any || check.operation == .one else { continue }
        let isProved = tries { comparer in
          schema.list(check).allSatisfy { branch in
            var chosen = comparer.adding(branch, to: facts)
            chosen.decided.insert(position)
            return comparer.proves(chosen, goal)
          }
        }
        if isProved { return true }
      }
    }
    let kinds = Self.allKinds.filter { facts.kinds.contains($0) }
    guard kinds.count > 1, !wanted(facts).checks(goal).isEmpty else { return false }
    return tries { comparer in
      kinds.allSatisfy { kind in
        var chosen = facts
        chosen.kinds = kind
        return comparer.proves(chosen, goal)
      }
    }
  }

  static let allKinds: [KindSet] = [.null, .boolean, .number, .string, .array, .object]

  // MARK: Reporting

  mutating func inside(_ name: String, _ body: (inout Self) -> Bool) -> Bool {
    path.append(name == "*" ? name : JSONPointer.escape(name))
    defer { path.removeLast() }
    return body(&self)
  }

  /// Notes that something the goal asks does not follow from the facts.
  mutating func report(
    _ goal: Int32, _ keyword: Keyword?, _ facts: Facts, _ message: String? = nil,
    rejected: Value? = nil, extensionName: String? = nil
  ) {
    guard trials == 0, found.count < Self.maximumDifferenceCount else { return }
    let schema = wanted(facts)
    let origin = schema.subschema(goal).origin
    let place = schema.tables.places[Int(origin)]
    let name = extensionName ?? keyword?.rawValue
    let location =
      schema.program.entries[place.document].location + "#" + schema.text(goal).pointer
      + (name.map { "/" + $0 } ?? "")
    var witness = WitnessSearch(known: known(facts), wanted: schema)
    let value =
      rejected?.jsonText
      ?? (extensionName == nil && facts.isComplete
        ? witness.value(facts.ids, kinds: facts.kinds, not: goal) : nil)
    found.append(
      SchemaComparison.Difference(
        pointer: path.map { "/" + $0 }.joined(), schemaLocation: location,
        message: message ?? words(goal, name, facts), rejected: value,
        isNewMember: facts.isNewMember))
  }

  private func words(_ goal: Int32, _ name: String?, _ facts: Facts) -> String {
    guard let name else { return "nothing is allowed here any more" }
    let now = wanted(facts).text(goal)[name].map { VisibleJSON.shortened($0) } ?? "another"
    let before = facts.ids.lazy.compactMap { self.known(facts).text($0)[name] }.first
    guard let before else { return "'\(name)' is \(now), was not there" }
    return "'\(name)' is \(now), was \(VisibleJSON.shortened(before))"
  }
}

/// JSON in messages.
enum VisibleJSON {
  static func shortened(_ value: Value) -> String {
    let text = value.jsonText
    return text.count > 60 ? text.prefix(59) + "…" : text
  }
}

extension Value {
  var jsonText: String {
    var bytes: [UInt8] = []
    appendJSON(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension DocumentReader {
  /// The document of a JSON text that is known to be well-formed.
  static func json(_ text: String) -> Document { read(Array(text.utf8), as: .json).document }
}
