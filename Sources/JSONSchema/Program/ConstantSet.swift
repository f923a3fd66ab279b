internal import Documents

/// The values of `enum`, or the one of `const`, laid out for looking one up.
struct ConstantSet: Sendable {
  private var kinds: KindSet = []
  private var hasTrue = false
  private var hasFalse = false
  private var names: NameTable?
  private var numbers: Set<DecimalNumber> = []
  /// The arrays and objects, by their hashes.
  private var collections: [Int: [Value]] = [:]

  init(_ values: [Value]) {
    var strings: [String] = []
    for value in values {
      kinds.insert(KindSet(value.kind))
      switch value.kind {
      case .null: break
      case .boolean: if value.boolean == true { hasTrue = true } else { hasFalse = true }
      case .number: numbers.insert(value.withText { DecimalNumber(json: $0) })
      case .string:
        // Twice the same does no harm: the first is found.
        strings.append(value.string ?? "")
      case .array, .object:
        let document = value.document
        let bytes = document.bytes
        let nodes = document.nodes
        let hash = ValueHash.of(value.index, nodes.span, bytes.span)
        collections[hash, default: []].append(value)
      }
    }
    if !strings.isEmpty { names = NameTable(strings) }
  }

  /// Whether a value is equal to one of the constants.
  func contains(_ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>) -> Bool {
    let node = nodes[index]
    guard kinds.contains(kind: node.kind) else { return false }
    let start = Int(node.textStart)
    let end = Int(node.textEnd)
    switch node.kind {
    case .null: return true
    case .boolean: return bytes[start] == UInt8(ascii: "t") ? hasTrue : hasFalse
    case .number:
      return numbers.contains(DecimalNumber(json: bytes.extracting(start..<end)))
    case .string: return names?.number(bytes, start, end - start) ?? -1 >= 0
    case .array, .object:
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
}
