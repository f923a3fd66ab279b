/// Colours for a terminal, or none.
struct TextStyle: Sendable {
  enum Colour: String {
    case red = "31"
    case yellow = "33"
    case blue = "34"
    case green = "32"
  }

  let hasColour: Bool

  init(hasColour: Bool) { self.hasColour = hasColour }

  /// Colour goes to a terminal only, and not where `NO_COLOR` is set (<https://no-color.org>).
  init(for stream: any OutputStream, environment: [String: String], mode: ColourMode = .auto) {
    switch mode {
    case .always: hasColour = true
    case .never: hasColour = false
    case .auto:
      hasColour =
        stream.isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
        && environment["TERM"] != "dumb"
    }
  }

  func bold(_ text: String) -> String { hasColour ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  func colour(_ text: String, _ colour: Colour) -> String {
    hasColour ? "\u{1B}[1;\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// When colour is used.
enum ColourMode: String, CaseIterable {
  case auto
  case always
  case never
}
