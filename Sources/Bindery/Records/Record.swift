internal import Documents

/// One record, read and named.
struct Record: Sendable {
  let file: RecordFile
  let document: Document
  /// What identifies the record in its collection.
  let key: String
  /// The value that the key is, where it is one and not the path.
  let keyValue: Value?

  var root: Value { document.root }
}

extension Record {
  /// The key that a path stands for: what is below the pattern's fixed folder, without extension.
  static func key(path: String, in collection: CollectionConfiguration) -> String {
    let include = collection.include
    let glob = include.count == 1 ? include[0] : include.first { $0.content.matches(path) }
    let folder = (glob ?? include[0]).content.fixedFolder
    let start = path.utf8.index(
      path.startIndex, offsetBy: folder.isEmpty ? 0 : folder.utf8.count + 1)
    return String(PathName.withoutExtension(path[start...]))
  }

  /// The key that a value stands for: a string's text, a number's or truth value's JSON.
  static func key(of value: Value) -> String? {
    switch value.kind {
    case .string: return value.string
    case .number, .boolean:
      var text: [UInt8] = []
      CanonicalJSON.append(value, to: &text)
      return String(decoding: text, as: UTF8.self)
    case .null, .array, .object: return nil
    }
  }
}
