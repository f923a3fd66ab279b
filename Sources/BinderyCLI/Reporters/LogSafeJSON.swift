internal import Bindery

/// JSON that may be printed anywhere: what a terminal or the log of a continuous-integration system
/// could take for a command is written as an escape, which reads as the same text.
enum LogSafeJSON {
  /// Escapes characters that nobody sees, and the `[` of `##[`.
  static func escape(_ json: [UInt8]) -> [UInt8] {
    guard json.contains(where: { $0 >= 0x7F }) || json.contains(UInt8(ascii: "#")) else {
      return json
    }
    var output: [UInt8] = []
    output.reserveCapacity(json.count)
    // Outside of strings there is only ASCII, and no '#'.
    for line in json.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if !output.isEmpty { output.append(UInt8(ascii: "\n")) }
      if line.allSatisfy({ $0 < 0x7F && $0 != UInt8(ascii: "#") }) {
        output += line
      } else {
        append(String(decoding: line, as: UTF8.self), to: &output)
      }
    }
    return output
  }

  private static func append(_ line: String, to output: inout [UInt8]) {
    for (shown, scalar) in zip(VisibleText.scalars(of: line), line.unicodeScalars) {
      if shown.unicodeScalars.count == 1 {
        output += shown.utf8
      } else {
        for unit in String(scalar).utf16 { output += "\\u\(hexadecimal(unit))".utf8 }
      }
    }
  }

  private static func hexadecimal(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
