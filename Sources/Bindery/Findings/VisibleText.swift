internal import Documents

/// Makes text of strangers safe to print: nothing in it moves the cursor, hides or reorders, and no
/// log takes it for a command.
package enum VisibleText {
  /// Characters that a reader cannot see, or that change what stands around them.
  package static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    InvisibleCharacter.contains(scalar)
  }

  /// The text with such characters written as `\u{…}`, and with what starts a command in the log of
  /// a continuous-integration system taken apart.
  package static func escape(_ text: String) -> String {
    guard needsEscape(text) else { return text }
    return scalars(of: text).joined()
  }

  /// For each Unicode scalar of a text, how it is shown.
  package static func scalars(of text: String) -> [String] {
    let commands = commandStarts(in: text)
    return text.unicodeScalars.enumerated().map { position, scalar in
      isInvisible(scalar) || commands.contains(position)
        ? escapeSequence(scalar) : String(scalar)
    }
  }

  /// The scalars that make a command of the text.
  ///
  /// GitHub's runner looks for `::` at the start of a line, behind white space, and for `##[`
  /// anywhere in it (`ActionCommand.cs` in actions/runner); Azure Pipelines looks for `##vso[`,
  /// TeamCity for `##teamcity[`. A text may be all that stands on a line.
  private static func commandStarts(in text: String) -> Set<Int> {
    var starts: Set<Int> = []
    var previous: Unicode.Scalar?
    var hasTwoMarks = false
    var isAtStart = true
    for (position, scalar) in text.unicodeScalars.enumerated() {
      switch scalar {
      case "#": hasTwoMarks = previous == "#"
      case "[":
        if hasTwoMarks { starts.insert(position) }
        hasTwoMarks = false
      case "a"..."z", "A"..."Z": break
      default: hasTwoMarks = false
      }
      if isAtStart, scalar == ":" { starts.insert(position) }
      isAtStart = isAtStart && scalar.properties.isWhitespace
      previous = scalar
    }
    return starts
  }

  private static func needsEscape(_ text: String) -> Bool {
    text.unicodeScalars.contains(where: isInvisible) || text.utf8.contains(UInt8(ascii: "["))
      || text.utf8.contains(UInt8(ascii: ":"))
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
