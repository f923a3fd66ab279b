/// Canonical JSON, RFC 8785: one spelling for each value, for digests.
///
/// It departs from the RFC where that would lose something: the RFC takes every number for a
/// double; here a number with more digits than a double holds keeps all of them, so that two
/// different numbers never have one digest.
package enum CanonicalJSON {
  /// Appends the canonical spelling of a value and all below it.
  ///
  /// - Parameters:
  ///   - value: Nested no deeper than the reader's limit.
  ///   - output: Receives the bytes.
  package static func append(_ value: Value, to output: inout [UInt8]) {
    switch value.kind {
    case .number: value.withText { appendNumber($0, to: &output) }
    case .null, .boolean, .string: value.appendScalar(to: &output)
    case .array:
      output.append(UInt8(ascii: "["))
      for (position, element) in value.elements.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        append(element, to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object:
      output.append(UInt8(ascii: "{"))
      let members = value.members.sorted { precedes($0.key.textBytes, $1.key.textBytes) }
      for (position, member) in members.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        member.key.appendScalar(to: &output)
        output.append(UInt8(ascii: ":"))
        append(member.value, to: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  /// The order of UTF-16 code units (RFC 8785, section 3.2.3).
  ///
  /// That of bytes is the same up to U+DFFF; only above do surrogates sort before U+E000.
  package static func precedes(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    if left.contains(where: { $0 >= 0xEE }) || right.contains(where: { $0 >= 0xEE }) {
      return String(decoding: left, as: UTF8.self).utf16
        .lexicographicallyPrecedes(String(decoding: right, as: UTF8.self).utf16)
    }
    return left.lexicographicallyPrecedes(right)
  }

  /// Appends the canonical spelling of a number.
  package static func appendNumber(_ text: Span<UInt8>, to output: inout [UInt8]) {
    if text.count <= 15, text.isDigits {
      output.append(text)
    } else {
      appendNumber(text.string, to: &output)
    }
  }

  private static func appendNumber(_ text: String, to output: inout [UInt8]) {
    guard let exact = DecimalText(text) else {
      output.append(contentsOf: text.utf8)
      return
    }
    output.append(contentsOf: exact.roundedToDouble(text).ecmaScript.utf8)
  }
}

extension Span<UInt8> {
  fileprivate var isDigits: Bool {
    for index in indices where !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self[index]) {
      return false
    }
    return true
  }
}

/// The digits of a number and where its point stands: 0.digits times ten to the power of `point`.
private struct DecimalText: Equatable {
  private let isNegative: Bool
  /// Without zeros at either end; empty for zero.
  private let digits: [UInt8]
  private let point: Int

  /// `nil` where the exponent is beyond all use.
  init?(_ text: String) {
    var rest = Substring(text)
    let isNegative = rest.first == "-"
    if isNegative { rest.removeFirst() }
    var exponent = 0
    if let mark = rest.firstIndex(where: { $0 == "e" || $0 == "E" }) {
      guard let number = Int(rest[rest.index(after: mark)...]), abs(number) < 1_000_000_000 else {
        return nil
      }
      exponent = number
      rest = rest[..<mark]
    }
    let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
    var digits = Array(parts[0].utf8)
    var point = digits.count + exponent
    if parts.count > 1 { digits += Array(parts[1].utf8) }
    let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(zeros)
    point -= zeros
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    self.digits = digits
    self.point = digits.isEmpty ? 0 : point
    self.isNegative = isNegative && !digits.isEmpty
  }

  /// The shortest digits of the nearest double, as the RFC wants, where nothing is lost by it.
  func roundedToDouble(_ text: String) -> Self {
    guard digits.count <= 17, let double = Double(text), double.isFinite, double != 0,
      let rounded = Self("\(double)")
    else { return self }
    // A whole number of 16 or 17 digits may be an identifier that a double would change.
    return digits.count <= point ? self : rounded
  }

  /// The layout of ECMA-262, Number::toString.
  var ecmaScript: String {
    guard !digits.isEmpty else { return "0" }
    let sign = isNegative ? "-" : ""
    let text = String(decoding: digits, as: UTF8.self)
    let count = digits.count
    if count <= point, point <= 21 {
      return sign + text + String(repeating: "0", count: point - count)
    }
    if 0 < point, point <= 21 { return sign + text.prefix(point) + "." + text.dropFirst(point) }
    if -6 < point, point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + text }
    let exponent = (point - 1 < 0 ? "-" : "+") + "\(abs(point - 1))"
    return sign + text.prefix(1) + (count > 1 ? "." + text.dropFirst() : "") + "e" + exponent
  }
}
