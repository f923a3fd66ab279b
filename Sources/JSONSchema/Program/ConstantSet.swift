internal import Documents

/// The values of `enum`, or the one of `const`: those that need no comparison, and where the others
/// are.
struct ConstantRule: Sendable {
  var kinds: KindSet = []
  var hasTrue = false
  var hasFalse = false
  /// The strings.
  var names = NameTable()
  /// The numbers, arrays and objects, as an index of `ProgramTables.constantSets`.
  var others: Int32 = -1
}

/// Numbers, arrays and objects, laid out for looking one up.
struct ConstantSet: Sendable {
  private var numbers: Set<DecimalNumber> = []
  /// The arrays and objects, by their hashes.
  private var collections: [Int: [Value]] = [:]

  mutating func insert(_ value: Value) {
    if value.kind == .number {
      numbers.insert(value.withText { DecimalNumber(json: $0) })
      return
    }
    let bytes = value.document.bytes
    let nodes = value.document.nodes
    collections[ValueHash.of(value.index, nodes.span, bytes.span), default: []].append(value)
  }

  func contains(_ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>) -> Bool {
    if nodes[index].kind == .number {
      return numbers.contains(DecimalNumber(nodes[index], bytes))
    }
    guard let candidates = collections[ValueHash.of(index, nodes, bytes)] else { return false }
    for candidate in candidates {
      let otherNodes = candidate.document.nodes
      let otherBytes = candidate.document.bytes
      if ValueEquality.areEqual(
        index, nodes, bytes, candidate.index, otherNodes.span, otherBytes.span)
      {
        return true
      }
    }
    return false
  }
}

extension ProgramTables {
  /// Adds the values of `enum` or `const`; returns their index in `constants`.
  mutating func addConstants(_ values: [Value]) -> Int32 {
    var rule = ConstantRule()
    var strings: [String] = []
    var others = ConstantSet()
    for value in values {
      rule.kinds.insert(KindSet(value.kind))
      switch value.kind {
      case .null: break
      case .boolean: if value.boolean == true { rule.hasTrue = true } else { rule.hasFalse = true }
      // Twice the same does no harm: the first is found.
      case .string: strings.append(value.string ?? "")
      case .number, .array, .object: others.insert(value)
      }
    }
    rule.names = names.add(strings, firstNumber: 0)
    if !rule.kinds.isDisjoint(with: [.number, .array, .object]) {
      rule.others = Int32(constantSets.count)
      constantSets.append(others)
    }
    constants.append(rule)
    return Int32(constants.count - 1)
  }

  /// Whether a value is equal to one of the constants.
  func isConstant(
    _ rule: ConstantRule, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> Bool {
    let node = nodes[index]
    guard rule.kinds.contains(kind: node.kind) else { return false }
    switch node.kind {
    case .null: return true
    case .boolean:
      return bytes[Int(node.textStart)] == UInt8(ascii: "t") ? rule.hasTrue : rule.hasFalse
    case .string:
      let start = Int(node.textStart)
      return names.number(rule.names, bytes, start, Int(node.textEnd) - start) >= 0
    case .number, .array, .object:
      return constantSets[Int(rule.others)].contains(index, nodes, bytes)
    }
  }
}
