internal import Documents

/// Numbers and strings.
extension Program {
  func accepts(_ rule: NumberChecks, number node: Node, _ bytes: Span<UInt8>) -> Bool {
    let text = bytes.extracting(Int(node.textStart)..<Int(node.textEnd))
    if let integer = Self.integer(text), rule.isSimple {
      return integer >= rule.least && integer <= rule.most
    }
    return accepts(rule, DecimalNumber(json: text), text)
  }

  /// The value of a number that is spelled with at most 18 digits and nothing else.
  private static func integer(_ text: Span<UInt8>) -> Int64? {
    var index = 0
    var isNegative = false
    if text.count > 0, text[0] == UInt8(ascii: "-") {
      isNegative = true
      index = 1
    }
    guard text.count - index <= DecimalNumber.maximumSmallDigitCount else { return nil }
    var value: Int64 = 0
    while index < text.count {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int64(digit)
      index += 1
    }
    return isNegative ? -value : value
  }

  private func accepts(
    _ rule: NumberChecks, _ number: DecimalNumber, _ text: Span<UInt8>
  ) -> Bool {
    if rule.isInteger, !Self.isInteger(number, text, rule) { return false }
    if rule.minimum >= 0, number < tables.decimals[Int(rule.minimum)] { return false }
    if rule.maximum >= 0, tables.decimals[Int(rule.maximum)] < number { return false }
    if rule.exclusiveMinimum >= 0,
      number.compare(to: tables.decimals[Int(rule.exclusiveMinimum)]) <= 0
    {
      return false
    }
    if rule.exclusiveMaximum >= 0,
      number.compare(to: tables.decimals[Int(rule.exclusiveMaximum)]) >= 0
    {
      return false
    }
    return rule.multipleOf < 0 || number.isMultiple(of: tables.decimals[Int(rule.multipleOf)])
  }

  static func isInteger(
    _ number: DecimalNumber, _ text: Span<UInt8>, _ rule: NumberChecks
  ) -> Bool {
    guard rule.isIntegerSpelling else { return number.isInteger }
    for index in text.indices {
      let byte = text[index]
      if byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") { return false }
    }
    return true
  }

  func accepts(
    _ rule: StringChecks, string node: Node, _ bytes: Span<UInt8>, _ state: inout EvaluationState
  ) -> Bool {
    let text = bytes.extracting(Int(node.textStart)..<Int(node.textEnd))
    if rule.minLength > 0 || rule.maxLength < .max, !hasLength(text, rule) { return false }
    if let format = rule.format, !format.accepts(text) { return false }
    return rule.pattern < 0 || matches(rule.pattern, text, &state)
  }

  private func hasLength(_ text: Span<UInt8>, _ rule: StringChecks) -> Bool {
    // A scalar takes one to four bytes, so most texts are decided by their bytes.
    if text.count < Int(rule.minLength) { return false }
    if text.count <= Int(rule.maxLength), text.count >= Int(rule.minLength) * 4 { return true }
    let length = Self.length(of: text)
    return length >= Int(rule.minLength) && length <= Int(rule.maxLength)
  }

  /// The number of characters as RFC 8259 counts them: Unicode scalars.
  static func length(of text: Span<UInt8>) -> Int {
    var length = 0
    for index in text.indices where text[index] & 0xC0 != 0x80 { length += 1 }
    return length
  }

  func matches(_ pattern: Int32, _ text: Span<UInt8>, _ state: inout EvaluationState) -> Bool {
    guard state.stop == nil else { return false }
    switch patterns.match(Int(pattern), text, &state.matcher) {
    case .match: return true
    case .noMatch: return false
    case .limit:
      state.stop = .patternLimit
      return false
    }
  }
}
