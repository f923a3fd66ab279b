/// Host names as DNS allows them: RFC 1123, section 2.1, and RFC 1035, section 2.3.4.
enum HostName {
  /// What is wrong with a host name in lower case, or `nil`.
  static func problem(_ host: String) -> String? {
    if host.isEmpty { return "the URL has no host" }
    var name = Substring(host)
    if name.hasSuffix(".") { name.removeLast() }
    guard name.utf8.count <= 253 else { return "the host name is longer than 253 characters" }
    for label in name.split(separator: ".", omittingEmptySubsequences: false) {
      if label.isEmpty { return "the host name '\(host)' has an empty part" }
      if label.utf8.count > 63 { return "a part of the host name is longer than 63 characters" }
      if label.hasPrefix("-") || label.hasSuffix("-") {
        return "a part of the host name '\(host)' starts or ends with '-'"
      }
      for scalar in label.unicodeScalars {
        switch scalar {
        // The underscore is no letter of a host name, but names with it resolve and are in use.
        case "a"..."z", "0"..."9", "-", "_": continue
        default: return "a host name cannot hold '\(scalar)'"
        }
      }
    }
    return nil
  }
}
