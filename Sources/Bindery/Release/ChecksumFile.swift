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

  /// The digests by path or key; `nil` where a line is not `64 digits in lower case, two spaces,
  /// path`.
  ///
  /// Names are told apart by their bytes: as strings, two spellings of one letter would be equal.
  static func parse(_ bytes: [UInt8]) -> [[UInt8]: String]? {
    var digests: [[UInt8]: String] = [:]
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let digest = line.prefix(64)
      let rest = line.dropFirst(64)
      guard digest.count == 64, digest.allSatisfy(isHexadecimal), rest.count > 2,
        rest.starts(with: "  ".utf8),
        digests.updateValue(
          String(decoding: digest, as: UTF8.self), forKey: Array(rest.dropFirst(2))) == nil
      else { return nil }
    }
    return digests
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
    default: false
    }
  }
}
