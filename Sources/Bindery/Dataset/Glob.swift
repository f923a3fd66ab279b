/// A pattern for paths: `*` and `?` within a part, `**` for any number of parts, `[a-z]`, `{a,b}`.
///
/// Paths are compared byte by byte, with case. Matching takes time proportional to the product of
/// the lengths at worst, whatever the pattern.
package struct Glob: Sendable {
  package let text: String
  private let alternatives: [[Part]]
  /// The folder above the first part that is not plain text; empty for the dataset's own folder.
  package let fixedFolder: String

  enum Part: Sendable, Equatable {
    case anyNumber
    case pattern([Token])
  }

  enum Token: Sendable, Equatable {
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
      throw PatternError(
        message: "a pattern is relative to the folder of bindery.yml, without a leading '/'")
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

  /// Whether a path, as bytes, fits the pattern.
  package func matches(_ path: [UInt8]) -> Bool {
    alternatives.contains { Self.matches(path, $0) }
  }

  package func matches(_ path: String) -> Bool { matches(Array(path.utf8)) }

  /// Matches part by part; on a mismatch only the last `**` is tried again, which is enough.
  private static func matches(_ path: [UInt8], _ parts: [Part]) -> Bool {
    var part = 0
    var start = 0
    var retry: (part: Int, start: Int)?
    while start <= path.count {
      if part < parts.count, parts[part] == .anyNumber {
        part += 1
        retry = (part, start)
        continue
      }
      let end = path[start...].firstIndex(of: UInt8(ascii: "/")) ?? path.count
      if part < parts.count, case .pattern(let tokens) = parts[part],
        matches(path.span.extracting(start..<end), tokens)
      {
        part += 1
        start = end + 1
        continue
      }
      guard let last = retry else { return false }
      start = (path[last.start...].firstIndex(of: UInt8(ascii: "/")) ?? path.count) + 1
      part = last.part
      retry = (part, start)
    }
    return parts[part...].allSatisfy { $0 == .anyNumber }
  }

  /// How much of the pattern the folders above some files fit: of each alternative, the parts that may
  /// stand for the next name.
  ///
  /// Many files lie in one folder: its path is compared once.
  package struct Progress: Sendable, Equatable {
    fileprivate let parts: [[Int]]
  }

  /// What the dataset's own folder fits.
  package var start: Progress { Progress(parts: alternatives.map { Self.withSkipped([0], $0) }) }

  /// What a folder in another one fits.
  ///
  /// - Parameters:
  ///   - name: The folder's name.
  ///   - progress: What the folder that holds it fits.
  /// - Returns: What it fits itself.
  package func progress(in name: Span<UInt8>, after progress: Progress) -> Progress {
    var next: [[Int]] = []
    for (parts, positions) in zip(alternatives, progress.parts) {
      var reached: [Int] = []
      for position in positions {
        switch parts[position] {
        case .anyNumber: reached.append(position)
        case .pattern(let tokens):
          if Self.matches(name, tokens) { reached.append(position + 1) }
        }
      }
      next.append(Self.withSkipped(reached, parts))
    }
    return Progress(parts: next)
  }

  /// The patterns that names of files in a folder are to fit, for the paths to fit this one.
  package func namePatterns(after progress: Progress) -> [NamePattern] {
    var patterns: [NamePattern] = []
    for (parts, positions) in zip(alternatives, progress.parts) {
      for position in positions
      where parts[(position + 1)...].allSatisfy({ $0 == .anyNumber }) {
        switch parts[position] {
        case .anyNumber: patterns.append(NamePattern([.anyRun]))
        case .pattern(let tokens): patterns.append(NamePattern(tokens))
        }
      }
    }
    return patterns
  }

  /// The positions of parts, in their order, with those behind each `**`, which may stand for no
  /// folder at all.
  private static func withSkipped(_ positions: [Int], _ parts: [Part]) -> [Int] {
    var all: Set<Int> = []
    for position in positions {
      var next = position
      while next < parts.count, all.insert(next).inserted, parts[next] == .anyNumber { next += 1 }
    }
    return all.sorted()
  }

  /// Matches one part; on a mismatch only the last `*` is tried again, which is enough.
  static func matches(_ name: Span<UInt8>, _ tokens: [Token]) -> Bool {
    var token = 0
    var index = 0
    var retry: (token: Int, index: Int)?
    while index < name.count {
      if token < tokens.count, tokens[token] == .anyRun {
        token += 1
        // Nothing follows that could fail.
        if token == tokens.count { return true }
        retry = (token, index)
        continue
      }
      if token < tokens.count, matches(name[index], tokens[token]) {
        token += 1
        index += 1
        continue
      }
      guard let last = retry else { return false }
      token = last.token
      index = last.index + 1
      retry = (token, index)
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
