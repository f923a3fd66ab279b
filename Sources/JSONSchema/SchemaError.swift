public import Documents

/// Why a schema cannot be used: what is wrong in its files.
public struct SchemaError: Error, Sendable {
  /// At least one, in the order in which they were found.
  public let issues: [SchemaIssue]
}

/// Something wrong in a schema file.
public struct SchemaIssue: Sendable {
  /// What kind of problem it is.
  public struct Code: Sendable, Hashable {
    private let name: String
    private init(_ name: String) { self.name = name }

    /// A keyword's value is not what the draft allows.
    public static let keywordValue = Self("keyword value")
    public static let unknownDraft = Self("unknown draft")
    public static let unresolvedReference = Self("unresolved reference")
    /// References that lead back to themselves without looking at a smaller value.
    public static let referenceLoop = Self("reference loop")
    public static let pattern = Self("pattern")
    public static let unknownExtension = Self("unknown extension")
    public static let duplicateIdentifier = Self("duplicate identifier")
    public static let tooDeep = Self("too deep")
    public static let tooLarge = Self("too large")
  }

  public let code: Code
  /// The value, or the member's name, that the problem is about.
  public let value: Value
  /// The schema file, as it was named when it was loaded.
  public let file: String
  public let message: String
  public let help: String?

  /// Where it stands, as in `Schemas/news.schema.json#/properties/quality`.
  public var schemaLocation: String { "\(file)#\(value.pointer)" }
}
