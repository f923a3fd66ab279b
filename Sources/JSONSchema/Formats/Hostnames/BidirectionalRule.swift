/// The rule for names with text from right to left (RFC 5893, section 2).
enum BidirectionalRule {
  static func isRightToLeft(_ label: [Unicode.Scalar]) -> Bool {
    UnicodePatterns.matches("rightToLeft", label)
  }

  static func accepts(_ label: [Unicode.Scalar]) -> Bool {
    UnicodePatterns.matches("rightToLeftLabel", label)
      || UnicodePatterns.matches("leftToRightLabel", label)
  }
}
