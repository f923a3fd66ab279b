internal import Bindery

/// A rule for people at a terminal.
enum RuleText {
  private static let width = 78

  static func text(_ rule: Rule, style: TextStyle) -> String {
    let severity = style.colour(
      "\(rule.severity.rawValue)[\(rule.id)]", rule.severity == .error ? .red : .yellow)
    var text = "\(severity)\(style.bold(": " + rule.summary))\n\n"
    text += paragraphs(rule.meaning)
    switch rule.examples {
    case .datasets(let shared, let failing, let passing):
      if !shared.isEmpty { text += heading("given", style) + shared.map(file).joined() }
      text += heading("this fails", style) + failing.map(file).joined()
      text += heading("this passes", style) + passing.map(file).joined()
    case .told(let failing, let passing, _):
      text += heading("this fails", style) + paragraphs(failing, indentation: 2)
      text += heading("this passes", style) + paragraphs(passing, indentation: 2)
    }
    return text + heading("help", style) + paragraphs(rule.fix, indentation: 2)
  }

  private static func heading(_ text: String, _ style: TextStyle) -> String {
    "\n\(style.bold(text + ":"))\n"
  }

  private static func file(_ file: ExampleFile) -> String {
    let path = VisibleText.escape(file.path)
    switch file.content {
    case .link(let target): return "  \(path) -> \(target)\n"
    case .text, .bytes: return "  \(path)\n" + lines(file.shown)
    }
  }

  private static func lines(_ text: String) -> String {
    guard !text.isEmpty else { return "  | (empty)\n" }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "  |\n" : "  | \($0)\n" }.joined()
  }

  /// Words in lines of a bearable length.
  private static func paragraphs(_ text: String, indentation: Int = 0) -> String {
    let margin = String(repeating: " ", count: indentation)
    var wrapped = ""
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if !line.isEmpty, indentation + line.count + 1 + word.count > width {
        wrapped += margin + line + "\n"
        line = ""
      }
      line += line.isEmpty ? word : " " + word
    }
    return wrapped + margin + line + "\n"
  }
}
