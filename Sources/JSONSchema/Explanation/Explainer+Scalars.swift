internal import Documents

/// Numbers and strings.
extension Explainer {
  mutating func explainScalar(
    _ subschema: Subschema, _ index: Int, _ nodes: Span<Node>, _ bytes: Span<UInt8>
  ) -> [Explanation] {
    switch nodes[index].kind {
    case .number where subschema.numbers >= 0:
      return explainNumber(subschema, index)
    case .string where subschema.strings >= 0:
      let node = nodes[index]
      let text = bytes.extracting(Int(node.textStart)..<Int(node.textEnd))
      return explainString(subschema, index, text)
    default: return []
    }
  }

  private func explainNumber(_ subschema: Subschema, _ index: Int) -> [Explanation] {
    let rule = program.tables.numbers[Int(subschema.numbers)]
    let number = value(index).withText { DecimalNumber(json: $0) }
    var result: [Explanation] = []
    func check(
      _ keyword: Keyword, _ limit: Int32, _ wanted: String, _ isFulfilled: (DecimalNumber) -> Bool
    ) {
      guard limit >= 0, !isFulfilled(program.tables.decimals[Int(limit)]) else { return }
      // In draft 4 the limit stands beside the word that makes it exclusive.
      var limitKeyword = keyword
      if let text = self.keyword(keyword, of: subschema.origin), text.kind == .boolean {
        limitKeyword = keyword == .exclusiveMinimum ? .minimum : .maximum
      }
      let spelling = self.keyword(limitKeyword, of: subschema.origin)?.numberText ?? ""
      result.append(
        Explanation(
          keyword, subschema.origin, index,
          "\(subject(index)) must be \(wanted) \(ValueDescription.shortened(spelling)), "
            + "found \(ValueDescription.spelling(value(index)))"))
    }
    check(.minimum, rule.minimum, "at least") { number >= $0 }
    check(.maximum, rule.maximum, "at most") { number <= $0 }
    check(.exclusiveMinimum, rule.exclusiveMinimum, "greater than") { number > $0 }
    check(.exclusiveMaximum, rule.exclusiveMaximum, "less than") { number < $0 }
    check(.multipleOf, rule.multipleOf, "a multiple of") { number.isMultiple(of: $0) }
    return result
  }

  private mutating func explainString(
    _ subschema: Subschema, _ index: Int, _ text: Span<UInt8>
  ) -> [Explanation] {
    let rule = program.tables.strings[Int(subschema.strings)]
    let id = subschema.origin
    var result: [Explanation] = []
    let length = Program.length(of: text)
    let shown = ValueDescription.quoted(value(index).string ?? "")
    if length < Int(rule.minLength) {
      result.append(
        length == 0
          ? Explanation(
            .minLength, id, index, "\(subject(index)) must not be empty",
            help: rule.minLength == 1
              ? nil : "write at least \(Words.count(Int(rule.minLength), "character"))")
          : Explanation(
            .minLength, id, index,
            "\(subject(index)) must have at least \(Words.count(Int(rule.minLength), "character")), "
              + "found \(length) in \(shown)"))
    }
    if length > Int(rule.maxLength) {
      result.append(
        Explanation(
          .maxLength, id, index,
          "\(subject(index)) must have at most \(Words.count(Int(rule.maxLength), "character")), "
            + "found \(length) in \(shown)",
          help: "shorten it by \(Words.count(length - Int(rule.maxLength), "character"))"))
    }
    if let format = rule.format, !format.accepts(text) {
      result.append(
        Explanation(
          .format, id, index, "\(subject(index)) must be \(format.phrase), found \(shown)",
          help: "write it as in \(format.example)"))
    }
    if rule.pattern >= 0, !program.matches(rule.pattern, text, &state), state.stop == nil {
      result.append(explainPattern(subschema, index, shown))
    }
    return result
  }

  private func explainPattern(
    _ subschema: Subschema, _ index: Int, _ shown: String
  ) -> Explanation {
    let pattern = ValueDescription.shortened(
      keyword(.pattern, of: subschema.origin)?.string ?? "")
    return Explanation(
      .pattern, subschema.origin, index,
      "\(subject(index)) must match the pattern \(pattern), found \(shown)")
  }
}
