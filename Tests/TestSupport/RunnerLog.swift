/// What GitHub's runner makes of the lines that a step prints, as `ActionCommand.cs` in
/// actions/runner reads them.
package enum RunnerLog {
  package struct Command: Sendable, Equatable {
    package let name: String
    package let properties: [String: String]
    package let data: String
  }

  /// The commands that a runner knows, of both forms.
  private static let names: Set<String> = [
    "add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group",
    "internal-set-repo-path", "notice", "remove-matcher", "save-state", "set-env", "set-output",
    "stop-commands", "warning",
  ]

  /// The commands of a text, and the lines that are none.
  package static func read(_ text: String) -> (commands: [Command], others: [String]) {
    var commands: [Command] = []
    var others: [String] = []
    // The runner ends a line at CR LF, LF and CR.
    for line in text.split(whereSeparator: \.isNewline) {
      if let command = command(line) {
        commands.append(command)
      } else {
        others.append(String(line))
      }
    }
    return (commands, others)
  }

  private static func command(_ line: Substring) -> Command? { newForm(line) ?? oldForm(line) }

  /// `::name key=value,key=value::data` at the start of a line, white space aside.
  private static func newForm(_ line: Substring) -> Command? {
    let line = line.drop(while: \.isWhitespace)
    guard line.hasPrefix("::") else { return nil }
    let rest = line.dropFirst(2)
    guard let end = rest.firstRange(of: "::") else { return nil }
    let info = rest[..<end.lowerBound]
    let name = String(info.prefix { $0 != " " })
    guard names.contains(name) else { return nil }
    return Command(
      name: name,
      properties: properties(
        info.dropFirst(name.count + 1), separator: ",",
        escapes: [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]),
      data: unescape(
        rest[end.upperBound...], [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]))
  }

  /// `##[name key=value;key=value]data` anywhere in a line.
  private static func oldForm(_ line: Substring) -> Command? {
    guard let start = line.firstRange(of: "##["),
      let end = line[start.upperBound...].firstIndex(of: "]")
    else { return nil }
    let info = line[start.upperBound..<end]
    let name = String(info.prefix { $0 != " " })
    guard names.contains(name) else { return nil }
    let escapes = [("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%25", "%")]
    return Command(
      name: name,
      properties: properties(info.dropFirst(name.count + 1), separator: ";", escapes: escapes),
      data: unescape(line[line.index(after: end)...], escapes))
  }

  private static func properties(
    _ text: Substring, separator: Character, escapes: [(String, String)]
  ) -> [String: String] {
    var properties: [String: String] = [:]
    for part in text.split(separator: separator) {
      let pair = part.split(separator: "=", maxSplits: 1)
      if pair.count == 2 { properties[String(pair[0])] = unescape(pair[1], escapes) }
    }
    return properties
  }

  private static func unescape(_ text: Substring, _ escapes: [(String, String)]) -> String {
    escapes.reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
  }
}
