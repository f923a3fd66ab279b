/// What a character may do in a label.
enum CodePointStatus {
  case valid
  /// Only beside certain others (appendix A).
  case contextual
  case disallowed

  static func of(_ scalar: Unicode.Scalar, by rules: InternationalLabel.Rules) -> Self {
    switch rules {
    case .registration: forRegistration(scalar)
    case .lookup: forLookup(scalar)
    }
  }

  /// The derivation of RFC 5892, section 3.
  private static func forRegistration(_ scalar: Unicode.Scalar) -> Self {
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
    guard isStable(scalar) else { return .disallowed }
    switch scalar.properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter, .decimalNumber,
      .nonspacingMark, .spacingMark:
      return .valid
    default: return .disallowed
    }
  }

  /// Whether UTS #46 leaves a character as it is: section 6, without what it maps or ignores.
  private static func forLookup(_ scalar: Unicode.Scalar) -> Self {
    switch scalar.value {
    case 0xDF, 0x3C2: return .valid
    // The joiners, which section 4.1 leaves to RFC 5892.
    case 0x200C, 0x200D: return .contextual
    case 0x2D, 0x30...0x39, 0x61...0x7A, 0x5F: return .valid
    case 0..<0x80: return .disallowed
    default: break
    }
    guard isStable(scalar) else { return .disallowed }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
      .paragraphSeparator:
      return .disallowed
    default: return .valid
    }
  }

  private static func isStable(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    return !properties.changesWhenNFKCCaseFolded && !properties.isDefaultIgnorableCodePoint
      && !properties.isWhitespace && !properties.isNoncharacterCodePoint
  }
}
