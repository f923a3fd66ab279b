internal import Bindery
internal import Documents

/// Prints what differs between two releases, record by record as it is found.
protocol DiffReporter {
  mutating func begin(_ overview: ReleaseDiff.Overview) -> String
  mutating func record(_ change: ReleaseDiff.RecordChange) -> String
  mutating func end() -> String
}

/// How the two sides are called.
struct DiffSides {
  let old: String
  let new: String
}

extension ReleaseChanges.Counts {
  /// Such as `1 added, 2 changed`.
  var words: String {
    [
      removed > 0 ? "\(removed) removed" : nil, added > 0 ? "\(added) added" : nil,
      changed > 0 ? "\(changed) changed" : nil,
    ].compactMap { $0 }.joined(separator: ", ")
  }
}

extension ReleaseDiff.CollectionChange {
  /// Such as `collection added, 3 added`.
  var words: String {
    [fate.map { "collection \($0.rawValue)" }, counts.words.isEmpty ? nil : counts.words]
      .compactMap { $0 }.joined(separator: ", ")
  }
}

/// Values in texts for people.
enum DiffText {
  private static let maximumScalarCount = 160

  /// JSON on one line, with invisible characters escaped, shortened.
  static func value(_ value: Value) -> String {
    var bytes: [UInt8] = []
    value.appendJSON(to: &bytes)
    return VisibleText.shortened(
      String(decoding: bytes, as: UTF8.self), maximumScalarCount: maximumScalarCount)
  }

  /// The parts of two texts that are long enough to be compared word by word; `nil` for others.
  static func words(_ change: MemberChange) -> [WordDiff.Part]? {
    guard let old = change.old?.string, let new = change.new?.string,
      max(old.utf8.count, new.utf8.count) > 40
    else { return nil }
    let parts = WordDiff(old, new).parts
    // Where nothing stays, both texts side by side say more.
    let isAlike = parts.contains {
      if case .same(let text) = $0 { text.contains { $0.isLetter || $0.isNumber } } else { false }
    }
    return isAlike ? shortened(parts) : nil
  }

  /// Leaves out what stays the same far from any change.
  private static func shortened(_ parts: [WordDiff.Part]) -> [WordDiff.Part] {
    parts.enumerated().map { position, part in
      switch part {
      case .same(let text):
        let isFirst = position == 0
        let isLast = position == parts.count - 1
        guard text.count > (isFirst || isLast ? 40 : 80) else {
          return .same(VisibleText.escape(text))
        }
        let head = isFirst ? "" : String(text.prefix(32))
        let tail = isLast ? "" : String(text.suffix(32))
        return .same(VisibleText.escape(head) + "…" + VisibleText.escape(tail))
      case .removed(let text):
        return .removed(VisibleText.shortened(text, maximumScalarCount: maximumScalarCount))
      case .added(let text):
        return .added(VisibleText.shortened(text, maximumScalarCount: maximumScalarCount))
      }
    }
  }
}
