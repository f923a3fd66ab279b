internal import Bindery
internal import Documents

/// What `--fix` changed, and what it left alone, for people.
enum FixSummary {
  /// The lines of a run's changes; `remaining` is what the dataset still wants.
  static func text(_ outcome: SizeFix.Outcome, remaining: [SizeEdit]) -> String {
    var text = ""
    for edit in outcome.made {
      text += "fixed \(place(edit)): '\(edit.member)' was \(edit.declared), is \(edit.real)\n"
    }
    // A value that is named twice may be right by now.
    let wanted = Set(remaining.map(place))
    for (edit, reason) in outcome.refused where wanted.contains(place(edit)) {
      text += "not fixed \(place(edit)): '\(edit.member)' is \(edit.declared): \(reason)\n"
    }
    return text
  }

  private static func place(_ edit: SizeEdit) -> String {
    let start = edit.location.start
    return "\(VisibleText.escape(edit.location.path)):\(start.line):\(start.column)"
  }
}
