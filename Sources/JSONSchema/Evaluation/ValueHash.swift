internal import Documents

/// Hashes of values: equal ones have one hash, whatever their spelling and order of members.
///
/// The seed differs from run to run (`Hasher`), so that nobody can prepare values that collide.
enum ValueHash {
  static func of(_ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>) -> Int {
    var hasher = Hasher()
    combine(index, nodes, bytes, &hasher)
    return hasher.finalize()
  }

  private static func combine(
    _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>, _ hasher: inout Hasher
  ) {
    let node = nodes[index]
    hasher.combine(node.kind)
    switch node.kind {
    case .null: break
    case .boolean: hasher.combine(bytes[Int(node.textStart)])
    case .number:
      hasher.combine(
        DecimalNumber(json: bytes.extracting(Int(node.textStart)..<Int(node.textEnd))))
    case .string: combineText(of: node, bytes, &hasher)
    case .array:
      var element = index + 1
      while element < Int(node.next) {
        combine(element, nodes, bytes, &hasher)
        element = Int(nodes[element].next)
      }
      hasher.combine(node.count)
    case .object:
      // Members in any order are the same object: their hashes are added.
      var sum = 0
      var key = index + 1
      while key < Int(node.next) {
        var member = Hasher()
        combineText(of: nodes[key], bytes, &member)
        combine(key + 1, nodes, bytes, &member)
        sum &+= member.finalize()
        key = Int(nodes[key + 1].next)
      }
      hasher.combine(sum)
    }
  }

  private static func combineText(
    of node: Node, _ bytes: Span<UInt8>, _ hasher: inout Hasher
  ) {
    let text = bytes.extracting(Int(node.textStart)..<Int(node.textEnd))
    unsafe text.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    hasher.combine(UInt8(0xFF))
  }
}
