internal import Bindery
internal import Documents

/// Findings for people: the message, the place, the line with the part underlined, and the way out.
enum HumanReporter {
  /// How many findings are shown; the rest is counted.
  static let maximumFindingCount = 200

  static func text(
    _ findings: FindingCollection, style: TextStyle, maximumCount: Int = maximumFindingCount
  ) -> String {
    var text = ""
    let shown = findings.findings.prefix(maximumCount)
    for finding in shown { text += Self.text(finding, style: style) + "\n" }
    let hidden = findings.count - shown.count
    if hidden > 0 {
      text += "… and \(hidden) more; --format json holds them all\n\n"
    }
    return text
  }

  static func text(_ finding: Finding, style: TextStyle) -> String {
    let location = finding.location
    let colour = colour(of: finding.severity)
    let severity = style.colour("\(finding.severity.rawValue)[\(finding.rule)]", colour)
    var text = "\(severity)\(style.bold(": " + VisibleText.escape(finding.message)))\n"
    text +=
      "  \(VisibleText.escape(location.path)):\(location.start.line):\(location.start.column)\n"
    let number = String(location.start.line)
    let margin = String(repeating: " ", count: number.count)
    let bar = style.colour("|", .blue)
    let places = places(location)
    if let excerpt = location.excerpt {
      let (line, underline) = visible(excerpt)
      text += "\(margin) \(bar)\n"
      text += "\(style.colour(number, .blue)) \(bar) \(line)\n"
      let carets = style.colour(underline, colour)
      text += "\(margin) \(bar) \(carets)\(places.isEmpty ? "" : " at \(places)")\n"
    } else if !places.isEmpty {
      text += "\(margin) = at \(places)\n"
    }
    if let help = finding.help {
      text += "\(margin) = \(style.bold("help:")) \(VisibleText.escape(help))\n"
    }
    return text
  }

  private static func colour(of severity: Finding.Severity) -> TextStyle.Colour {
    switch severity {
    case .error: .red
    case .warning: .yellow
    case .note: .green
    }
  }

  private static func places(_ location: Location) -> String {
    [
      location.pointer.flatMap { $0.isEmpty ? nil : VisibleText.escape($0) },
      location.schema.map(VisibleText.escape),
    ]
    .compactMap { $0 }.joined(separator: ", ")
  }

  /// The line with its invisible characters shown, and the carets below it.
  private static func visible(_ excerpt: Excerpt) -> (line: String, underline: String) {
    var line = ""
    var lead = 0
    var carets = 0
    for (position, scalar) in VisibleText.scalars(of: excerpt.text).enumerated() {
      let shown = scalar == "\\t" ? "  " : scalar
      line += shown
      let width = shown.unicodeScalars.count
      if position < excerpt.underlineStart {
        lead += width
      } else if position < excerpt.underlineStart + excerpt.underlineCount {
        carets += width
      }
    }
    return (
      line, String(repeating: " ", count: lead) + String(repeating: "^", count: max(1, carets))
    )
  }
}
