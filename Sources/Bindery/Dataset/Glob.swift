/// A pattern for paths: `*` and `?` within a part, `**` for any number of parts, `[a-z]`, `{a,b}`.
///
/// Paths are compared byte by byte, with case. Matching takes time proportional to the product of
/// the lengths at worst, whatever the pattern.
package struct Glob: Sendable {
  package let text: String
  private let alternatives: [[Part]]
  /// The folder above the first part that is not plain text; empty for the dataset's own folder.
  package let fixedFolder: String

  private enum Part: Sendable, Equatable {
    case anyNumber
    case pattern([Token])
  }

  private enum Token: Sendable, Equatable {
    case byte(UInt8)
    case anyByte
    case anyRun
    case set(ranges: [ClosedRange<UInt8>], isNegated: Bool)
  }

  /// What `{a,b}` may expand to.
  private static let maximumAlternativeCount = 64

  /// Why a pattern cannot be used, as a message.
  package struct PatternError: Error { package let message: String }

  package init(_ text: String) throws(PatternError) {
    guard !text.isEmpty else { throw PatternError(message: "a pattern cannot be empty") }
    guard !text.hasPrefix("/") else {
      throw PatternError(message: "a pattern is relative to the folder of bindery.yml, without a leading '/'")
    }
    var text = Substring(text)
    while text.hasPrefix("./") { text = text.dropFirst(2) }
    guard !text.split(separator: "/").contains("..") else {
      throw PatternError(message: "a pattern cannot leave the folder of bindery.yml with '..'")
    }
    self.text = String(text)
    let expanded = try Self.expand(Array(text.utf8))
    alternatives = try expanded.map { bytes throws(PatternError) in
      var parts: [Part] = []
      for part in bytes.split(separator: UInt8(ascii: "/")) {
        parts.append(
          part.elementsEqual("**".utf8) ? .anyNumber : .pattern(try Self.tokens(Array(part))))
      }
      return parts
    }
    let special = Set("*?[{".utf8)
    var folder: [Substring] = []
    for part in text.split(separator: "/") {
      if part.utf8.contains(where: special.contains) { break }
      folder.append(part)
    }
    if folder.count == text.split(separator: "/").count { folder.removeLast() }
    fixedFolder = folder.joined(separator: "/")
  }

  package func matches(_ path: some Collection<UInt8>) -> Bool {
    let parts = path.split(separator: UInt8(ascii: "/"))
    return alternatives.contains { Self.matches(parts, $0) }
  }

  package func matches(_ path: String) -> Bool { matches(path.utf8) }

  private static func matches<Bytes: Collection<UInt8>>(_ path: [Bytes], _ parts: [Part]) -> Bool {
    // reachable[i]: the parts of the pattern so far match the first i parts of the path.
    var reachable = [Bool](repeating: false, count: path.count + 1)
    reachable[0] = true
    for part in parts {
      switch part {
      case .anyNumber:
        if let first = reachable.firstIndex(of: true) {
          for index in first..<reachable.count { reachable[index] = true }
        }
      case .pattern(let tokens):
        for index in stride(from: path.count, through: 1, by: -1) {
          reachable[index] = reachable[index - 1] && matches(path[index - 1], tokens)
        }
        reachable[0] = false
      }
    }
    return reachable[path.count]
  }

  /// Matches one part; on a mismatch only the last `*` is tried again, which is enough.
  private static func matches(_ name: some Collection<UInt8>, _ tokens: [Token]) -> Bool {
    var token = 0
    var retry: (token: Int, position: Int)?
    let bytes = Array(name)
    var index = bytes.startIndex
    while index < bytes.count {
      if token < tokens.count, tokens[token] == .anyRun {
        token += 1
        retry = (token, index)
        continue
      }
      if token < tokens.count, matches(bytes[index], tokens[token]) {
        token += 1
        index += 1
        continue
      }
      guard let last = retry else { return false }
      retry = (last.token, last.position + 1)
      token = last.token
      index = last.position + 1
    }
    return tokens[token...].allSatisfy { $0 == .anyRun }
  }

  private static func matches(_ byte: UInt8, _ token: Token) -> Bool {
    switch token {
    case .byte(let wanted): byte == wanted
    case .anyByte: true
    case .anyRun: false
    case .set(let ranges, let isNegated): ranges.contains { $0.contains(byte) } != isNegated
    }
  }

  private static func tokens(_ part: [UInt8]) throws(PatternError) -> [Token] {
    var tokens: [Token] = []
    var index = 0
    while index < part.count {
      switch part[index] {
      case UInt8(ascii: "*"):
        if tokens.last != .anyRun { tokens.append(.anyRun) }
      case UInt8(ascii: "?"): tokens.append(.anyByte)
      case UInt8(ascii: "["):
        guard let end = part[(index + 1)...].firstIndex(of: UInt8(ascii: "]")), end > index + 1
        else { throw PatternError(message: "'[' in a pattern needs a closing ']'") }
        tokens.append(set(part[(index + 1)..<end]))
        index = end
      case let byte: tokens.append(.byte(byte))
      }
      index += 1
    }
    return tokens
  }

  private static func set(_ text: ArraySlice<UInt8>) -> Token {
    var text = text
    let isNegated = text.first == UInt8(ascii: "!") || text.first == UInt8(ascii: "^")
    if isNegated { text.removeFirst() }
    var ranges: [ClosedRange<UInt8>] = []
    while let low = text.popFirst() {
      if text.count >= 2, text.first == UInt8(ascii: "-") {
        text.removeFirst()
        let high = text.removeFirst()
        if low <= high { ranges.append(low...high) }
      } else {
        ranges.append(low...low)
      }
    }
    return .set(ranges: ranges, isNegated: isNegated)
  }

  /// Writes `{a,b}` out; braces do not nest.
  private static func expand(_ text: [UInt8]) throws(PatternError) -> [[UInt8]] {
    guard let open = text.firstIndex(of: UInt8(ascii: "{")) else { return [text] }
    guard let close = text[open...].firstIndex(of: UInt8(ascii: "}")) else {
      throw PatternError(message: "'{' in a pattern needs a closing '}'")
    }
    let choices = text[(open + 1)..<close].split(
      separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    var expanded: [[UInt8]] = []
    for choice in choices {
      expanded += try expand(Array(text[..<open]) + Array(choice) + Array(text[(close + 1)...]))
      guard expanded.count <= maximumAlternativeCount else {
        throw PatternError(
          message: "'{…}' expands to more than \(maximumAlternativeCount) patterns")
      }
    }
    return expanded
  }
}
