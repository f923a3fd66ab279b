internal import ArgumentParser
internal import Bindery

/// `bindery explain`.
struct ExplainCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Says what a rule means; without a rule, lists them.")

  @Argument(help: ArgumentHelp("The rule, such as schema/type.", valueName: "rule"))
  var rule: String?

  func run(in context: CommandContext) async throws -> ExitStatus {
    guard let rule else {
      let width = Rule.all.map(\.id.count).max() ?? 0
      for rule in Rule.all {
        let padding = String(repeating: " ", count: width - rule.id.count)
        context.standardOutput.write("\(rule.id)\(padding)  \(rule.summary)\n")
      }
      return .success
    }
    guard let found = Rule.all.first(where: { $0.id == rule }) else {
      throw ValidationError(
        "there is no rule '\(VisibleText.escape(rule))'; 'bindery explain' lists them")
    }
    context.standardOutput.write("\(found.id)\n\n\(found.summary)\n")
    return .success
  }
}
