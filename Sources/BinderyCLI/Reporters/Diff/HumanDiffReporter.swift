internal import Bindery

/// For people: a line for each record, one for each of its members that changed.
struct HumanDiffReporter: DiffReporter {
  let sides: DiffSides
  let style: TextStyle
  private var collection = ""

  private static let maximumMemberCount = 50

  init(_ sides: DiffSides, style: TextStyle) {
    self.sides = sides
    self.style = style
  }

  mutating func begin(_ overview: ReleaseDiff.Overview) -> String {
    guard !overview.isEmpty else { return "\(sides.old) and \(sides.new) hold the same\n" }
    var text = style.bold("\(sides.old) → \(sides.new)") + "\n"
    for change in overview.description {
      let isSchema = change.pointer.hasSuffix("/schema")
      let name = change.pointer.split(separator: "/").dropFirst(isSchema ? 1 : 0).first ?? ""
      text +=
        isSchema
        ? "schema of '\(name)' changed\n"
        : "\(name): \(quoted(change.old)) → \(quoted(change.new))\n"
    }
    for collection in overview.collections {
      text += "\(collection.name): \(collection.isEmpty ? "nothing changed" : collection.words)\n"
    }
    return text
  }

  private func quoted(_ text: String?) -> String {
    text.map { "'\(VisibleText.shortened($0))'" } ?? "nothing"
  }

  mutating func record(_ change: ReleaseDiff.RecordChange) -> String {
    var text = ""
    if change.collection != collection {
      collection = change.collection
      text += "\n" + style.bold(collection) + "\n"
    }
    let title = change.title.map { "  " + VisibleText.shortened($0) } ?? ""
    text += mark(change.fate, VisibleText.escape(change.key)) + title + "\n"
    for member in change.members.prefix(Self.maximumMemberCount) { text += line(member) }
    let rest = change.members.count - Self.maximumMemberCount
    if rest > 0 { text += "    and \(rest) more\n" }
    return text
  }

  private func mark(_ fate: RecordFate, _ key: String) -> String {
    switch fate {
    case .added: style.colour("+ \(key)", .green)
    case .removed: style.colour("- \(key)", .red)
    case .changed: style.colour("~ \(key)", .yellow)
    }
  }

  private func line(_ change: MemberChange) -> String {
    let pointer = VisibleText.escape(change.pointer)
    switch (change.old, change.new) {
    case (let old?, let new?):
      let words =
        DiffText.words(change).map { $0.map(part).joined() }
        ?? removed(DiffText.value(old)) + " → " + added(DiffText.value(new))
      return "    \(pointer): \(words)\n"
    case (let old?, nil): return "    \(pointer): \(removed(DiffText.value(old))) is gone\n"
    case (nil, let new?): return "    \(pointer): \(added(DiffText.value(new))) is new\n"
    case (nil, nil): return ""
    }
  }

  private func part(_ part: WordDiff.Part) -> String {
    switch part {
    case .same(let text): text
    case .removed(let text): style.hasColour ? removed(text) : "[-\(text)-]"
    case .added(let text): style.hasColour ? added(text) : "{+\(text)+}"
    }
  }

  private func removed(_ text: String) -> String { style.colour(text, .red) }
  private func added(_ text: String) -> String { style.colour(text, .green) }

  func end() -> String { "" }
}
