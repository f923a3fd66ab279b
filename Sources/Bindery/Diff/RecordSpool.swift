internal import Documents

/// The lines of the records that differ, kept in a file without a name.
///
/// The two releases hold their records in the order of files, which need not be the same, so what
/// is to be compared is put aside and fetched by key. In memory are only the keys.
final class RecordSpool {
  private let file: ScratchFile
  private var lines: [[UInt8]: Range<Int>] = [:]

  init(path: String) throws { file = try ScratchFile(path: path) }

  /// Puts the records with these keys aside.
  func fill(from release: ReleaseContents, _ collection: String, keys: [[UInt8]]) throws {
    guard !keys.isEmpty, var source = try release.lines("data/\(collection).jsonl") else { return }
    var wanted = Set(keys)
    while !wanted.isEmpty, let line = try source.next() {
      guard let key = Self.key(of: line), wanted.remove(key) != nil else { continue }
      let start = file.byteCount
      guard start + line.count <= Limits.maximumDiffByteCount else {
        throw BinderyError(
          .release, "the records that differ have more than \(Limits.maximumDiffByteCount) bytes")
      }
      try file.write(line.span)
      lines[key] = start..<start + line.count
    }
  }

  /// The record of a key; `nil` where the release does not hold it, or not as JSON.
  func record(_ key: [UInt8]) throws -> Value? {
    guard let range = lines[key] else { return nil }
    var bytes: [UInt8] = []
    try file.read(range, to: &bytes)
    let parsed = DocumentReader.readLine(bytes, number: 1)
    return parsed.hasValues ? parsed.document.root : nil
  }

  /// A line of a release starts with the key: `{"_id":"…"`.
  private static func key(of line: [UInt8]) -> [UInt8]? {
    let start = Array("{\"_id\":\"".utf8)
    guard line.starts(with: start) else { return nil }
    let text = line.dropFirst(start.count)
    guard let end = text.firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") })
    else { return nil }
    if line[end] == UInt8(ascii: "\"") { return Array(text[..<end]) }
    // The rare key with an escape.
    let parsed = DocumentReader.readLine(line, number: 1)
    return parsed.hasValues ? parsed.document.root["_id"]?.string.map { Array($0.utf8) } : nil
  }
}
