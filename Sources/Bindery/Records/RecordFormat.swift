internal import Documents

/// How a record file is read, by its extension.
enum RecordFormat: Sendable, Hashable {
  case one(DocumentReader.Format)
  /// One record per line.
  case jsonLines

  /// Whether a file holds one record per line; asked of every file, so quick to say no.
  static func isLines(path: Span<UInt8>) -> Bool {
    guard path.count > 0 else { return false }
    let last = path[path.count - 1] | 0x20
    guard last == UInt8(ascii: "l") || last == UInt8(ascii: "n") else { return false }
    return RecordFormat(path: path.string) == .jsonLines
  }

  /// Anything that is not named like YAML or JSON is Markdown with front matter.
  init(path: String) {
    switch PathName.fileExtension(of: path)?.lowercased() {
    case "md": self = .one(.markdown)
    case "yml", "yaml": self = .one(.yaml)
    case "json": self = .one(.json)
    case "jsonl", "ndjson": self = .jsonLines
    default: self = .one(.markdown)
    }
  }
}
