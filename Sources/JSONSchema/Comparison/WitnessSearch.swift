internal import Documents

/// Looks for a value that some subschemas accept and another does not, by trying likely ones.
///
/// What is likely comes from the schemas: values at their limits, their constants and examples, and
/// objects and arrays made of such. A value that is found proves that less is accepted; that none
/// is found proves nothing.
struct WitnessSearch {
  let known: ComparedSchema
  let wanted: ComparedSchema
  private var remainingTries = 3000

  init(known: ComparedSchema, wanted: ComparedSchema) {
    self.known = known
    self.wanted = wanted
  }

  private static let maximumTextLength = 4096

  /// A value, as JSON.
  mutating func value(_ ids: [Int32], kinds: KindSet, not goal: Int32) -> String? {
    var texts = literals(ids, known) + literals([goal], wanted)
    texts += structures(ids, known, depth: 0)
    texts += structures([goal], wanted, depth: 0)
    for text in texts {
      guard remainingTries > 0 else { return nil }
      remainingTries -= 1
      let value = DocumentReader.json(text).root
      if kinds.contains(kind: value.kind), wanted.accepts(goal, value) == false,
        ids.allSatisfy({ known.accepts($0, value) == true })
      {
        return text
      }
    }
    return nil
  }

  /// A value that all of the subschemas accept.
  private mutating func sample(_ ids: [Int32], _ schema: ComparedSchema, depth: Int) -> String? {
    guard depth < 6 else { return nil }
    for text in literals(ids, schema) + structures(ids, schema, depth: depth + 1) {
      guard remainingTries > 0 else { return nil }
      remainingTries -= 1
      let value = DocumentReader.json(text).root
      if ids.allSatisfy({ schema.accepts($0, value) == true }) { return text }
    }
    return nil
  }

  // MARK: Scalars

  private func literals(_ ids: [Int32], _ schema: ComparedSchema) -> [String] {
    var texts: [String] = []
    for id in schema.closure(ids) {
      let text = schema.text(id)
      for name in ["const", "default"] { texts += [text[name]?.jsonText].compactMap { $0 } }
      for name in ["enum", "examples"] { texts += text[name]?.elements.map(\.jsonText) ?? [] }
      for name in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"] {
        guard let limit = text[name], limit.kind == .number else { continue }
        texts.append(limit.jsonText)
        if let number = limit.integer, abs(number) < 1 << 60 {
          texts += ["\(number - 1)", "\(number + 1)", "\(number).5", "\(number * 2)"]
        } else if let number = Double(limit.jsonText), number.isFinite {
          texts += ["\(number - 1)", "\(number + 1)"]
        }
      }
      for name in ["minLength", "maxLength"] {
        guard let length = text[name]?.integer, length <= Self.maximumTextLength else { continue }
        for count in [length - 1, length, length + 1] where count >= 0 {
          texts.append("\"" + String(repeating: "a", count: count) + "\"")
          let address = "https://example.org/"
          if count > address.count {
            texts.append(
              "\"\(address)" + String(repeating: "a", count: count - address.count) + "\"")
          }
        }
      }
      if let format = text["format"]?.string.flatMap({ Self.formats[$0] }) {
        texts.append("\"\(format)\"")
      }
    }
    return texts + Self.common
  }

  private static let common =
    [
      "null", "true", "false", "0", "1", "-1", "2", "0.5", "1e3", "\"\"", "\"a\"", "\"A b\"",
      "\"1\"",
    ]
    + formats.values.sorted().map { "\"\($0)\"" }

  private static let formats = [
    "date": "2020-06-09", "time": "10:00:00Z", "date-time": "2020-06-09T10:00:00Z",
    "duration": "P1D", "email": "a@example.org", "hostname": "example.org", "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1", "uri": "https://example.org/a", "uri-reference": "/a",
    "uuid": "00000000-0000-4000-8000-000000000000", "json-pointer": "/a", "regex": "a",
  ]

  // MARK: Arrays and objects

  private mutating func structures(
    _ ids: [Int32], _ schema: ComparedSchema, depth: Int
  ) -> [String] {
    guard depth < 6 else { return [] }
    let closure = schema.closure(ids)
    return ["[]", "{}"] + arrays(closure, schema, depth) + objects(closure, schema, depth)
  }

  private mutating func arrays(
    _ ids: [Int32], _ schema: ComparedSchema, _ depth: Int
  ) -> [String] {
    let rules = ids.compactMap { schema.arrays($0) }
    guard !rules.isEmpty else { return ["[1, 1]", "[\"a\", \"a\"]"] }
    let items = rules.map(\.items).filter { $0 >= 0 }
    guard let item = sample(items, schema, depth: depth + 1) else { return [] }
    let counts = rules.flatMap { [Int($0.minItems), Int($0.maxItems)] }.filter { $0 < 200 }
    return Set(counts.flatMap { [$0 - 1, $0, $0 + 1] } + [1, 2]).filter { $0 > 0 }.sorted()
      .map { "[" + Array(repeating: item, count: $0).joined(separator: ",") + "]" }
  }

  private mutating func objects(
    _ ids: [Int32], _ schema: ComparedSchema, _ depth: Int
  ) -> [String] {
    let required = ids.flatMap { schema.names($0, .required) }
    var members: [String: String] = [:]
    for name in Set(required).sorted() { members[name] = member(name, ids, schema, depth) }
    var objects = [members]
    for name in members.keys.sorted() {
      objects.append(members.filter { $0.key != name })
    }
    for name in Set(ids.flatMap { schema.names($0, .properties) }).sorted()
    where members[name] == nil {
      var more = members
      more[name] = member(name, ids, schema, depth)
      objects.append(more)
    }
    objects.append(members.merging(["unknown member": "1"]) { first, _ in first })
    return objects.map { members in
      let texts = members.sorted { $0.key < $1.key }.map { name, value in
        var text: [UInt8] = []
        JSONText.appendString(name, to: &text)
        return String(decoding: text, as: UTF8.self) + ":" + value
      }
      return "{" + texts.joined(separator: ",") + "}"
    }
  }

  private mutating func member(
    _ name: String, _ ids: [Int32], _ schema: ComparedSchema, _ depth: Int
  ) -> String? {
    let bytes = Array(name.utf8)
    let targets = ids.compactMap { id -> Int32? in
      guard let rule = schema.objects(id) else { return nil }
      let target = schema.tables.property(of: rule, bytes.span, 0, bytes.count)?.subschema ?? -1
      return target < 0 ? nil : target
    }
    return sample(targets, schema, depth: depth + 1)
  }
}
