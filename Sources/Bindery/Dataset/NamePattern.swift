internal import Documents

/// A pattern for the names of one folder's files.
package struct NamePattern: Sendable {
  private let tokens: [Glob.Token]
  /// Where the pattern is `*` and plain text, the text.
  private let suffix: [UInt8]?

  init(_ tokens: [Glob.Token]) {
    self.tokens = tokens
    var suffix: [UInt8]? = []
    for token in tokens.dropFirst() {
      if case .byte(let byte) = token { suffix?.append(byte) } else { suffix = nil }
    }
    self.suffix = tokens.first == .anyRun ? suffix : nil
  }

  package func matches(_ name: Span<UInt8>) -> Bool {
    guard let suffix else { return Glob.matches(name, tokens) }
    return name.hasSuffix(suffix.span)
  }
}
