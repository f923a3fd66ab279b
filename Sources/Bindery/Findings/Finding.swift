public import Documents

/// Something wrong with the data: what, where, and what to do about it.
///
/// A finding is a value. What keeps the tool from doing its work is thrown instead.
public struct Finding: Sendable, Hashable {
  public enum Severity: String, Sendable, Hashable {
    /// Something that the dataset's owners know of and accept: it fails no run.
    case note
    case warning
    case error
  }

  /// The id of the rule that was broken, such as `schema/type`; see `Rule.all`.
  public let rule: String
  public let severity: Severity
  public let location: Location
  /// What is wrong: lower case, no full stop, quoting what the file says.
  public let message: String
  /// What to do about it.
  public let help: String?

  public init(
    rule: String, severity: Severity = .error, location: Location, message: String,
    help: String? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.location = location
    self.message = Self.cut(message)
    self.help = help.map(Self.cut)
  }

  /// What a message, a help or a pointer holds at most, in Unicode scalars.
  ///
  /// They quote what a record says, which may be of any length.
  static let maximumTextScalarCount = 1000

  static func cut(_ text: String) -> String {
    guard text.utf8.count > maximumTextScalarCount else { return text }
    let scalars = text.unicodeScalars
    guard scalars.count > maximumTextScalarCount else { return text }
    return String(String.UnicodeScalarView(scalars.prefix(maximumTextScalarCount - 1))) + "…"
  }
}

/// The place that a finding is about.
public struct Location: Sendable, Hashable {
  /// Relative to the folder of `bindery.yml`, with `/` between its parts.
  public let path: String
  public let start: SourcePosition
  /// Behind the last character.
  public let end: SourcePosition
  /// The JSON pointer (RFC 6901) of the value, where there is one; a very long one is cut.
  public let pointer: String?
  /// The file and JSON pointer of the schema keyword that decided, where one did.
  public let schema: String?
  public let excerpt: Excerpt?

  public init(
    path: String, start: SourcePosition = SourcePosition(line: 1, column: 1),
    end: SourcePosition? = nil, pointer: String? = nil, schema: String? = nil,
    excerpt: Excerpt? = nil
  ) {
    self.path = path
    self.start = start
    self.end = end ?? start
    self.pointer = pointer.map(Finding.cut)
    self.schema = schema
    self.excerpt = excerpt
  }
}

extension Location {
  /// The place of a range of a document's bytes.
  package init(
    path: String, document: Document, range: Range<Int>, pointer: String? = nil,
    schema: String? = nil
  ) {
    let start = document.position(ofByte: range.lowerBound)
    let end = range.isEmpty ? start : document.position(ofByte: range.upperBound)
    self.init(
      path: path, start: start, end: end, pointer: pointer, schema: schema,
      excerpt: Excerpt(of: document, range: range, line: start.line))
  }

  /// The place of a value, or for a collection that spans lines, of its beginning.
  package init(path: String, value: Value, pointer: String? = nil, schema: String? = nil) {
    self.init(
      path: path, document: value.document, range: value.range,
      pointer: pointer ?? value.pointer, schema: schema)
  }
}

extension Finding: Comparable {
  /// By path, line, column and rule, so that output does not depend on the order of discovery.
  public static func < (left: Finding, right: Finding) -> Bool {
    if left.location.path != right.location.path {
      return left.location.path.utf8.lexicographicallyPrecedes(right.location.path.utf8)
    }
    let leftPlace = (left.location.start.line, left.location.start.column)
    let rightPlace = (right.location.start.line, right.location.start.column)
    if leftPlace != rightPlace { return leftPlace < rightPlace }
    if left.rule != right.rule { return left.rule < right.rule }
    return left.message < right.message
  }
}
