/// Reads files as a commit has them.
enum BaseContents {
  /// How many are asked for at once.
  private static let objectCount = 256

  /// Passes on the content of objects, in their order; of one that is too large to be a record,
  /// nothing.
  ///
  /// Objects are named by their digests: no name of a file reaches git, and no filter is run.
  static func read<Key>(
    _ objects: [(key: Key, object: String)], in root: String,
    _ body: (Key, [UInt8]) throws -> Void
  ) async throws {
    var start = 0
    while start < objects.count {
      let chunk = objects[start..<min(start + Self.objectCount, objects.count)]
      start = chunk.endIndex
      let sizes = try await Git.bytes(
        ["cat-file", "--batch-check=%(objectsize)"], in: root, input: lines(chunk.map(\.object)))
      let small = zip(chunk, String(decoding: sizes, as: UTF8.self).split(separator: "\n"))
        .filter { Int($0.1).map { $0 <= Limits.maximumJSONLinesByteCount } ?? false }.map(\.0)
      let contents = try await Git.bytes(
        ["cat-file", "--batch"], in: root, input: lines(small.map(\.object)))
      var rest = contents[...]
      for entry in small {
        // `object type size`, the content, and a line break after each.
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")),
          let count = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ").last
            .flatMap({ Int($0) }), rest.endIndex - end > count + 1
        else { throw BinderyError(.git, "git cat-file printed something unexpected") }
        try body(entry.key, Array(rest[(end + 1)..<(end + 1 + count)]))
        rest = rest[(end + 2 + count)...]
      }
    }
  }

  private static func lines(_ objects: [String]) -> [UInt8] {
    objects.flatMap { Array($0.utf8) + [UInt8(ascii: "\n")] }
  }
}
