/// Characters that nobody sees, or that change what stands around them.
package enum InvisibleCharacter {
  /// Whether a text that is shown has to name the character instead: controls, bidirectional
  /// controls, zero-width characters, byte order marks, fillers and tags.
  package static func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x061C, 0x180E, 0x200B...0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0x3164, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB, 0xFFFE...0xFFFF,
      0xE0000...0xE0FFF:
      true
    default: false
    }
  }

  /// Such as `U+200B (zero width space)`.
  static func name(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let number = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    let name = scalar.properties.name ?? scalar.properties.nameAlias
    return name.map { "\(number) (\($0.lowercased()))" } ?? number
  }
}

/// Scripts that need characters without a width of their own.
enum Script {
  /// Letters whose form, or whose ligatures, a joiner or non-joiner behind them chooses
  /// (Unicode 16, section 23.2.2): Arabic and its relatives, the scripts of India, and theirs.
  static func takesJoiners(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0600...0x08FF, 0x0900...0x0DFF, 0x0F00...0x109F, 0x1780...0x18AF, 0x1A20...0x1AAF,
      0x1B00...0x1C4F, 0xA840...0xA8FF, 0xA980...0xAAFF, 0xABC0...0xABFF, 0xFB50...0xFDFF,
      0xFE70...0xFEFC, 0x10A00...0x10AFF, 0x11000...0x11FFF, 0x1E900...0x1E95F:
      scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark
        || scalar.properties.generalCategory == .spacingMark
    default: false
    }
  }

  /// Scripts without spaces between words, where a zero width space allows a line to break.
  static func takesZeroWidthSpaces(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0FFF, 0x1000...0x109F, 0x1780...0x17FF, 0x1950...0x1AAF, 0xA9E0...0xA9FF,
      0xAA60...0xAADF:
      true
    default: false
    }
  }

  /// Letters that are written from right to left.
  static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0590...0x061B, 0x061D...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF,
      0x1E800...0x1EFFF:
      true
    default: false
    }
  }
}
