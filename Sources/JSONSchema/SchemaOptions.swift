public import Documents

/// How schemas are compiled.
public struct SchemaOptions: Sendable {
  /// Checks the value of an extension keyword; returns what is wrong with it, or `nil`.
  public typealias ExtensionCheck = @Sendable (Value) -> String?

  /// The draft of schemas without `$schema`.
  public var draft = Draft.draft202012
  /// Whether `format` decides, or only describes where the draft says so.
  public var assertsFormats = true
  /// The keywords starting with `x-` that the caller looks after, each with the check of its value.
  ///
  /// Those that the engine itself knows (`x-message`, `x-order`, `x-not-after`, `x-unique-by`) need
  /// not be listed. Any other is an error in the schema.
  public var extensions: [String: ExtensionCheck] = [:]
  /// Whether keywords starting with `x-` that are not listed are let pass.
  public var allowsUnknownExtensions = false
  /// What `x-not-after: now` compares with, in seconds since 1970 (UTC); `nil` switches it off.
  public var now: Int?
  /// How deep schemas may follow one another while one value is looked at.
  public var maximumEvaluationDepth = 1000
  /// How many subschemas may be compiled, in all files together.
  public var maximumSubschemaCount = 1_000_000
  /// How many digits a number in a schema may have.
  public var maximumDigitCount = 2000
  /// How many failures of one value are explained.
  public var maximumFailureCount = 1000

  public init() {}
}
