internal import ArgumentParser
internal import Bindery

/// `bindery explain`.
struct ExplainCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Says what a rule means; without a rule, lists them.")

  @Argument(help: ArgumentHelp("The rule, such as schema/type.", valueName: "rule"))
  var rule: String?

  @Option(help: "Use colour: auto, always or never; auto means on a terminal.")
  var color = ColourMode.auto

  func run(in context: CommandContext) async throws -> ExitStatus {
    guard let rule else {
      let width = Rule.all.map(\.id.count).max() ?? 0
      for rule in Rule.all {
        let padding = String(repeating: " ", count: width - rule.id.count)
        context.standardOutput.write("\(rule.id)\(padding)  \(rule.summary)\n")
      }
      return .success
    }
    guard let found = Rule.named(rule) else {
      let nearest = Rule.nearest(to: rule).map { "'\($0)'" }.joined(separator: " or ")
      throw ValidationError(
        "there is no rule '\(VisibleText.escape(rule))'; "
          + (nearest.isEmpty ? "" : "did you mean \(nearest)? ") + "'bindery explain' lists them")
    }
    let style = TextStyle(
      for: context.standardOutput, environment: context.environment, mode: color)
    context.standardOutput.write(RuleText.text(found, style: style))
    return .success
  }
}
