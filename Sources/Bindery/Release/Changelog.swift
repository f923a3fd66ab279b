/// `CHANGELOG.md` of a bundle: what each release changed, the newest first.
///
/// The entries of earlier releases are carried on from the bundle of the last one.
enum Changelog {
  static let fileName = "CHANGELOG.md"
  /// How many records an entry names.
  static let maximumRecordCount = 50

  private static let heading = "# Changelog\n"

  static func text(
    _ manifest: Manifest, _ changes: ReleaseChanges?, previous: PreviousRelease?
  ) -> [UInt8] {
    var text = heading + "\n## \(manifest.version) (\(manifest.created.prefix(10)))\n\n"
    if let changes {
      text += entry(changes)
    } else {
      let counts = manifest.collections.map { "\($0.recordCount) \($0.name)" }
      text += "The first release: \(counts.joined(separator: ", ")).\n"
    }
    guard let previous else { return Array(text.utf8) }
    let start = Array(heading.utf8)
    if let earlier = previous.bundle?.changelog, earlier.starts(with: start) {
      return Array(text.utf8) + earlier.dropFirst(start.count)
    }
    return Array(
      (text + "\nWhat changed up to \(previous.manifest.version) is not recorded here.\n").utf8)
  }

  private static func entry(_ changes: ReleaseChanges) -> String {
    var text = ""
    for line in changes.lines {
      let indentation = line.prefix { $0 == " " }
      text += "\(indentation)- \(MarkdownText.escape(String(line.dropFirst(indentation.count))))\n"
    }
    if text.isEmpty { text = "- the files changed, the records did not\n" }
    var collection = ""
    for group in changes.samples where !group.keys.isEmpty {
      if group.collection != collection { text += "\n### \(group.collection)\n\n" }
      collection = group.collection
      for (position, key) in group.keys.enumerated() {
        let title = position < group.titles.count ? group.titles[position] : nil
        let shown = title.map { " " + MarkdownText.escape(VisibleText.shortened($0)) } ?? ""
        let key = MarkdownText.code(String(decoding: key, as: UTF8.self))
        text += "- \(group.fate.rawValue) \(key)\(shown)\n"
      }
    }
    let all = changes.records.values.reduce(0) { $0 + $1.added + $1.removed + $1.changed }
    let rest = all - changes.samples.reduce(0) { $0 + $1.keys.count }
    if rest > 0 { text += "\nand \(rest) more records\n" }
    return text
  }
}
