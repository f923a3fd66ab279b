internal import Documents

/// How messages speak of `type`.
struct TypeWords {
  private let names: [String]

  init(_ type: Value) {
    names =
      type.kind == .array ? type.elements.compactMap(\.string) : [type.string].compactMap { $0 }
  }

  /// `an integer`, or `a string, a list or null`.
  var list: String { Words.alternatives(names.map(Self.phrase)) }

  static func phrase(_ name: String) -> String {
    switch name {
    case "integer": "an integer"
    case "number": "a number"
    case "string": "a string"
    case "boolean": "true or false"
    case "array": "a list"
    case "object": "an object"
    default: name
    }
  }

  /// What to write in place of a value of another type.
  func help(for value: Value) -> String? {
    let isNumeric = value.string.map(Self.isNumber) ?? false
    if names.contains("integer") || names.contains("number"), isNumeric, let text = value.string {
      let isWhole = Array(text.utf8).span.isWholeNumber
      if names.contains("number") || isWhole { return "remove the quotes" }
    }
    if names.contains("boolean"), let text = value.string?.lowercased() {
      if ["true", "yes", "on"].contains(text) { return "write true" }
      if ["false", "no", "off"].contains(text) { return "write false" }
    }
    switch (names.first, value.kind) {
    case ("integer", _): return "write a whole number, for example 69"
    case ("number", _): return "write a number, for example 4.5"
    case ("boolean", _): return "write true or false"
    case ("string", .number), ("string", .boolean):
      return "put it in quotes: \"\(value.document.text(in: value.range))\""
    case ("string", .null): return "write a text, or \"\" for an empty one"
    case ("string", _): return "write one text"
    case ("array", .null): return "write a list, or [] for an empty one"
    case ("array", .string), ("array", .number), ("array", .boolean):
      return "write a list, for example [\(ValueDescription.spelling(value))]"
    case ("array", _): return "write a list"
    case ("object", _): return "write members with names, or {} for none"
    case ("null", _): return "write null, or remove the value"
    default: return nil
    }
  }

  private static func isNumber(_ text: String) -> Bool {
    let parsed = DocumentReader.read(Array(text.utf8), as: .json)
    return parsed.hasValues && parsed.document.root.kind == .number
  }
}

extension Span<UInt8> {
  /// Whether a number that JSON spells so is a whole one.
  fileprivate var isWholeNumber: Bool { DecimalNumber(json: self).isInteger }
}

/// Joins words to phrases.
enum Words {
  /// `a, b or c`.
  static func alternatives(_ words: [String]) -> String { joined(words, with: "or") }

  /// `a, b and c`.
  static func all(_ words: [String]) -> String { joined(words, with: "and") }

  private static func joined(_ words: [String], with last: String) -> String {
    guard let final = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(last) " + final
  }

  /// `1 member`, `3 members`.
  static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  /// The first of many words, and how many there are.
  static func excerpt(_ words: [String], maximum: Int, of all: Int? = nil) -> String {
    let all = all ?? words.count
    guard all > maximum else { return words.joined(separator: ", ") }
    return words.prefix(maximum).joined(separator: ", ") + ", … (\(all) in all)"
  }
}
