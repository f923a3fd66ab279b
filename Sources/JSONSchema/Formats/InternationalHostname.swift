internal import Documents
@_spi(_Unicode) internal import Swift

/// Internationalized host names: U-labels and A-labels (RFC 5890 to RFC 5893).
enum InternationalHostname {
  private static let maximumByteCount = 253
  private static let maximumLabelByteCount = 63

  /// Whether a text is a host name whose labels are in ASCII or in Unicode.
  static func accepts(_ text: Span<UInt8>) -> Bool {
    // No label is longer in UTF-8 than four bytes for each byte it may have.
    guard text.count > 0, text.count <= maximumByteCount * 4 else { return false }
    return accepts(labels: labels(of: text.string))
  }

  /// Whether the `xn--` labels of a name that is known to be in ASCII stand for valid ones.
  static func acceptsEncodedLabels(_ text: Span<UInt8>) -> Bool {
    accepts(labels: labels(of: text.string))
  }

  /// Splits at the separators of RFC 3490, section 3.1.
  private static func labels(of text: String) -> [[Unicode.Scalar]] {
    text.unicodeScalars.split(omittingEmptySubsequences: false) {
      $0 == "." || $0 == "\u{3002}" || $0 == "\u{FF0E}" || $0 == "\u{FF61}"
    }.map(Array.init)
  }

  private static func accepts(labels: [[Unicode.Scalar]]) -> Bool {
    var decoded: [[Unicode.Scalar]] = []
    var byteCount = labels.count - 1
    for label in labels {
      guard let (unicode, length) = Self.decoded(label), length <= maximumLabelByteCount else {
        return false
      }
      byteCount += length
      decoded.append(unicode)
    }
    guard byteCount <= maximumByteCount else { return false }
    // RFC 5893, section 2: one label from right to left puts the rule on all of them.
    let isBidirectional = decoded.contains(where: BidirectionalRule.isRightToLeft)
    return !isBidirectional || decoded.allSatisfy(BidirectionalRule.accepts)
  }

  /// A valid label in Unicode, and its length in bytes as an A-label.
  private static func decoded(
    _ label: [Unicode.Scalar]
  ) -> (scalars: [Unicode.Scalar], byteCount: Int)? {
    guard !label.isEmpty, label.first != "-", label.last != "-" else { return nil }
    if label.allSatisfy(\.isASCII) {
      let bytes = label.map { UInt8($0.value) }
      guard bytes.allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }) else {
        return nil
      }
      let lower = bytes.map { $0.isLetter ? $0 | 0x20 : $0 }
      guard lower.starts(with: "xn--".utf8) else { return (label, bytes.count) }
      let encoded = Array(lower.dropFirst(4))
      // Another spelling of the same characters is no A-label (RFC 5890, section 2.3.2.1).
      guard let scalars = Punycode.decode(encoded), !scalars.allSatisfy(\.isASCII),
        isLabel(scalars), Punycode.encode(scalars) == encoded
      else { return nil }
      return (scalars, bytes.count)
    }
    guard isLabel(label), let encoded = Punycode.encode(label) else { return nil }
    return (label, encoded.count + 4)
  }

  /// Whether characters may form a U-label (RFC 5891, section 4.2).
  private static func isLabel(_ label: [Unicode.Scalar]) -> Bool {
    guard let first = label.first, first != "-", label.last != "-" else { return false }
    if label.count >= 4, label[2] == "-", label[3] == "-" { return false }
    switch first.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return false
    default: break
    }
    let text = String(String.UnicodeScalarView(label))
    guard text._nfc.elementsEqual(label) else { return false }
    return label.indices.allSatisfy { index in
      switch CodePointStatus.of(label[index]) {
      case .valid: true
      case .contextual: ContextRule.accepts(label, index)
      case .disallowed: false
      }
    }
  }
}

/// What a character may do in a label (RFC 5892).
private enum CodePointStatus {
  case valid
  /// Only beside certain others (appendix A).
  case contextual
  case disallowed

  /// The derivation of section 3.
  static func of(_ scalar: Unicode.Scalar) -> Self {
    switch scalar.value {
    // Section 2.6.
    case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: return .valid
    case 0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB, 0x660...0x669, 0x6F0...0x6F9, 0x200C, 0x200D:
      return .contextual
    case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return .disallowed
    // Old Hangul (section 2.9).
    case 0x1100...0x11FF, 0xA960...0xA97F, 0xD7B0...0xD7FF: return .disallowed
    // Letters, digits and the hyphen of ASCII (section 2.5).
    case 0x2D, 0x30...0x39, 0x61...0x7A: return .valid
    default: break
    }
    let properties = scalar.properties
    if properties.changesWhenNFKCCaseFolded || properties.isDefaultIgnorableCodePoint
      || properties.isWhitespace || properties.isNoncharacterCodePoint
    {
      return .disallowed
    }
    switch properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter, .decimalNumber,
      .nonspacingMark, .spacingMark:
      return .valid
    default: return .disallowed
    }
  }
}

/// Which neighbours some characters need (RFC 5892, appendix A).
private enum ContextRule {
  static func accepts(_ label: [Unicode.Scalar], _ index: Int) -> Bool {
    let previous = index > 0 ? label[index - 1] : nil
    let next = index + 1 < label.count ? label[index + 1] : nil
    switch label[index].value {
    case 0x200C: return isVirama(previous) || isBetweenJoined(label, index)
    case 0x200D: return isVirama(previous)
    case 0xB7: return previous == "l" && next == "l"
    case 0x375: return next.map { isScript("Greek", $0) } ?? false
    case 0x5F3, 0x5F4: return previous.map { isScript("Hebrew", $0) } ?? false
    case 0x30FB:
      return label.contains {
        isScript("Hiragana", $0) || isScript("Katakana", $0) || isScript("Han", $0)
      }
    case 0x660...0x669: return !label.contains { (0x6F0...0x6F9).contains($0.value) }
    case 0x6F0...0x6F9: return !label.contains { (0x660...0x669).contains($0.value) }
    default: return false
    }
  }

  private static func isVirama(_ scalar: Unicode.Scalar?) -> Bool {
    scalar?.properties.canonicalCombiningClass == .virama
  }

  private static func isBetweenJoined(_ label: [Unicode.Scalar], _ index: Int) -> Bool {
    var before = index - 1
    while before >= 0, JoiningType.isTransparent(label[before]) { before -= 1 }
    var after = index + 1
    while after < label.count, JoiningType.isTransparent(label[after]) { after += 1 }
    return before >= 0 && after < label.count && JoiningType.joinsNext(label[before])
      && JoiningType.joinsPrevious(label[after])
  }

  private static func isScript(_ name: String, _ scalar: Unicode.Scalar) -> Bool {
    UnicodePatterns.matches(name, scalar)
  }
}

/// The rule for names with text from right to left (RFC 5893, section 2).
private enum BidirectionalRule {
  static func isRightToLeft(_ label: [Unicode.Scalar]) -> Bool {
    UnicodePatterns.matches("rightToLeft", label)
  }

  static func accepts(_ label: [Unicode.Scalar]) -> Bool {
    UnicodePatterns.matches("rightToLeftLabel", label)
      || UnicodePatterns.matches("leftToRightLabel", label)
  }
}
