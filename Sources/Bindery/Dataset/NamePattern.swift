internal import Documents

/// A pattern for the names of one folder's files.
package struct NamePattern: Sendable {
  private let tokens: [Glob.Token]
  /// Whether the pattern is `*` and plain text.
  private let isSuffix: Bool
  /// The plain text, if so.
  private let suffix: [UInt8]

  init(_ tokens: [Glob.Token]) {
    self.tokens = tokens
    let bytes: [UInt8] = tokens.dropFirst().compactMap { token in
      if case .byte(let byte) = token { byte } else { nil }
    }
    isSuffix = tokens.first == .anyRun && bytes.count == tokens.count - 1
    suffix = isSuffix ? bytes : []
  }

  package func matches(_ name: Span<UInt8>) -> Bool {
    isSuffix ? name.hasSuffix(suffix.span) : Glob.matches(name, tokens)
  }
}
