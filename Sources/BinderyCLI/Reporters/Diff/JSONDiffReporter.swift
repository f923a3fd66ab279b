internal import Bindery
internal import Documents

/// For other programs, as `Schemas/diff.schema.json` describes it.
///
/// Records are written as they come, one on a line, so that a large difference needs no memory.
struct JSONDiffReporter: DiffReporter {
  let sides: DiffSides
  private var isFirst = true

  init(_ sides: DiffSides) { self.sides = sides }

  mutating func begin(_ overview: ReleaseDiff.Overview) -> String {
    let head = JSONTree.members([
      ("format", .string("bindery.diff/1")),
      ("old", side(overview.old, overview.oldSHA256, isTree: false)),
      ("new", side(overview.new, overview.newSHA256, isTree: sides.new == Self.workingTree)),
      ("description", .array(overview.description.map(description))),
      ("collections", .array(overview.collections.map(collection))),
    ])
    // Without the brace at the end.
    let text = String(decoding: head.text.dropLast(3), as: UTF8.self)
    return text + ",\n  \"records\": ["
  }

  static let workingTree = "the working tree"

  private func side(_ manifest: Manifest, _ digest: String, isTree: Bool) -> JSONTree {
    .members([
      ("name", .string(manifest.name)),
      ("version", isTree ? .null : .string(manifest.version.description)),
      ("manifest", isTree ? .null : .string(digest)),
      ("records", .integer(manifest.recordCount)),
    ])
  }

  private func description(_ change: ReleaseDiff.DescriptionChange) -> JSONTree {
    .members([
      ("pointer", .string(change.pointer)), ("old", .optional(change.old)),
      ("new", .optional(change.new)),
    ])
  }

  private func collection(_ change: ReleaseDiff.CollectionChange) -> JSONTree {
    .members([
      ("name", .string(change.name)), ("change", .optional(change.fate?.rawValue)),
      ("added", .integer(change.counts.added)), ("removed", .integer(change.counts.removed)),
      ("changed", .integer(change.counts.changed)),
    ])
  }

  mutating func record(_ change: ReleaseDiff.RecordChange) -> String {
    var bytes = Array((isFirst ? "\n    {" : ",\n    {").utf8)
    isFirst = false
    let texts = [
      ("collection", change.collection), ("key", change.key), ("change", change.fate.rawValue),
      ("title", change.title),
    ]
    for (position, (name, text)) in texts.enumerated() {
      guard let text else { continue }
      bytes += (position > 0 ? ", " : " ").utf8
      bytes += "\"\(name)\": ".utf8
      JSONText.appendString(text, to: &bytes)
    }
    if change.fate == .changed {
      bytes += ", \"members\": [".utf8
      for (position, member) in change.members.enumerated() {
        if position > 0 { bytes += ", ".utf8 }
        append(member, to: &bytes)
      }
      bytes += "]".utf8
    }
    bytes += " }".utf8
    return String(decoding: bytes, as: UTF8.self)
  }

  private func append(_ change: MemberChange, to bytes: inout [UInt8]) {
    bytes += "{ \"pointer\": ".utf8
    JSONText.appendString(change.pointer, to: &bytes)
    for (name, value) in [("old", change.old), ("new", change.new)] {
      guard let value else { continue }
      bytes += ", \"\(name)\": ".utf8
      value.appendJSON(to: &bytes)
    }
    bytes += " }".utf8
  }

  func end() -> String { isFirst ? "]\n}\n" : "\n  ]\n}\n" }
}
