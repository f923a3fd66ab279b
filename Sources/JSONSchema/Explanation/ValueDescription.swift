internal import Documents

/// How values are shown in messages: short, and without characters that could disturb a terminal.
enum ValueDescription {
  private static let maximumScalarCount = 40
  private static let maximumSentenceScalarCount = 200

  /// A value with its type, as in `the string "high"`.
  static func of(_ value: Value) -> String {
    switch value.kind {
    case .null: "null"
    case .boolean: value.boolean == true ? "true" : "false"
    case .number: "the number \(shortened(value.numberText ?? ""))"
    case .string: "the string \(quoted(value.string ?? ""))"
    case .array:
      switch value.count {
      case 0: "an empty list"
      case 1: "a list of 1 element"
      default: "a list of \(value.count) elements"
      }
    case .object:
      switch value.count {
      case 0: "an empty object"
      case 1: "an object with 1 member"
      default: "an object with \(value.count) members"
      }
    }
  }

  /// A value as JSON spells it, where it is short.
  static func spelling(_ value: Value) -> String {
    switch value.kind {
    case .null: return "null"
    case .boolean: return value.boolean == true ? "true" : "false"
    case .number: return shortened(value.numberText ?? "")
    case .string: return quoted(value.string ?? "")
    case .array:
      if value.count == 0 { return "[]" }
      let parts = value.elements.prefix(4).map(spelling).joined(separator: ", ")
      return shortened("[\(parts)\(value.count > 4 ? ", …" : "")]")
    case .object:
      if value.count == 0 { return "{}" }
      let parts = value.members.prefix(3).map {
        "\(quoted($0.key.string ?? "")): \(spelling($0.value))"
      }
      return shortened("{\(parts.joined(separator: ", "))\(value.count > 3 ? ", …" : "")}")
    }
  }

  /// A text in double quotes.
  static func quoted(_ text: String) -> String {
    "\"" + shortened(text, escapesQuotes: true) + "\""
  }

  /// A member's name in single quotes.
  static func name(_ text: String) -> String { "'" + shortened(text) + "'" }

  /// A longer text, such as a description from a schema.
  static func sentence(_ text: String) -> String {
    shortened(text, maximumScalarCount: maximumSentenceScalarCount)
  }

  static func shortened(
    _ text: String, escapesQuotes: Bool = false, maximumScalarCount: Int = maximumScalarCount
  ) -> String {
    var result = ""
    var count = 0
    for scalar in text.unicodeScalars {
      guard count < maximumScalarCount else { return result + "…" }
      count += 1
      if isHarmless(scalar) {
        if escapesQuotes, scalar == "\"" || scalar == "\\" { result += "\\" }
        result.unicodeScalars.append(scalar)
      } else {
        result += escape(scalar)
      }
    }
    return result
  }

  /// Whether a character shows itself and changes nothing around it: no control, no bidirectional
  /// or other invisible format character, no line or paragraph separator.
  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      false
    case .spaceSeparator: scalar == " "
    default: true
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "\\u{" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "}"
    }
  }
}
