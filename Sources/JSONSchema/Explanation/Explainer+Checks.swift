internal import Documents

/// The keywords that do not depend on the type of the value.
extension Explainer {
  mutating func explain(
    _ check: Check, _ subschema: Subschema, _ index: Int, _ nodes: Span<Node>,
    _ bytes: Span<UInt8>
  ) -> [Explanation] {
    guard budget > 0,
      !program.accepts(check, of: subschema, index, nodes, bytes, &state)
    else { return [] }
    let id = subschema.origin
    switch check.operation {
    case .constants: return [explainConstants(check.keyword, id, index)]
    case .all:
      var result: [Explanation] = []
      for position in check.first..<check.second {
        result += explain(program.tables.lists[Int(position)], index, nodes, bytes)
      }
      return result
    case .any, .one: return explainAlternatives(check, id, index, nodes, bytes)
    case .not: return [explainNot(check, id, index)]
    case .conditional: return explainConditional(check, index, nodes, bytes)
    case .dynamicReference:
      return explain(program.target(of: check.first, state), index, nodes, bytes)
    case .unevaluatedProperties:
      return explainUnevaluatedMembers(check, subschema, index, nodes, bytes)
    case .unevaluatedItems:
      return explainUnevaluatedElements(check, subschema, index, nodes, bytes)
    case .order, .notAfter, .uniqueBy: return explainExtension(check, id, index, nodes, bytes)
    }
  }

  private func explainConstants(_ keyword: Keyword, _ id: Int32, _ index: Int) -> Explanation {
    let listed = self.keyword(keyword, of: id)
    let values = keyword == .const ? [listed].compactMap { $0 } : listed.map { Array($0.elements) }
    return explainConstants(keyword, id, index, values ?? [])
  }

  func explainConstants(
    _ keyword: Keyword, _ id: Int32, _ index: Int, _ values: [Value]
  ) -> Explanation {
    let shown = values.prefix(8).map(ValueDescription.spelling)
    let wanted =
      values.count == 1
      ? shown.joined()
      : values.count <= 8
        ? "one of \(Words.alternatives(shown))"
        : "one of \(Words.excerpt(shown, maximum: 8, of: values.count))"
    var help: String?
    let value = value(index)
    if let text = value.string {
      let candidates = values.lazy.compactMap(\.string)
      if let nearest = NearestName.of(text, in: candidates) {
        help = "did you mean \(ValueDescription.quoted(nearest))?"
      } else if values.contains(where: { $0.numberText == text || $0.boolean?.description == text })
      {
        help = "remove the quotes"
      }
    } else if value.kind == .number || value.kind == .boolean,
      values.contains(where: { $0.string == value.document.text(in: value.range) })
    {
      help = "put it in quotes: \"\(value.document.text(in: value.range))\""
    }
    return Explanation(
      keyword, id, index, "\(subject(index)) must be \(wanted), \(found(index))", help: help)
  }

  private func explainNot(_ check: Check, _ id: Int32, _ index: Int) -> Explanation {
    let target = program.tables.subschemas[Int(check.first)].origin
    let schema = program.schema(target)
    let required = schema["required"]?.elements.compactMap(\.string) ?? []
    let message: String
    if schema.count == 1, !required.isEmpty {
      let names = Words.all(required.map(ValueDescription.name))
      message =
        required.count == 1
        ? "\(names) must not be present" : "\(names) must not be present together"
    } else if let refusal = ConditionWords(program).refusal(check.first, subject(index)) {
      message = refusal
    } else if schema.boolean == true {
      message = "\(subject(index)) is not allowed here"
    } else {
      message =
        "\(subject(index)) must not fit the schema at \(program.location(target)), \(found(index))"
    }
    return Explanation(.not, id, index, message)
  }

  private mutating func explainConditional(
    _ check: Check, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> [Explanation] {
    let holds = program.accepts(check.first, index, nodes, bytes, &state)
    let words = ConditionWords(program)
    let location = program.location(program.tables.subschemas[Int(check.first)].origin)
    let reason =
      holds
      ? words.condition(check.first, subject(index)) ?? "the condition at \(location) holds"
      : words.negation(check.first, subject(index)) ?? "the condition at \(location) does not hold"
    return explain(holds ? check.second : check.third, index, nodes, bytes).map { explanation in
      var explanation = explanation
      if explanation.hasOwnWords { return explanation }
      explanation.message += " (because \(reason))"
      return explanation
    }
  }

  private mutating func explainUnevaluatedMembers(
    _ check: Check, _ subschema: Subschema, _ index: Int, _ nodes: Span<Node>,
    _ bytes: Span<UInt8>
  ) -> [Explanation] {
    var evaluated = EvaluatedSet()
    program.markMembers(of: subschema, index, nodes, bytes, &evaluated, &state, isOuter: true)
    var result: [Explanation] = []
    var position = 0
    var key = index + 1
    while key < Int(nodes[index].next) {
      if !evaluated.contains(position) {
        if program.tables.subschemas[Int(check.first)].isFalse {
          result.append(unknownMember(.unevaluatedProperties, subschema.origin, key))
        } else {
          result += explain(check.first, key + 1, nodes, bytes)
        }
      }
      position += 1
      key = Int(nodes[key + 1].next)
    }
    return result
  }

  private mutating func explainUnevaluatedElements(
    _ check: Check, _ subschema: Subschema, _ index: Int, _ nodes: Span<Node>,
    _ bytes: Span<UInt8>
  ) -> [Explanation] {
    var evaluated = EvaluatedSet()
    program.markElements(of: subschema, index, nodes, bytes, &evaluated, &state, isOuter: true)
    var result: [Explanation] = []
    var position = 0
    var element = index + 1
    while element < Int(nodes[index].next) {
      if !evaluated.contains(position) {
        if program.tables.subschemas[Int(check.first)].isFalse {
          result.append(
            Explanation(
              .unevaluatedItems, subschema.origin, element,
              "\(subject(element)) is one element too many", help: "remove it"))
        } else {
          result += explain(check.first, element, nodes, bytes)
        }
      }
      position += 1
      element = Int(nodes[element].next)
    }
    return result
  }
}
