internal import Documents
internal import JSONSchema

extension Finding {
  /// What a reader found in the text of a file.
  init(_ issue: DocumentIssue, in document: Document, path: String) {
    self.init(
      rule: issue.code.id, severity: issue.code.isError ? .error : .warning,
      location: Location(path: path, document: document, range: issue.range),
      message: issue.message, help: issue.help)
  }

  /// What a schema found in a value.
  init(_ failure: SchemaFailure, path: String) {
    let range = failure.value.range
    let isCollection = failure.value.kind == .object || failure.value.kind == .array
    self.init(
      rule: "schema/\(failure.keyword)", severity: failure.isWarning ? .warning : .error,
      location: Location(
        path: path, document: failure.value.document,
        // A collection is pointed at where it begins, not underlined over all its lines.
        range: isCollection && !failure.isKey ? range.lowerBound..<range.lowerBound : range,
        pointer: failure.pointer, schema: failure.schemaLocation),
      message: failure.message, help: failure.help)
  }
}
