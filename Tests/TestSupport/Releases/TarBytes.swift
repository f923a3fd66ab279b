/// A tar archive made byte by byte, with whatever no honest program writes.
///
/// Specification: <https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html>, under
/// "ustar Interchange Format".
package struct TarBytes {
  /// The type flag of a header.
  package enum Kind: String, Sendable {
    case file = "0"
    case hardLink = "1"
    case symbolicLink = "2"
    case characterDevice = "3"
    case blockDevice = "4"
    case folder = "5"
    case pipe = "6"
    case pax = "x"
    case gnuSparse = "S"
  }

  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Adds an entry; `claim` is the length that the header tells, where it is another.
  package mutating func add(
    _ name: String, _ body: String = "", kind: Kind = .file, link: String = "", claim: Int? = nil
  ) {
    let content = Array(body.utf8)
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: some Sequence<UInt8>, at offset: Int) {
      for (index, byte) in text.enumerated() { header[offset + index] = byte }
    }
    put(name.utf8.prefix(100), at: 0)
    put("0000644\0".utf8, at: 100)
    put("0000000\0".utf8, at: 108)
    put("0000000\0".utf8, at: 116)
    put(Self.number(claim ?? content.count), at: 124)
    put("00000000000\0".utf8, at: 136)
    put("        ".utf8, at: 148)
    put(kind.rawValue.utf8, at: 156)
    put(link.utf8.prefix(100), at: 157)
    put("ustar\u{0}00".utf8, at: 257)
    let sum = header.reduce(0) { $0 + Int($1) }
    put(Array(Self.octal(sum, width: 6).utf8) + [0, 0x20], at: 148)
    bytes += header + content
    bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  /// Adds an entry whose name stands in a pax header.
  package mutating func addPax(_ name: String, _ body: String = "") {
    let field = " path=\(name)\n"
    var length = field.utf8.count + 1
    while "\(length)".utf8.count + field.utf8.count != length { length += 1 }
    add("pax", "\(length)\(field)", kind: .pax)
    add("plain", body)
  }

  /// Adds the mark at an archive's end.
  package mutating func finish() { bytes += [UInt8](repeating: 0, count: 1024) }

  private static func octal(_ number: Int, width: Int) -> String {
    let digits = String(number, radix: 8)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// Eleven octal digits, or where they do not suffice base 256, as GNU tar has it.
  private static func number(_ value: Int) -> [UInt8] {
    let digits = octal(value, width: 11)
    if digits.utf8.count == 11 { return Array(digits.utf8) + [0] }
    return [0x80, 0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - $0 * 8)) }
  }
}
