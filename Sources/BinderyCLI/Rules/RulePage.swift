internal import Bindery

/// All rules as a page of Markdown: `docs/rules.md`.
package enum RulePage {
  package static var text: String {
    var text = """
      # Rules

      Each finding names the rule that was broken. `bindery explain RULE` prints what stands here about it. This page is
      generated from the rules; a test runs the examples.

      Where an example shows no `bindery.yml`, it is this one:

      ```yaml
      \(ExampleFile.defaults[0].shown)
      ```


      """
    for (area, rules) in Dictionary(grouping: Rule.all, by: \.area).sorted(by: { $0.key < $1.key })
    {
      let links = rules.sorted { $0.id < $1.id }.map { "[\($0.id)](#\(anchor($0)))" }
      text += "- **\(area)**: \(links.joined(separator: ", "))\n"
    }
    for rule in Rule.all.sorted(by: { $0.id < $1.id }) { text += "\n" + section(rule) }
    return text
  }

  /// The name that a heading is reached by: small letters, without the `/`.
  private static func anchor(_ rule: Rule) -> String {
    rule.id.lowercased().replacing("/", with: "")
  }

  static func section(_ rule: Rule) -> String {
    var text = "## \(rule.id)\n\n"
    text += "*\(rule.severity.rawValue)*: \(rule.summary)\n\n\(rule.meaning)\n\n"
    switch rule.examples {
    case .datasets(let shared, let failing, let passing):
      if !shared.isEmpty { text += "Given:\n\n" + shared.map(file).joined() }
      text += "This fails:\n\n" + failing.map(file).joined()
      text += "This passes:\n\n" + passing.map(file).joined()
    case .told(let failing, let passing, let reason):
      text += "This fails: \(failing)\n\nThis passes: \(passing)\n\n"
      text += "(No test runs this example: \(reason).)\n\n"
    }
    return text + "To do: \(rule.fix)\n"
  }

  private static func file(_ file: ExampleFile) -> String {
    let path = VisibleText.escape(file.path)
    if case .link(let target) = file.content {
      return "`\(path)` is a symbolic link to `\(target)`.\n\n"
    }
    let language =
      switch path.split(separator: ".").last {
      case "yml": "yaml"
      case "json": "json"
      case "md": "markdown"
      default: "text"
      }
    guard !file.shown.isEmpty else { return "`\(path)` is empty.\n\n" }
    return "`\(path)`:\n\n```\(language)\n\(file.shown)\n```\n\n"
  }
}
