/// Makes text from records safe to print: nothing in it moves the cursor, hides or reorders.
package enum VisibleText {
  /// Characters that a reader cannot see, or that change what stands around them: controls,
  /// bidirectional controls, zero-width characters, and the byte order mark.
  package static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x061C, 0x180E, 0x200B...0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }

  /// The text with such characters written as `\u{…}`.
  package static func escape(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isInvisible) else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      if isInvisible(scalar) {
        escaped += escapeSequence(scalar)
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  package static func escapeSequence(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\t": "\\t"
    case "\n": "\\n"
    case "\r": "\\r"
    default: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
  }
}

extension VisibleText {
  /// The text with invisible characters escaped, and no longer than a message can bear.
  package static func shortened(_ text: String, maximumScalarCount: Int = 80) -> String {
    let scalars = text.unicodeScalars
    guard scalars.count > maximumScalarCount else { return escape(text) }
    return escape(String(String.UnicodeScalarView(scalars.prefix(maximumScalarCount - 1)))) + "…"
  }
}

extension VisibleText {
  /// Like `escape`, for a text of several lines, whose line breaks stay.
  package static func escapeLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { escape(String($0)) }.joined(separator: "\n")
  }
}
