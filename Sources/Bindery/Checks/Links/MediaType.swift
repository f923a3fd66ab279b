/// Media types as far as links are concerned (RFC 9110, section 8.3.1).
enum MediaType {
  /// What servers send that know no better, and that says nothing.
  private static let unknown: Set<String> = [
    "application/octet-stream", "binary/octet-stream", "application/x-download",
    "application/force-download",
  ]

  /// Whether a file that a server sends as `found` may be `wanted`, which may end in `/*`.
  static func mayBe(_ found: String, _ wanted: String) -> Bool {
    if unknown.contains(found) || found == wanted { return true }
    return wanted.hasSuffix("/*") && found.hasPrefix(wanted.dropLast())
  }
}
