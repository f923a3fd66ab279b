extension Schema {
  /// Whether `failures(of:)` may have something to say about a value that is accepted.
  public var canWarn: Bool { program.tables.annotations.contains { $0.isDeprecated } }
}
