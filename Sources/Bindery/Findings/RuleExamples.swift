/// What breaks a rule, and the same put right.
public enum RuleExamples: Sendable, Hashable {
  /// Files of a dataset: those that both examples have, those of the failing one, those of the
  /// passing one. A test validates both.
  case datasets(
    shared: [ExampleFile] = [], failing: [ExampleFile], passing: [ExampleFile])
  /// Only told, with the reason why no test runs them.
  case told(failing: String, passing: String, because: String)
}

extension RuleExamples {
  /// One record of a collection, which is named like `name` in the folder `Records`.
  ///
  /// - Parameters:
  ///   - name: The name of the record's file, whose extension decides how it is read.
  ///   - schema: The schema of the collection, in YAML; `nil` for one that accepts everything.
  ///   - failing: The text of the record that breaks the rule.
  ///   - passing: The text of the same record, put right.
  /// - Returns: The examples, which a test runs.
  static func records(
    _ name: String = "a.yml", schema: String? = nil, failing: String, passing: String
  ) -> Self {
    .datasets(
      shared: schema.map { [.schema($0)] } ?? [],
      failing: [ExampleFile("Records/\(name)", failing)],
      passing: [ExampleFile("Records/\(name)", passing)])
  }
}

/// A file of an example.
public struct ExampleFile: Sendable, Hashable {
  public enum Content: Sendable, Hashable {
    case text(String)
    /// What a page cannot show, with words for it.
    case bytes([UInt8], shown: String)
    /// A symbolic link to a path.
    case link(to: String)
  }

  /// Relative to the folder of `bindery.yml`.
  public let path: String
  public let content: Content

  init(_ path: String, _ content: Content) {
    self.path = path
    self.content = content
  }

  /// A file of this text, with a line break behind it.
  init(_ path: String, _ text: String) { self.init(path, .text(text + "\n")) }

  /// The schema of the records.
  static func schema(_ text: String) -> Self { Self("Schemas/record.yml", text) }

  /// The configuration, in place of the one that examples have otherwise.
  static func configuration(_ text: String) -> Self { Self("bindery.yml", text) }

  /// What an example has where it says nothing else: all files in `Records` are records.
  public static let defaults: [ExampleFile] = [
    .configuration(
      """
      name: example
      collections:
        - { name: records, include: Records/**, schema: Schemas/record.yml }
      """),
    .schema("type: object"),
  ]
}
