internal import Bindery

/// For release notes and comments on a pull request.
struct MarkdownDiffReporter: DiffReporter {
  let sides: DiffSides
  private var collection = ""

  private static let maximumMemberCount = 50

  init(_ sides: DiffSides) { self.sides = sides }

  mutating func begin(_ overview: ReleaseDiff.Overview) -> String {
    let sides = MarkdownText.escape("\(sides.old) → \(sides.new)")
    guard !overview.isEmpty else { return "# \(sides)\n\nNothing changed.\n" }
    var text = "# \(sides)\n\n"
    text += "| Collection | Added | Removed | Changed |\n|---|---:|---:|---:|\n"
    for collection in overview.collections {
      let counts = collection.counts
      text += "| \(collection.name) | \(counts.added) | \(counts.removed) | \(counts.changed) |\n"
    }
    for change in overview.description {
      text +=
        "\n- \(MarkdownText.code(change.pointer)): \(code(change.old)) → \(code(change.new))"
    }
    return text + (overview.description.isEmpty ? "" : "\n")
  }

  private func code(_ text: String?) -> String {
    text.map { MarkdownText.code(VisibleText.shortened($0)) } ?? "nothing"
  }

  mutating func record(_ change: ReleaseDiff.RecordChange) -> String {
    var text = ""
    if change.collection != collection {
      collection = change.collection
      text += "\n## \(collection)\n\n"
    }
    text += "- \(change.fate.rawValue) \(MarkdownText.code(change.key))"
    text += change.title.map { " " + MarkdownText.escape(VisibleText.shortened($0)) } ?? ""
    text += "\n"
    for member in change.members.prefix(Self.maximumMemberCount) {
      let old = member.old.map { MarkdownText.code(DiffText.value($0)) } ?? "nothing"
      let new = member.new.map { MarkdownText.code(DiffText.value($0)) } ?? "nothing"
      text += "  - \(MarkdownText.code(member.pointer)): \(old) → \(new)\n"
    }
    let rest = change.members.count - Self.maximumMemberCount
    if rest > 0 { text += "  - and \(rest) more\n" }
    return text
  }

  func end() -> String { "" }
}
