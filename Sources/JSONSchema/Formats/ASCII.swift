/// Classes of ASCII bytes that formats are made of (RFC 5234, appendix B.1).
extension UInt8 {
  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  var isLetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }

  var isHexDigit: Bool { isDigit || (self | 0x20) &- UInt8(ascii: "a") < 6 }
}

extension Span<UInt8> {
  /// The position behind the bytes from `start` on that fulfil a condition.
  func end(from start: Int, where condition: (UInt8) -> Bool) -> Int {
    var index = start
    while index < count, condition(self[index]) { index += 1 }
    return index
  }
}
