internal import Documents

/// What a check of one record works with, and where it reports.
struct CheckContext {
  let path: String
  let root: Value
  let mounts: MountTable
  private(set) var findings: [Finding] = []

  init(path: String, root: Value, mounts: MountTable) {
    self.path = path
    self.root = root
    self.mounts = mounts
  }

  /// Reports a finding about a value, or about a part of its text.
  ///
  /// - Parameters:
  ///   - rule: The rule's id.
  ///   - value: The value.
  ///   - part: A range of the decoded text, in bytes; the whole value where it is `nil` or where
  ///     the text is spelled otherwise in the file.
  ///   - message: What is wrong.
  ///   - help: What to do about it.
  mutating func report(
    _ rule: String, at value: Value, part: Range<Int>? = nil, _ message: String, help: String,
    severity: Finding.Severity = .error
  ) {
    let range = part.flatMap { value.sourceRange(ofText: $0) } ?? value.range
    findings.append(
      Finding(
        rule: rule, severity: severity,
        location: Location(
          path: path, document: value.document, range: range, pointer: value.pointer),
        message: message, help: help))
  }
}
