@_spi(_Unicode) internal import Swift

/// A part of a host name that holds characters beyond ASCII, or stands for some: a U-label or an
/// A-label (RFC 5890).
package enum InternationalLabel {
  /// Which names are allowed.
  package enum Rules: Sendable {
    /// What a registry may give out: IDNA2008 (RFC 5891, section 4.2).
    case registration
    /// What browsers look up: UTS #46, section 4.1, which lets symbols such as emoji pass too.
    case lookup
  }

  /// Why a label is not valid.
  package enum Problem: Error, Equatable {
    /// Behind `xn--` stands no punycode (RFC 3492).
    case notPunycode
    /// An encoding that is not needed, or not the one that these characters have
    /// (RFC 5890, section 2.3.2.1).
    case otherSpelling
    /// A hyphen where none may stand.
    case hyphen
    /// The first character is a mark that belongs onto another one.
    case leadingMark
    /// The characters are not in normalization form C.
    case notNormalized
    /// A character that no name holds.
    case character(Unicode.Scalar)
    /// A character that needs others beside it (RFC 5892, appendix A).
    case context(Unicode.Scalar)
  }

  /// A name as it is looked up: in lower case and in normalization form C (UTS #46, section 4).
  package static func mapped(_ name: String) -> String {
    String(String.UnicodeScalarView(name.lowercased()._nfc))
  }

  /// The characters that a label in lower case, `xn--` at its start, stands for.
  package static func decode(_ label: [UInt8], by rules: Rules) throws(Problem) -> [Unicode.Scalar]
  {
    let encoded = Array(label.dropFirst(4))
    guard let scalars = Punycode.decode(encoded) else { throw .notPunycode }
    guard !scalars.allSatisfy(\.isASCII), Punycode.encode(scalars) == encoded else {
      throw .otherSpelling
    }
    if let problem = problem(scalars, by: rules) { throw problem }
    return scalars
  }

  /// What keeps characters from forming a label, or `nil`.
  package static func problem(_ label: [Unicode.Scalar], by rules: Rules) -> Problem? {
    guard let first = label.first, first != "-", label.last != "-" else { return .hyphen }
    if rules == .registration, label.count >= 4, label[2] == "-", label[3] == "-" {
      return .hyphen
    }
    switch first.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return .leadingMark
    default: break
    }
    for index in label.indices {
      switch CodePointStatus.of(label[index], by: rules) {
      case .valid: break
      case .contextual:
        if !ContextRule.accepts(label, index) { return .context(label[index]) }
      case .disallowed: return .character(label[index])
      }
    }
    let text = String(String.UnicodeScalarView(label))
    return text._nfc.elementsEqual(label) ? nil : .notNormalized
  }

  /// The labels of a name that break the rule for text from right to left, which binds all labels
  /// of a name in which one is written so (RFC 5893, section 2).
  package static func breaksDirection(_ labels: [[Unicode.Scalar]]) -> Bool {
    labels.contains(where: BidirectionalRule.isRightToLeft)
      && !labels.allSatisfy(BidirectionalRule.accepts)
  }
}
