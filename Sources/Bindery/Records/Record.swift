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
    let glob = collection.include.first { $0.content.matches(path) } ?? collection.include[0]
    let folder = glob.content.fixedFolder
    var key = folder.isEmpty ? Substring(path) : path.dropFirst(folder.count + 1)
    let nameStart = key.lastIndex(of: "/").map(key.index(after:)) ?? key.startIndex
    if let dot = key[nameStart...].lastIndex(of: "."), dot > nameStart { key = key[..<dot] }
    return String(key)
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
