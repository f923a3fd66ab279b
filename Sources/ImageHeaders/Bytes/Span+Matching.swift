extension Span where Element == UInt8 {
  /// Whether `pattern` stands at `offset`, with all of its bytes.
  func starts(with pattern: [UInt8], at offset: Int = 0) -> Bool {
    guard offset <= count, pattern.count <= count - offset else { return false }
    for index in pattern.indices where self[offset + index] != pattern[index] { return false }
    return true
  }

  /// Like ``starts(with:at:)``, where `pattern` is lower case and ASCII letters match in any case.
  func startsIgnoringCase(with pattern: [UInt8], at offset: Int) -> Bool {
    guard offset <= count, pattern.count <= count - offset else { return false }
    for index in pattern.indices where self[offset + index].lowercased != pattern[index] {
      return false
    }
    return true
  }

  /// The offset of the first byte from `offset` on that is not white space; `count` when all are.
  func firstNonSpace(from offset: Int) -> Int {
    var offset = offset
    while offset < count, self[offset].isSpace { offset += 1 }
    return offset
  }

  /// The first bytes, two lower-case digits each, separated by spaces.
  func hexadecimal(first maximumByteCount: Int) -> String {
    (0..<Swift.min(count, maximumByteCount)).map { index in
      let digits = String(self[index], radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined(separator: " ")
  }
}

extension UInt8 {
  /// Whether this is ASCII white space: tab, line feed, form feed, carriage return or space.
  var isSpace: Bool {
    switch self {
    case 0x09, 0x0A, 0x0C, 0x0D, 0x20: true
    default: false
    }
  }

  /// The same byte, an ASCII capital turned into its small letter.
  var lowercased: UInt8 {
    switch self {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): self | 0x20
    default: self
    }
  }
}
