public import Documents

/// One place in a schema where a keyword of the caller's own stands.
public struct ExtensionUse: Sendable {
  /// The position in `Schema.extensionUses`, by which callers keep what they prepare for it.
  public let id: Int
  /// The keyword, such as `x-link`.
  public let name: String
  /// The keyword's value, in the schema file.
  public let value: Value
  /// The place as in `Schemas/news.schema.json#/properties/url/x-link`.
  public let schemaLocation: String
}

/// What a subschema says besides asking something of a value.
struct Annotations: Sendable {
  /// Extension keywords, as a range of the schema's uses.
  var useStart: Int32 = 0
  var useEnd: Int32 = 0
  var isDeprecated = false
  var hasMessage = false

  var hasUses: Bool { useStart < useEnd }
  var isEmpty: Bool { !hasUses && !isDeprecated && !hasMessage }
}
