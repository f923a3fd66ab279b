internal import Documents

/// `SHA256SUMS`: what `sha256sum -c` reads.
enum ChecksumFile {
  static let name = "SHA256SUMS"

  /// One line for each file, sorted by path.
  static func text(_ files: [String: String]) -> [UInt8] {
    let lines = files.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { "\($0.value)  \($0.key)\n" }
    return Array(lines.joined().utf8)
  }

  /// The digests by path; `nil` where a line is not `64 digits, two spaces, path`.
  static func parse(_ bytes: [UInt8]) -> [String: String]? {
    var files: [String: String] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let digest = line.prefix(64)
      let rest = line.dropFirst(64)
      guard digest.utf8.count == 64, digest.allSatisfy(\.isHexDigit), rest.hasPrefix("  "),
        rest.count > 2, files.updateValue(String(digest), forKey: String(rest.dropFirst(2))) == nil
      else { return nil }
    }
    return files
  }
}
