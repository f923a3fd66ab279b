internal import JSONSchema

/// A rule that findings name by its id, which keeps its meaning once it was released.
///
/// This is all the documentation that a rule has: `bindery explain`, `docs/rules.md` and the rules
/// of a SARIF log are made of it, and a test runs the examples.
public struct Rule: Sendable, Hashable {
  /// `area/problem`.
  public let id: String
  /// How severe its findings are, where nobody decides otherwise.
  public let severity: Finding.Severity
  /// What the rule asks for, in one sentence.
  public let summary: String
  /// What exactly is looked at, and why: paragraphs with an empty line between them; names and
  /// values stand between backticks.
  public let meaning: String
  /// How to get rid of the finding.
  public let fix: String
  public let examples: RuleExamples

  init(
    _ id: String, _ summary: String, severity: Finding.Severity = .error, meaning: String,
    fix: String, examples: RuleExamples
  ) {
    self.id = id
    self.severity = severity
    self.summary = summary
    self.meaning = meaning
    self.fix = fix
    self.examples = examples
  }

  /// The part of the id before the `/`.
  public var area: Substring { id.prefix { $0 != "/" } }

  /// All rules, by area; each area is a file in `Findings/Rules`.
  public static let all: [Rule] =
    configuration + dataset + record + text + yaml + json + schemaValues + schemaNumbers
    + schemaStrings + schemaArrays + schemaObjects + schemaCombinations + keys + links + onlineLinks
    + images + policies + release

  /// The rule with an id.
  public static func named(_ id: String) -> Rule? { byID[id] }

  /// The ids that somebody most likely meant, whether written with the area or without.
  public static func nearest(to id: String) -> [String] {
    let problems = Dictionary(grouping: all.map(\.id)) { String($0.drop { $0 != "/" }.dropFirst()) }
    if let same = problems[id] { return same }
    if let whole = NearestName.of(id, in: all.map(\.id)) { return [whole] }
    return NearestName.of(id, in: problems.keys.sorted()).flatMap { problems[$0] } ?? []
  }

  private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
}
