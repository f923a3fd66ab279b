/// URI templates (RFC 6570, section 2).
enum URITemplateFormat {
  static func accepts(_ text: Span<UInt8>) -> Bool {
    var position = 0
    while position < text.count {
      let byte = text[position]
      if byte == UInt8(ascii: "{") {
        guard let end = expression(text, from: position + 1) else { return false }
        position = end
      } else if byte == UInt8(ascii: "%") {
        guard isEncoded(text, at: position) else { return false }
        position += 3
      } else if isLiteral(byte) {
        position += 1
      } else {
        return false
      }
    }
    return true
  }

  /// Section 2.1 with erratum 6937, which allows the apostrophe.
  private static func isLiteral(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7F, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"),
      UInt8(ascii: "|"), UInt8(ascii: "}"), UInt8(ascii: "%"):
      false
    default: true
    }
  }

  private static func isEncoded(_ text: Span<UInt8>, at position: Int) -> Bool {
    position + 2 < text.count && text[position] == UInt8(ascii: "%")
      && text[position + 1].isHexDigit && text[position + 2].isHexDigit
  }

  /// Reads from behind the opening brace; returns the position behind the closing one.
  private static func expression(_ text: Span<UInt8>, from start: Int) -> Int? {
    var position = start
    guard position < text.count else { return nil }
    switch text[position] {
    case UInt8(ascii: "+"), UInt8(ascii: "#"), UInt8(ascii: "."), UInt8(ascii: "/"),
      UInt8(ascii: ";"), UInt8(ascii: "?"), UInt8(ascii: "&"), UInt8(ascii: "="),
      UInt8(ascii: ","), UInt8(ascii: "!"), UInt8(ascii: "@"), UInt8(ascii: "|"):
      position += 1
    default: break
    }
    while true {
      guard let end = variable(text, from: position), end < text.count else { return nil }
      if text[end] == UInt8(ascii: "}") { return end + 1 }
      guard text[end] == UInt8(ascii: ",") else { return nil }
      position = end + 1
    }
  }

  /// `varspec`: names joined by dots, and a modifier.
  private static func variable(_ text: Span<UInt8>, from start: Int) -> Int? {
    var position = start
    while true {
      let nameStart = position
      while position < text.count {
        if text[position].isLetter || text[position].isDigit || text[position] == UInt8(ascii: "_")
        {
          position += 1
        } else if isEncoded(text, at: position) {
          position += 3
        } else {
          break
        }
      }
      guard position > nameStart else { return nil }
      guard position < text.count, text[position] == UInt8(ascii: ".") else { break }
      position += 1
    }
    guard position < text.count else { return position }
    if text[position] == UInt8(ascii: "*") { return position + 1 }
    if text[position] == UInt8(ascii: ":") {
      let digits = text.end(from: position + 1) { $0.isDigit }
      let count = digits - position - 1
      guard (1...4).contains(count), text[position + 1] != UInt8(ascii: "0") else { return nil }
      return digits
    }
    return position
  }
}
