internal import Documents

/// `x-order`, `x-not-after` and `x-unique-by`.
extension Explainer {
  func explainExtension(
    _ check: Check, _ id: Int32, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> [Explanation] {
    switch check.operation {
    case .order: return explainOrder(check, id, index)
    case .notAfter:
      let limit = keyword(.notAfter, of: id)?.string ?? "now"
      let wanted =
        limit == "now" ? "must not be in the future" : "must not be later than '\(limit)'"
      return [
        Explanation(
          .notAfter, id, index,
          "\(subject(index)) \(wanted), found \(ValueDescription.spelling(value(index)))")
      ]
    case .uniqueBy:
      guard let pair = program.duplicateByMembers(check, index, nodes, bytes) else { return [] }
      let names = keyword(.uniqueBy, of: id)?.elements.compactMap(\.string) ?? []
      let members = Words.all(names.map(ValueDescription.name))
      return [
        Explanation(
          .uniqueBy, id, pair.second,
          "\(subject(pair.second)) has the same \(members) as \(subject(pair.first))",
          help: "change or remove one of them")
      ]
    default: return []
    }
  }

  private func explainOrder(_ check: Check, _ id: Int32, _ index: Int) -> [Explanation] {
    let object = value(index)
    return (check.first..<check.second).compactMap { position in
      let rule = program.tables.orders[Int(position)]
      guard !rule.accepts(object), let left = rule.left.resolve(from: object),
        let right = rule.right.resolve(from: object)
      else { return nil }
      let isDate = left.kind == .string
      let wanted =
        switch rule.comparison {
        case .less: isDate ? "must be before" : "must be less than"
        case .lessOrEqual: isDate ? "must not be after" : "must be at most"
        case .equal: "must be the same as"
        }
      return Explanation(
        .order, id, left.index,
        "\(subject(left.index)) \(wanted) \(subject(right.index)), found "
          + "\(ValueDescription.spelling(left)) and \(ValueDescription.spelling(right))")
    }
  }
}
