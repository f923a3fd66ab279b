internal import Documents

extension Program {
  /// Checks an object in one pass over its members.
  func accepts(
    _ rule: ObjectChecks, object index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>,
    _ state: inout EvaluationState
  ) -> Bool {
    let node = nodes[index]
    guard node.count >= rule.minProperties, node.count <= rule.maxProperties,
      node.count >= rule.requiredCount
    else { return false }
    let end = Int(node.next)
    var requiredCount: UInt32 = 0
    var key = index + 1
    while key < end {
      let name = nodes[key]
      let nameStart = Int(name.textStart)
      let nameCount = Int(name.textEnd) - nameStart
      var isNamed = false
      if let property = tables.property(of: rule, bytes, nameStart, nameCount) {
        // Names in an object differ, so counting tells whether all are there.
        if property.isRequired { requiredCount += 1 }
        if property.subschema >= 0 {
          isNamed = true
          guard accepts(property.subschema, key + 1, nodes, bytes, &state) else { return false }
        }
      }
      if rule.patternStart < rule.patternEnd {
        guard
          let isMatched = acceptsByPattern(
            rule, key, bytes.extracting(nameStart..<nameStart + nameCount), nodes, bytes, &state)
        else { return false }
        isNamed = isNamed || isMatched
      }
      if !isNamed, rule.additional >= 0,
        !accepts(rule.additional, key + 1, nodes, bytes, &state)
      {
        return false
      }
      if rule.propertyNames >= 0, !accepts(rule.propertyNames, key, nodes, bytes, &state) {
        return false
      }
      key = Int(nodes[key + 1].next)
    }
    guard requiredCount == rule.requiredCount else { return false }
    return rule.dependentStart == rule.dependentEnd
      || acceptsDependents(rule, index, nodes, bytes, &state)
  }

  /// Whether some of the patterns match a name, or `nil` where a value failed.
  private func acceptsByPattern(
    _ rule: ObjectChecks, _ key: Int, _ name: Span<UInt8>, _ nodes: Span<Node>,
    _ bytes: Span<UInt8>, _ state: inout EvaluationState
  ) -> Bool? {
    var isMatched = false
    for position in rule.patternStart..<rule.patternEnd {
      let property = tables.patternProperties[Int(position)]
      guard matches(property.pattern, name, &state) else {
        guard state.stop == nil else {
          if state.limitNode < 0 { state.limitNode = key }
          return nil
        }
        continue
      }
      isMatched = true
      guard accepts(property.subschema, key + 1, nodes, bytes, &state) else { return nil }
    }
    return isMatched
  }

  private func acceptsDependents(
    _ rule: ObjectChecks, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>,
    _ state: inout EvaluationState
  ) -> Bool {
    for position in rule.dependentStart..<rule.dependentEnd {
      let dependent = tables.dependents[Int(position)]
      guard hasMember(dependent.name, index, nodes, bytes) else { continue }
      if dependent.subschema >= 0,
        !accepts(dependent.subschema, index, nodes, bytes, &state)
      {
        return false
      }
      for position in dependent.requiredStart..<dependent.requiredEnd
      where !hasMember(tables.lists[Int(position)], index, nodes, bytes) {
        return false
      }
    }
    return true
  }

  /// Whether an object has a member with the name of this number in `texts`.
  func hasMember(
    _ name: Int32, _ object: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> Bool {
    member(name, object, nodes, bytes) != nil
  }

  /// The index of a member's value.
  func member(
    _ name: Int32, _ object: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> Int? {
    let text = tables.texts[Int(name)]
    let end = Int(nodes[object].next)
    var key = object + 1
    while key < end {
      let node = nodes[key]
      if Int(node.textEnd - node.textStart) == text.count,
        bytes.extracting(Int(node.textStart)..<Int(node.textEnd)).hasSameBytes(as: text.span)
      {
        return key + 1
      }
      key = Int(nodes[key + 1].next)
    }
    return nil
  }
}
