/// Rewrites a regular expression of ECMA-262 in the syntax of PCRE2.
///
/// The meaning is that of the `u` flag, as JSON Schema asks (2020-12 core, section 6.4). As in the
/// standard's annex B, `{`, `}` and `]` that mean nothing else stand for themselves, and any
/// punctuation may be escaped, since patterns like `^{.*}$` are common.
///
/// Specification: <https://262.ecma-international.org/15.0/#sec-patterns>
struct PatternTranslator {
  let scalars: [Unicode.Scalar]
  var position = 0
  var output = ""
  private var nesting = 0
  /// The names of groups, in order; each is renamed, since PCRE2 allows fewer characters.
  private(set) var groupNames: [String: Int] = [:]
  private(set) var groupCount = 0
  private var names: [String] = []

  private static let maximumNesting = 200

  init(_ pattern: String) {
    scalars = Array(pattern.unicodeScalars)
  }

  mutating func translate() throws(PatternError) -> String {
    countGroups()
    try disjunction()
    if position < scalars.count { throw error("')' closes no group") }
    return output
  }

  var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  func peek(_ offset: Int) -> Unicode.Scalar? {
    position + offset < scalars.count ? scalars[position + offset] : nil
  }

  mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  func starts(with text: String) -> Bool {
    var offset = position
    for scalar in text.unicodeScalars {
      guard offset < scalars.count, scalars[offset] == scalar else { return false }
      offset += 1
    }
    return true
  }

  func error(_ message: String) -> PatternError {
    PatternError(message: message, offset: position)
  }

  /// Numbers the groups in advance, since references may come before them.
  private mutating func countGroups() {
    var index = 0
    var isInClass = false
    while index < scalars.count {
      switch scalars[index] {
      case "\\": index += 1
      case "[": isInClass = true
      case "]": isInClass = false
      case "(" where !isInClass:
        let rest = scalars[(index + 1)...]
        if rest.first != "?" {
          groupCount += 1
        } else if rest.count > 2, rest[index + 2] == "<", rest[index + 3] != "=",
          rest[index + 3] != "!"
        {
          groupCount += 1
          let name = rest[(index + 3)...].prefix { $0 != ">" }
          groupNames[String(String.UnicodeScalarView(name))] = groupCount
        }
      default: break
      }
      index += 1
    }
  }

  private mutating func disjunction() throws(PatternError) {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Self.maximumNesting else { throw error("groups are nested too deep") }
    while let scalar = next, scalar != ")" {
      if scalar == "|" {
        position += 1
        output += "|"
      } else {
        try term()
      }
    }
  }

  private mutating func term() throws(PatternError) {
    guard let scalar = next else { return }
    switch scalar {
    case "^", "$":
      position += 1
      output.unicodeScalars.append(scalar)
      try refuseQuantifier("a quantifier cannot follow '\(scalar)'")
    case "(":
      try group()
    case ".":
      position += 1
      output += #"[^\n\r\x{2028}\x{2029}]"#
      try quantifier()
    case "[":
      try characterClass()
      try quantifier()
    case "\\":
      if peek(1) == "b" || peek(1) == "B" {
        output += peek(1) == "b" ? #"\b"# : #"\B"#
        position += 2
        try refuseQuantifier("a quantifier cannot follow a word boundary")
        return
      }
      try atomEscape()
      try quantifier()
    case "*", "+", "?":
      throw error("'\(scalar)' has nothing to repeat")
    default:
      if scalar == "{", quantifierLength() != nil { throw error("'{' has nothing to repeat") }
      position += 1
      appendLiteral(scalar)
      try quantifier()
    }
  }

  mutating func refuseQuantifier(_ message: String) throws(PatternError) {
    if let scalar = next, scalar == "*" || scalar == "+" || scalar == "?" { throw error(message) }
    if quantifierLength() != nil { throw error(message) }
  }

  private mutating func group() throws(PatternError) {
    position += 1
    var isAssertion = false
    if starts(with: "?:") {
      position += 2
      output += "(?:"
    } else if starts(with: "?=") || starts(with: "?!") {
      output += peek(1) == "=" ? "(?=" : "(?!"
      position += 2
      isAssertion = true
    } else if starts(with: "?<=") || starts(with: "?<!") {
      output += peek(2) == "=" ? "(?<=" : "(?<!"
      position += 3
      isAssertion = true
    } else if starts(with: "?<") {
      position += 2
      try groupName()
      output += "("
    } else if next == "?" {
      throw error("'(?' starts no group of ECMA-262")
    } else {
      output += "("
    }
    try disjunction()
    guard skip(")") else { throw error("a group is not closed") }
    output += ")"
    if isAssertion {
      try refuseQuantifier("a quantifier cannot follow an assertion")
    } else {
      try quantifier()
    }
  }

  private mutating func groupName() throws(PatternError) {
    let name = try readName()
    guard !names.contains(name) else { throw error("two groups are named '\(name)'") }
    names.append(name)
  }

  /// Reads up to the closing `>`.
  mutating func readName() throws(PatternError) -> String {
    var name = ""
    while let scalar = next, scalar != ">" {
      let isFirst = name.isEmpty
      guard
        scalar == "$" || scalar == "_" || scalar.properties.isIDStart
          || (!isFirst && scalar.properties.isIDContinue)
      else { throw error("a group's name has letters, digits, '$' and '_'") }
      name.unicodeScalars.append(scalar)
      position += 1
    }
    guard !name.isEmpty, skip(">") else { throw error("a group's name is not finished") }
    return name
  }

  mutating func appendLiteral(_ scalar: Unicode.Scalar) {
    if scalar.isASCII, !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar) {
      output += "\\x{" + String(scalar.value, radix: 16) + "}"
    } else {
      output.unicodeScalars.append(scalar)
    }
  }
}
