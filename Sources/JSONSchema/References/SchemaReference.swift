public import Documents

/// What a schema refers to outside its own file.
public enum SchemaReference: Sendable, Hashable {
  /// A file, by its path; what the schema's `location` is relative to, this is relative to as well.
  case file(String)
  /// A schema by the URI of its `$id`, without fragment.
  case id(String)
}

/// A schema file that was found for a reference.
public struct LoadedSchema: Sendable {
  public let root: Value
  /// How the file is called in locations, such as `Schemas/common.schema.json`.
  public let location: String

  public init(root: Value, location: String) {
    self.root = root
    self.location = location
  }
}
