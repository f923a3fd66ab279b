/// The header fields of a response, in their order, as they came.
///
/// Only fields that are asked for are made into strings.
public struct WebHeaders: Sendable {
  /// Lines of `name: value`, each with its line feed.
  private var bytes: [UInt8] = []

  /// No fields.
  public init() {}

  /// The value of the first field with this name, in whatever case.
  public subscript(name: String) -> String? {
    var found: String?
    visit { fieldName, value in
      guard Self.isSame(fieldName, name.utf8) else { return true }
      found = String(decoding: value, as: UTF8.self)
      return false
    }
    return found
  }

  /// The values of all fields with this name, in whatever case.
  public func values(_ name: String) -> [String] {
    var found: [String] = []
    visit { fieldName, value in
      if Self.isSame(fieldName, name.utf8) { found.append(String(decoding: value, as: UTF8.self)) }
      return true
    }
    return found
  }

  /// All fields, in their order.
  public var fields: [(name: String, value: String)] {
    var found: [(name: String, value: String)] = []
    visit { name, value in
      found.append((String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self)))
      return true
    }
    return found
  }

  /// The target of a redirect; what is not ASCII is percent-encoded byte by byte, as browsers do.
  var location: String? {
    var found: String?
    visit { name, value in
      guard Self.isSame(name, "location".utf8) else { return true }
      var text: [UInt8] = []
      for byte in value {
        if byte < 0x80 {
          text.append(byte)
        } else {
          text.append(UInt8(ascii: "%"))
          text.append(Self.hexadecimal(byte >> 4))
          text.append(Self.hexadecimal(byte & 15))
        }
      }
      found = String(decoding: text, as: UTF8.self)
      return false
    }
    return found
  }

  /// How many times the body was compressed: RFC 9110, section 8.4.
  var contentCodingCount: Int {
    values("content-encoding").flatMap { $0.split(separator: ",") }.count { coding in
      !["", "identity"].contains(coding.lowercased().filter { $0 != " " && $0 != "\t" })
    }
  }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  mutating func append(line: Span<UInt8>) {
    // A line that starts with white space goes on with the field before: RFC 9112, section 5.2.
    if line.count > 0, line[0] == UInt8(ascii: " ") || line[0] == UInt8(ascii: "\t"),
      bytes.last == UInt8(ascii: "\n")
    {
      bytes.removeLast()
    }
    for index in line.indices where line[index] != UInt8(ascii: "\r") { bytes.append(line[index]) }
    if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
  }

  /// Hands over the name and the trimmed value of each field until `body` says no.
  private func visit(_ body: (ArraySlice<UInt8>, ArraySlice<UInt8>) -> Bool) {
    var start = bytes.startIndex
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = bytes[start..<end]
      start = end + 1
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      guard body(line[..<colon], Self.trimmed(line[(colon + 1)...])) else { return }
    }
  }

  private static func trimmed(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    guard let first = value.firstIndex(where: { !isSpace($0) }),
      let last = value.lastIndex(where: { !isSpace($0) })
    else { return [] }
    return value[first...last]
  }

  private static func isSame(_ name: ArraySlice<UInt8>, _ other: String.UTF8View) -> Bool {
    name.count == other.count && zip(name, other).allSatisfy { lower($0) == lower($1) }
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10
  }
}
