internal import Bindery

/// What findings are known by from run to run, wherever their lines have moved.
///
/// The digest is over the rule, the file, the pointer to the value and the value as it is written;
/// equal ones in one report are counted, as GitHub does it.
struct FindingFingerprints {
  private var counts: [String: Int] = [:]

  mutating func next(_ finding: Finding, path: String) -> String {
    let location = finding.location
    // The message is left out: it may name a line.
    let value = location.excerpt.map { excerpt in
      String(
        String.UnicodeScalarView(
          excerpt.text.unicodeScalars.dropFirst(excerpt.underlineStart)
            .prefix(excerpt.underlineCount)))
    }
    let parts = [finding.rule, path, location.pointer ?? "", value ?? ""]
    let digest = SHA256Sum.of(Array(parts.joined(separator: "\0").utf8)).prefix(16)
    let count = counts[String(digest), default: 0] + 1
    counts[String(digest)] = count
    return "\(digest):\(count)"
  }
}
