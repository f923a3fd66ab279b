internal import Documents

extension Explainer {
  mutating func explainArray(
    _ subschema: Subschema, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> [Explanation] {
    guard subschema.arrays >= 0 else { return [] }
    let rule = program.tables.arrays[Int(subschema.arrays)]
    let id = subschema.origin
    var result = explainCount(rule, id, index)
    result += explainElements(rule, id, index, nodes, bytes)
    if rule.contains >= 0 { result += explainContains(rule, id, index, nodes, bytes) }
    if rule.isUnique, let pair = UniqueElements.duplicate(in: index, nodes, bytes) {
      result.append(
        Explanation(
          .uniqueItems, id, pair.second,
          "\(subject(pair.second)) repeats \(subject(pair.first)): "
            + ValueDescription.spelling(value(pair.second)),
          help: "remove one of them"))
    }
    return result
  }

  private func explainCount(
    _ rule: ArrayChecks, _ id: Int32, _ index: Int
  ) -> [Explanation] {
    let count = value(index).count
    if count < Int(rule.minItems) {
      let message =
        count == 0 && rule.minItems == 1
        ? "\(subject(index)) must not be empty"
        : "\(subject(index)) must have at least \(Words.count(Int(rule.minItems), "element")), "
          + "found \(count)"
      return [Explanation(.minItems, id, index, message)]
    }
    if count > Int(rule.maxItems) {
      return [
        Explanation(
          .maxItems, id, index,
          "\(subject(index)) must have at most \(Words.count(Int(rule.maxItems), "element")), "
            + "found \(count)")
      ]
    }
    return []
  }

  private mutating func explainElements(
    _ rule: ArrayChecks, _ id: Int32, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> [Explanation] {
    var result: [Explanation] = []
    var element = index + 1
    var position = 0
    while element < Int(nodes[index].next), budget > 0 {
      if position < rule.prefixCount {
        let target = program.tables.lists[Int(rule.prefixStart) + position]
        result += explain(target, element, nodes, bytes)
      } else if rule.items >= 0 {
        guard !program.tables.subschemas[Int(rule.items)].isFalse else {
          result.append(surplusElement(rule, id, index, element))
          break
        }
        result += explain(rule.items, element, nodes, bytes)
      } else {
        break
      }
      position += 1
      element = Int(nodes[element].next)
    }
    return result
  }

  private func surplusElement(
    _ rule: ArrayChecks, _ id: Int32, _ index: Int, _ element: Int
  ) -> Explanation {
    let isOld = keyword(.items, of: id)?.kind == .array
    let count = rule.prefixCount
    return Explanation(
      isOld ? .additionalItems : .items, id, element,
      count == 0
        ? "\(subject(index)) must be empty, found \(Words.count(value(index).count, "element"))"
        : "\(subject(index)) must have at most \(Words.count(count, "element")), "
          + "found \(value(index).count)")
  }

  private mutating func explainContains(
    _ rule: ArrayChecks, _ id: Int32, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> [Explanation] {
    var fitting = 0
    var element = index + 1
    while element < Int(nodes[index].next) {
      if program.accepts(rule.contains, element, nodes, bytes, &state) { fitting += 1 }
      element = Int(nodes[element].next)
    }
    let words = ConditionWords(program)
    if fitting < Int(rule.minContains) {
      let keyword: Keyword = self.keyword(.minContains, of: id) == nil ? .contains : .minContains
      let wanted = words.elements(Int(rule.minContains), fitting: rule.contains)
      return [
        Explanation(
          keyword, id, index,
          "\(subject(index)) must have at least \(wanted), found \(fitting) among "
            + "\(value(index).count)")
      ]
    }
    if fitting > Int(rule.maxContains) {
      let wanted = words.elements(Int(rule.maxContains), fitting: rule.contains)
      return [
        Explanation(
          .maxContains, id, index,
          "\(subject(index)) must have at most \(wanted), found \(fitting)")
      ]
    }
    return []
  }
}
