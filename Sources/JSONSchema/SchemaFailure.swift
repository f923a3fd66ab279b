public import Documents

/// One thing that is wrong with a value, or worth a warning.
public struct SchemaFailure: Sendable {
  /// The keyword that was not fulfilled, such as `required`; what a limit stopped has
  /// `pattern-limit` or `depth-limit`.
  public let keyword: String
  /// What it is about; where `isKey` is true, the key of a member.
  public let value: Value
  /// Whether it is about the name of a member rather than a value.
  public let isKey: Bool
  /// The keyword's place, as in `Schemas/news.schema.json#/properties/quality/type`.
  public let schemaLocation: String
  /// What is wrong: lower case, no full stop.
  public let message: String
  /// What to do about it.
  public let help: String?
  /// Whether the value is valid all the same (`deprecated`).
  public let isWarning: Bool

  /// The JSON pointer of the value, or of the member whose name it is about.
  public var pointer: String { value.pointer }
}
