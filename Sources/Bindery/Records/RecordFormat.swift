internal import Documents

/// How a record file is read, by its extension.
enum RecordFormat: Sendable, Hashable {
  case one(DocumentReader.Format)
  /// One record per line.
  case jsonLines

  /// Whether a file holds one record per line; asked of every file, so quick to say no.
  static func isLines(path: String) -> Bool {
    guard let last = path.utf8.last,
      last | 0x20 == UInt8(ascii: "l") || last | 0x20 == UInt8(ascii: "n")
    else { return false }
    return RecordFormat(path: path) == .jsonLines
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
