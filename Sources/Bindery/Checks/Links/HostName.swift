/// Host names as DNS allows them: RFC 1123, section 2.1, and RFC 1035, section 2.3.4.
///
/// The underscore is no letter of a host name, but names with it resolve and are in use.
enum HostName {
  static let maximumByteCount = 253
  static let maximumLabelByteCount = 63

  static func isValid(_ host: Span<UInt8>) -> Bool {
    var count = host.count
    if count > 0, host[count - 1] == UInt8(ascii: ".") { count -= 1 }
    guard count > 0, count <= maximumByteCount else { return false }
    var labelStart = 0
    for index in 0...count {
      if index < count, host[index] != UInt8(ascii: ".") {
        guard isLabelByte(host[index]) else { return false }
        continue
      }
      let labelCount = index - labelStart
      guard labelCount > 0, labelCount <= maximumLabelByteCount,
        host[labelStart] != UInt8(ascii: "-"), host[index - 1] != UInt8(ascii: "-")
      else { return false }
      labelStart = index + 1
    }
    return true
  }

  private static func isLabelByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// What is wrong with a name that is not valid.
  static func problem(_ host: String) -> String {
    if host.isEmpty { return "the URL has no host" }
    var name = Substring(host)
    if name.hasSuffix(".") { name.removeLast() }
    if name.utf8.count > maximumByteCount {
      return "the host name is longer than \(maximumByteCount) characters"
    }
    for label in name.split(separator: ".", omittingEmptySubsequences: false) {
      if label.isEmpty { return "the host name '\(host)' has an empty part" }
      if label.utf8.count > maximumLabelByteCount {
        return "a part of the host name is longer than \(maximumLabelByteCount) characters"
      }
      if label.hasPrefix("-") || label.hasSuffix("-") {
        return "a part of the host name '\(host)' starts or ends with '-'"
      }
    }
    let other = name.unicodeScalars.first {
      !$0.isASCII || !isLabelByte(UInt8($0.value)) && $0 != "."
    }
    return "a host name cannot hold '\(other.map { VisibleText.escape(String($0)) } ?? "")'"
  }

  /// Whether a host is a domain or lies below it; case does not matter.
  static func isWithin(_ host: Span<UInt8>, domain: Span<UInt8>) -> Bool {
    let lead = host.count - domain.count
    guard lead >= 0, domain.count > 0 else { return false }
    for index in 0..<domain.count where lower(host[lead + index]) != lower(domain[index]) {
      return false
    }
    return lead == 0 || host[lead - 1] == UInt8(ascii: ".")
  }

  static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
