/// Makes sure that a stranger's text stays text within Markdown.
package enum MarkdownText {
  /// The text on one line, with what Markdown or HTML would take for more than text escaped.
  package static func escape(_ text: String) -> String {
    var escaped = ""
    for scalar in VisibleText.escape(text).unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case "\\", "`", "*", "_", "[", "]", "#", "|", "~", ">", "@":
        escaped += "\\"
        escaped.unicodeScalars.append(scalar)
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// The text as code: between as many backticks as it needs (CommonMark, section 6.1).
  package static func code(_ text: String) -> String {
    let text = VisibleText.escape(text)
    var longest = 0
    var run = 0
    for character in text.utf8 {
      run = character == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let needsSpace = text.hasPrefix("`") || text.hasSuffix("`") || text.isEmpty
    return needsSpace ? "\(fence) \(text) \(fence)" : fence + text + fence
  }
}
