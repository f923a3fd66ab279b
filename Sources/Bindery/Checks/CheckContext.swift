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
  /// `part` is in bytes of the decoded text. Where the file spells the text otherwise, the whole
  /// value is pointed at, and the message says where in it the part begins.
  mutating func report(
    _ rule: String, at value: Value, part: Range<Int>? = nil, _ message: String, help: String,
    severity: Finding.Severity = .error
  ) {
    let partRange = part.flatMap { value.sourceRange(ofText: $0) }
    let range = partRange ?? value.range
    var message = message
    if partRange == nil, let part, part.lowerBound > 0 {
      let lead = value.withText { $0.extracting(0..<part.lowerBound).string }
      message += ", at character \(lead.unicodeScalars.count + 1) of it"
    }
    findings.append(
      Finding(
        rule: rule, severity: severity,
        location: Location(
          path: path, document: value.document, range: range, pointer: value.pointer),
        message: message, help: help))
  }
}
