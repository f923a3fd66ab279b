internal import Documents

extension Explainer {
  mutating func explainObject(
    _ subschema: Subschema, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> [Explanation] {
    guard subschema.objects >= 0 else { return [] }
    let rule = program.tables.objects[Int(subschema.objects)]
    let id = subschema.origin
    var result = explainRequired(rule, id, index)
    let count = Int(nodes[index].count)
    if count < Int(rule.minProperties) {
      result.append(
        Explanation(
          .minProperties, id, index,
          "\(subject(index)) must have at least \(Words.count(Int(rule.minProperties), "member")), "
            + "found \(count)"))
    }
    if count > Int(rule.maxProperties) {
      result.append(
        Explanation(
          .maxProperties, id, index,
          "\(subject(index)) must have at most \(Words.count(Int(rule.maxProperties), "member")), "
            + "found \(count)"))
    }
    var key = index + 1
    while key < Int(nodes[index].next), budget > 0 {
      result += explainMember(rule, id, key, nodes, bytes)
      key = Int(nodes[key + 1].next)
    }
    for position in rule.dependentStart..<rule.dependentEnd {
      let dependent = program.tables.dependents[Int(position)]
      result += explainDependent(dependent, id, index, nodes, bytes)
    }
    return result
  }

  private func explainRequired(
    _ rule: ObjectChecks, _ id: Int32, _ index: Int
  ) -> [Explanation] {
    guard rule.requiredCount > 0, let required = keyword(.required, of: id) else { return [] }
    let object = value(index)
    let missing = required.elements.compactMap(\.string).filter { object[$0] == nil }
    guard !missing.isEmpty else { return [] }
    return [
      Explanation(
        .required, id, index, missingMessage(missing, index), help: missingHelp(missing, object, id)
      )
    ]
  }

  func missingMessage(_ missing: [String], _ index: Int) -> String {
    let names = Words.all(
      missing.count > 12
        ? missing.prefix(12).map(ValueDescription.name) + ["\(missing.count - 12) more"]
        : missing.map(ValueDescription.name))
    let owner = index == 0 ? "" : " of \(subject(index))"
    return missing.count == 1
      ? "required member \(names)\(owner) is missing"
      : "required members \(names)\(owner) are missing"
  }

  /// Whether a member that is not known here may be a misspelling of a missing one.
  private func missingHelp(_ missing: [String], _ object: Value, _ id: Int32) -> String? {
    let known = Set(DeclaredNames.of(id, in: program).names)
    for (key, _) in object.members {
      guard let name = key.string, !known.contains(name) else { continue }
      if let meant = NearestName.of(name, in: missing) {
        return "is \(ValueDescription.name(name)) a misspelling of \(ValueDescription.name(meant))?"
      }
    }
    return nil
  }

  private mutating func explainMember(
    _ rule: ObjectChecks, _ id: Int32, _ key: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> [Explanation] {
    var result: [Explanation] = []
    var isNamed = false
    let start = Int(nodes[key].textStart)
    let name = bytes.extracting(start..<Int(nodes[key].textEnd))
    if let property = program.tables.property(of: rule, bytes, start, name.count),
      property.subschema >= 0
    {
      isNamed = true
      result += explainValue(property.subschema, .properties, key, nodes, bytes)
    }
    for position in rule.patternStart..<rule.patternEnd {
      let property = program.tables.patternProperties[Int(position)]
      if program.matches(property.pattern, name, &state) {
        isNamed = true
        result += explainValue(property.subschema, .patternProperties, key, nodes, bytes)
      }
    }
    if !isNamed, rule.additional >= 0 {
      if program.tables.subschemas[Int(rule.additional)].isFalse {
        result.append(unknownMember(.additionalProperties, id, key))
      } else {
        result += explain(rule.additional, key + 1, nodes, bytes)
      }
    }
    if rule.propertyNames >= 0 { result += explain(rule.propertyNames, key, nodes, bytes) }
    return result
  }

  /// A member's value; where the schema is `false`, the member itself is what is wrong.
  private mutating func explainValue(
    _ id: Int32, _ keyword: Keyword, _ key: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> [Explanation] {
    guard program.tables.subschemas[Int(id)].isFalse else {
      return explain(id, key + 1, nodes, bytes)
    }
    return [
      Explanation(
        named: keyword.rawValue, id, path: "", key,
        "\(subject(key + 1)) is not allowed here", help: "remove it")
    ]
  }

  /// A member that no keyword knows.
  func unknownMember(_ keyword: Keyword, _ id: Int32, _ key: Int) -> Explanation {
    let name = value(key).string ?? ""
    let declared = DeclaredNames.of(id, in: program)
    var help: String?
    if let nearest = NearestName.of(name, in: declared.names) {
      help = "did you mean \(ValueDescription.name(nearest))?"
    } else if !declared.names.isEmpty {
      let names = declared.names.prefix(12).map { ValueDescription.shortened($0) }
      help =
        "known here: "
        + Words.excerpt(Array(names), maximum: 12, of: declared.names.count)
    } else if !declared.hasPatterns {
      help = "no members are known here"
    }
    return Explanation(
      keyword, id, key, "\(ValueDescription.name(name)) is not a known member", help: help)
  }

  private mutating func explainDependent(
    _ dependent: Dependent, _ id: Int32, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> [Explanation] {
    guard let member = program.member(dependent.name, index, nodes, bytes) else { return [] }
    let name = ValueDescription.name(
      String(decoding: program.tables.texts[Int(dependent.name)], as: UTF8.self))
    if dependent.subschema >= 0 {
      guard !program.tables.subschemas[Int(dependent.subschema)].isFalse else {
        return [
          Explanation(
            named: dependent.keyword.rawValue, dependent.subschema, path: "", member - 1,
            "\(name) is not allowed here", help: "remove it")
        ]
      }
      return explain(dependent.subschema, index, nodes, bytes).map { explanation in
        var explanation = explanation
        explanation.message += " (because \(name) is present)"
        return explanation
      }
    }
    var missing: [String] = []
    for position in dependent.requiredStart..<dependent.requiredEnd {
      let text = program.tables.lists[Int(position)]
      if !program.hasMember(text, index, nodes, bytes) {
        missing.append(String(decoding: program.tables.texts[Int(text)], as: UTF8.self))
      }
    }
    guard !missing.isEmpty else { return [] }
    let names = Words.all(missing.map(ValueDescription.name))
    return [
      Explanation(
        dependent.keyword, id, member - 1,
        missing.count == 1
          ? "\(names) is missing, which \(name) requires"
          : "\(names) are missing, which \(name) requires",
        help: "add \(missing.count == 1 ? "it" : "them"), or remove \(name)")
    ]
  }
}
