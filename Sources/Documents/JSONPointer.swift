/// JSON pointers, RFC 6901.
package enum JSONPointer {
  /// A member's name as one reference token: `~` becomes `~0` and `/` becomes `~1`.
  package static func escape(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
      return name
    }
    var escaped = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "~": escaped += "~0"
      case "/": escaped += "~1"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// The reference tokens of a pointer, or `nil` where the text is not a JSON pointer.
  package static func tokens(of pointer: some StringProtocol) -> [String]? {
    guard !pointer.isEmpty else { return [] }
    guard pointer.utf8.first == UInt8(ascii: "/") else { return nil }
    var tokens: [String] = []
    for part in pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let token = unescape(part) else { return nil }
      tokens.append(token)
    }
    return tokens
  }

  private static func unescape(_ part: some StringProtocol) -> String? {
    var text = String.UnicodeScalarView()
    var scalars = part.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard scalar == "~" else {
        text.append(scalar)
        continue
      }
      switch scalars.next() {
      case "0": text.append("~")
      case "1": text.append("/")
      default: return nil
      }
    }
    return String(text)
  }
}

extension Value {
  /// The value at a JSON pointer below this one, or `nil` where nothing is there.
  package subscript(pointer tokens: [String]) -> Value? {
    var value = self
    for token in tokens {
      let child =
        value.kind == .array
        ? JSONPointer.arrayIndex(token).flatMap { value[$0] } : value[token]
      guard let child else { return nil }
      value = child
    }
    return value
  }
}

extension JSONPointer {
  /// The index a reference token stands for: digits without a leading zero (RFC 6901, section 4).
  package static func arrayIndex(_ token: String) -> Int? {
    guard token == "0" || (token.utf8.first != UInt8(ascii: "0")), !token.isEmpty,
      token.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Int(token)
  }
}
