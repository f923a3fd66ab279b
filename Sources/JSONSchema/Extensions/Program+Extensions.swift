internal import Documents

/// `x-order`, `x-not-after` and `x-unique-by`.
extension Program {
  func acceptsExtension(
    _ check: Check, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>, _ document: Document
  ) -> Bool {
    switch check.operation {
    case .order:
      guard nodes[index].kind == .object else { return true }
      let object = Value(document: document, index: index)
      return (check.first..<check.second).allSatisfy { tables.orders[Int($0)].accepts(object) }
    case .notAfter:
      guard let moment = moment(index, nodes, bytes) else { return true }
      return moment <= tables.moments[Int(check.first)]
    case .uniqueBy:
      return duplicateByMembers(check, index, nodes, bytes) == nil
    default: return true
    }
  }

  /// The time that a string names, or `nil`.
  func moment(_ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>) -> Moment? {
    let node = nodes[index]
    guard node.kind == .string else { return nil }
    return Timestamp.moment(bytes.extracting(Int(node.textStart)..<Int(node.textEnd)))
  }

  /// The first two elements that share all members of `x-unique-by`, or `nil`.
  ///
  /// An element without one of the members is left out.
  func duplicateByMembers(
    _ check: Check, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> (first: Int, second: Int)? {
    guard nodes[index].kind == .array, nodes[index].count > 1 else { return nil }
    var known: [Int: [(element: Int, members: [Int])]] = [:]
    var element = index + 1
    while element < Int(nodes[index].next) {
      defer { element = Int(nodes[element].next) }
      guard nodes[element].kind == .object else { continue }
      var members: [Int] = []
      for position in check.first..<check.second {
        guard let member = member(tables.lists[Int(position)], element, nodes, bytes) else { break }
        members.append(member)
      }
      guard members.count == Int(check.second - check.first) else { continue }
      var hasher = Hasher()
      for member in members { hasher.combine(ValueHash.of(member, nodes, bytes)) }
      let hash = hasher.finalize()
      for other in known[hash] ?? [] {
        let isSame = zip(other.members, members).allSatisfy {
          ValueEquality.areEqual($0, nodes, bytes, $1, nodes, bytes)
        }
        if isSame { return (other.element, element) }
      }
      known[hash, default: []].append((element, members))
    }
    return nil
  }
}

extension OrderRule {
  /// Whether the two members compare as the rule wants; where either is missing or they are of
  /// types that do not compare, yes.
  func accepts(_ object: Value) -> Bool {
    guard let left = left.resolve(from: object), let right = right.resolve(from: object),
      let order = Self.compare(left, right)
    else { return true }
    switch comparison {
    case .less: return order < 0
    case .lessOrEqual: return order <= 0
    case .equal: return order == 0
    }
  }

  /// Negative, zero or positive: numbers by value, dates by time.
  private static func compare(_ left: Value, _ right: Value) -> Int? {
    switch (left.kind, right.kind) {
    case (.number, .number):
      let other = right.withText { DecimalNumber(json: $0) }
      return left.withText { DecimalNumber(json: $0) }.compare(to: other)
    case (.string, .string):
      guard let first = left.withText({ Timestamp.moment($0) }),
        let second = right.withText({ Timestamp.moment($0) })
      else { return nil }
      return first < second ? -1 : first == second ? 0 : 1
    default: return nil
    }
  }
}
