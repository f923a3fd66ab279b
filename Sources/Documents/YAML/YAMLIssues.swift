extension DocumentIssue {
  static func multipleDocuments(at range: Range<Int>) -> Self {
    Self(
      .yamlMultipleDocuments, range, "a second YAML document starts here",
      help:
        "a record is one document: remove this '---', or put what follows into a file of its own")
  }

  static func collectionAsKey(at range: Range<Int>) -> Self {
    Self(
      .yamlKeyType, range.lowerBound..<range.lowerBound,
      "a key must be a string, found a collection",
      help: "if this is text such as '{{ name }}', put it in quotes")
  }

  static func keyType(at range: Range<Int>) -> Self {
    Self(
      .yamlKeyType, range, "a key must be a string, and this is read as another type",
      help: "put the key in quotes")
  }

  static func nesting(_ code: Code, at range: Range<Int>, limit: Int) -> Self {
    Self(
      code, range.lowerBound..<range.lowerBound,
      "values are nested more than \(limit) levels deep",
      help: "a record this deep is refused unread")
  }

  static func tag(_ tag: String, at range: Range<Int>) -> Self {
    Self(
      .yamlTag, range, "the tag '\(tag)' is not one that records may use",
      help:
        "remove the tag; records are plain data: strings, numbers, true, false, null, lists, mappings"
    )
  }

  static func tagMismatch(_ tag: String, at range: Range<Int>) -> Self {
    let name = tag.split(separator: ":").last.map(String.init) ?? tag
    return Self(
      .yamlTag, range, "the value does not match its tag '!!\(name)'", help: "remove the tag")
  }

  static func duplicateKey(
    _ code: Code, name: String, first: Range<Int>, second: Range<Int>,
    builder: DocumentBuilder
  ) -> Self {
    let line = builder.line(of: first.lowerBound)
    return Self(
      code, second, "the key '\(name)' is given twice; the first is on line \(line)",
      help: "keep one of the two: readers disagree about which one counts")
  }

  static func unknownAlias(_ name: String, at range: Range<Int>) -> Self {
    Self(
      .yamlSyntax, range, "the alias '*\(name)' has no anchor '&\(name)' before it",
      help: "if this is text that starts with '*', put it in quotes")
  }

  static func recursiveAlias(_ name: String, at range: Range<Int>) -> Self {
    Self(
      .yamlAliasLimit, range, "the alias '*\(name)' stands inside the value that it names",
      help: "a value cannot hold itself: write the value out")
  }

  static func aliasLimit(at range: Range<Int>, limit: Int) -> Self {
    Self(
      .yamlAliasLimit, range, "aliases add more than \(limit) values to this record",
      help: "write the values out, without aliases")
  }

  static func mergeKey(at range: Range<Int>) -> Self {
    Self(
      .yamlMergeKey, range, "'<<' merges mappings, and this is not one",
      help: "write '<<: *name', where '&name' marks a mapping")
  }

  static func notFinite(at range: Range<Int>, builder: DocumentBuilder) -> Self {
    Self(
      .yamlNotFinite, range, "'\(builder.sourceText(range))' is not a number that JSON can express",
      help: "remove the member, write null, or put the word in quotes")
  }

  static func ambiguousString(_ text: String, reading: String, at range: Range<Int>) -> Self {
    let alternative =
      reading.hasSuffix("true") || reading.hasSuffix("false")
      ? "\"\(text)\", or \(reading.hasSuffix("true")) if that is what it means"
      : "\"\(text)\", or the number as you mean it"
    return Self(
      .yamlAmbiguous, range, "'\(text)' is a string here, and \(reading)",
      help: "write \(alternative)")
  }

  static func ambiguousNumber(_ number: String, at range: Range<Int>, spelled: String) -> Self {
    Self(
      .yamlAmbiguous, range,
      "'\(spelled)' is the number \(number) here, and YAML 1.1 reads it as a string",
      help: "write the number with digits and a point, or \"\(spelled)\" if it is text")
  }
}

extension YAMLEventStream.SyntaxError {
  /// libyaml's words, with what usually helps.
  ///
  /// - Parameter byte: The byte at the place, where there is one.
  /// - Returns: The issue to report.
  func issue(at byte: UInt8?) -> DocumentIssue {
    if isCharacterError {
      return DocumentIssue(
        .controlCharacter, offset..<offset + 1,
        "YAML does not allow this character (byte \(offset))",
        help: "remove it, or write it as an escape in double quotes, such as \"\\x1B\"")
    }
    switch problem {
    case "found unexpected end of stream":
      let start = contextOffset ?? offset
      return DocumentIssue(
        .yamlSyntax, start..<start + 1, "this quote is not closed", help: "add the closing quote")
    case "mapping values are not allowed in this context":
      return syntax(
        "a ':' cannot stand here",
        "put a value that holds ': ' in quotes, and check the indentation")
    case "found a tab character that violates indentation":
      return syntax("a tab cannot indent YAML", "indent with spaces")
    case "found character that cannot start any token" where byte == UInt8(ascii: "\t"):
      return syntax("a tab cannot indent YAML", "indent with spaces")
    case "found character that cannot start any token":
      return syntax(
        "a value cannot start with this character",
        "put values that start with '@', '`' or '%' in quotes")
    case "could not find expected ':'":
      // The place is where the next line starts; what lacks the ':' stands before it.
      let start = contextOffset ?? offset
      return DocumentIssue(
        .yamlSyntax, start..<start + 1, "the key that starts here is not followed by ':'",
        help: "write 'key: value'; put a value over several lines in quotes")
    case "did not find expected key":
      return syntax(
        "expected a key here", "check the indentation, and that quotes before it are closed")
    case "did not find expected '-' indicator":
      return syntax("expected '- ' here", "give all items of a list the same indentation")
    case "did not find expected ',' or ']'":
      return syntax("expected ',' or ']'", "close the list that starts with '['")
    case "did not find expected ',' or '}'":
      return syntax("expected ',' or '}'", "close the mapping that starts with '{'")
    default:
      return syntax(
        "invalid YAML: \(problem)", "check the quotes and the indentation before this place")
    }
  }

  private func syntax(_ message: String, _ help: String) -> DocumentIssue {
    DocumentIssue(.yamlSyntax, offset..<offset + 1, message, help: help)
  }
}
