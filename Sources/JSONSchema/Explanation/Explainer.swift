internal import Documents

/// The slow path: says what is wrong with a value, at the narrowest place.
///
/// It runs only for values that the fast path refused, over the same program. It asks the fast path
/// which parts fail and looks closer at these alone, so that it too takes time in proportion to the
/// record.
struct Explainer: ~Copyable {
  let program: Program
  let document: Document
  var state: EvaluationState
  /// How many explanations are still wanted.
  var budget: Int

  init(program: Program, document: Document, maximumCount: Int) {
    self.program = program
    self.document = document
    state = EvaluationState(document)
    budget = maximumCount
  }

  /// What a subschema has against the value of a node; empty where it accepts it.
  mutating func explain(
    _ id: Int32, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> [Explanation] {
    guard budget > 0, state.stop == nil,
      !program.accepts(id, index, nodes, bytes, &state), state.stop == nil
    else { return [] }
    let subschema = program.tables.subschemas[Int(id)]
    let origin = subschema.origin
    guard program.enter(subschema, &state) else { return [] }
    defer { program.leave(&state) }
    let budgetBefore = budget
    var found = explainType(subschema, index, nodes)
    // What else is wanted of another type would only repeat it.
    if found.isEmpty {
      found += explainScalar(subschema, index, nodes, bytes)
      if nodes[index].kind == .object { found += explainObject(subschema, index, nodes, bytes) }
      if nodes[index].kind == .array { found += explainArray(subschema, index, nodes, bytes) }
      for position in subschema.checkStart..<subschema.checkEnd {
        found += explain(program.tables.checks[Int(position)], subschema, index, nodes, bytes)
      }
    }
    if program.tables.annotations[Int(origin)].hasMessage, let first = found.first {
      found = [replacingMessage(of: first, isAlone: found.count == 1, origin, index)]
    }
    // What inner schemas have found is among it.
    budget = budgetBefore - found.count
    return found
  }

  /// `x-message`: the schema's own words, at the one place that failed or else at the value.
  private func replacingMessage(
    of first: Explanation, isAlone: Bool, _ id: Int32, _ index: Int
  ) -> Explanation {
    let message = program.schema(id)[Keyword.message.rawValue]?.string ?? first.message
    var explanation = Explanation(
      named: first.keyword, first.schema, path: first.path, isAlone ? first.node : index, message)
    explanation.hasOwnWords = true
    return explanation
  }

  func subject(_ index: Int) -> String { Subject.of(index, in: document) }

  func value(_ index: Int) -> Value { Value(document: document, index: index) }

  func found(_ index: Int) -> String { "found \(ValueDescription.of(value(index)))" }

  /// The text of a subschema's keyword.
  func keyword(_ keyword: Keyword, of id: Int32) -> Value? {
    program.schema(id)[keyword.rawValue]
  }

  private func explainType(
    _ subschema: Subschema, _ index: Int, _ nodes: Span<Node>
  ) -> [Explanation] {
    let id = subschema.origin
    if subschema.isFalse {
      return [
        Explanation(
          named: "false", id, path: "", index, "\(subject(index)) is not allowed here",
          help: "remove it")
      ]
    }
    var isWrong = !subschema.kinds.contains(kind: nodes[index].kind)
    if !isWrong, nodes[index].kind == .number, subschema.numbers >= 0 {
      let rule = program.tables.numbers[Int(subschema.numbers)]
      isWrong =
        rule.isInteger
        && !value(index).withText {
          Program.isInteger(DecimalNumber(json: $0), $0, rule)
        }
    }
    guard isWrong, let type = keyword(.type, of: id) else { return [] }
    let wanted = TypeWords(type)
    return [
      Explanation(
        .type, id, index, "\(subject(index)) must be \(wanted.list), \(found(index))",
        help: wanted.help(for: value(index)))
    ]
  }
}
