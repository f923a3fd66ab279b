internal import Documents

/// Says in a few words what a simple schema asks for, as in `'kind' is "video"`.
struct ConditionWords {
  private let program: Program

  init(_ program: Program) { self.program = program }

  /// The condition with its subject, or `nil` where it takes more than a few words.
  func condition(_ id: Int32, _ subject: String) -> String? {
    parts(program.schema(program.tables.subschemas[Int(id)].origin), subject, depth: 0).map {
      Words.all($0)
    }
  }

  /// What the condition does not hold for, as in `'kind' is not "video"`.
  func negation(_ id: Int32, _ subject: String) -> String? {
    single(id, subject).flatMap { part in
      part.replacingFirst(" is not ", with: " is ") ?? part.replacingFirst(" is ", with: " is not ")
    }
  }

  /// That the condition must not hold, as in `'kind' must not be "video"`.
  func refusal(_ id: Int32, _ subject: String) -> String? {
    guard let condition = condition(id, subject) else { return nil }
    return single(id, subject).flatMap { part in
      part.replacingFirst(" is not ", with: " must be ")
        ?? part.replacingFirst(" is ", with: " must not be ")
        ?? part.replacingFirst(" matches ", with: " must not match ")
    } ?? "it must not be that \(condition)"
  }

  /// Some elements and which are meant, as in `1 element that is 5` or `2 elements in which 'kind'
  /// is "video"`.
  func elements(_ count: Int, fitting id: Int32) -> String {
    let elements = Words.count(count, "element")
    guard let condition = condition(id, "that") else {
      return elements + (count == 1 ? " that fits" : " that fit") + " 'contains'"
    }
    guard condition.hasPrefix("that ") else { return "\(elements) in which \(condition)" }
    let plural = condition.replacingFirst("that is ", with: "that are ") ?? condition
    return "\(elements) \(count == 1 ? condition : plural)"
  }

  private func single(_ id: Int32, _ subject: String) -> String? {
    let schema = program.schema(program.tables.subschemas[Int(id)].origin)
    guard let parts = parts(schema, subject, depth: 0), parts.count == 1 else { return nil }
    return parts.first
  }

  private func parts(_ schema: Value, _ subject: String, depth: Int) -> [String]? {
    guard schema.kind == .object, depth < 3 else { return nil }
    var parts: [String] = []
    var tested: Set<String> = []
    for (key, value) in schema.members {
      switch key.string ?? "" {
      case "const": parts.append("\(subject) is \(ValueDescription.spelling(value))")
      case "enum":
        guard value.kind == .array, value.count <= 5 else { return nil }
        let words = value.elements.map(ValueDescription.spelling)
        parts.append("\(subject) is \(Words.alternatives(words))")
      case "type": parts.append("\(subject) is \(TypeWords(value).list)")
      case "properties":
        for (name, property) in value.members {
          guard let name = name.string else { continue }
          if property.kind == .boolean { continue }
          tested.insert(name)
          guard
            let inner = self.parts(property, ValueDescription.name(name), depth: depth + 1)
          else { return nil }
          parts += inner
        }
      case "required": break
      case "pattern":
        guard let pattern = value.string else { return nil }
        parts.append("\(subject) matches \(ValueDescription.shortened(pattern))")
      case "not":
        guard let inner = self.parts(value, subject, depth: depth + 1), inner.count == 1,
          let negated = inner[0].replacingFirst(" is ", with: " is not ")
        else { return nil }
        parts.append(negated)
      case "$comment", "title", "description": break
      default: return nil
      }
    }
    for name in schema["required"]?.elements.compactMap(\.string) ?? []
    where !tested.contains(name) {
      parts.append("\(ValueDescription.name(name)) is present")
    }
    return parts.isEmpty ? nil : parts
  }
}

extension String {
  /// With the first such part replaced, or `nil` where there is none.
  fileprivate func replacingFirst(_ part: String, with other: String) -> String? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) {
        return self[..<start] + other + self[start...].dropFirst(part.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
