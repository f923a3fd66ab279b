import Testing

/// A schema and a record in YAML, and all that is said about the record.
package struct ExplanationCase: Sendable, CustomTestStringConvertible {
  package let name: String
  package let schema: String
  package let record: String
  /// For each failure its keyword and places, its message and its help.
  package let expected: String

  init(_ name: String, schema: String, record: String, expected: String) {
    self.name = name
    self.schema = schema
    self.record = record
    self.expected = expected
  }

  package var testDescription: String { name }

  package static let all = types + scalars + arrays + objects + combinations + extensions

  /// The time that `x-not-after: now` stands for in these cases: 2026-09-21T14:13:20Z.
  package static let now = 1_790_000_000
}
