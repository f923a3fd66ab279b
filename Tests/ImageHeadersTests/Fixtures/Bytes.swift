/// Pieces of binary files, for spelling a fixture as a sum.
extension [UInt8] {
  static func text(_ text: String) -> Self { Array(text.utf8) }

  static func big16(_ value: Int) -> Self { big(value, byteCount: 2) }

  static func big32(_ value: Int) -> Self { big(value, byteCount: 4) }

  static func big64(_ value: Int) -> Self { big(value, byteCount: 8) }

  static func little16(_ value: Int) -> Self { big(value, byteCount: 2).reversed() }

  static func little24(_ value: Int) -> Self { big(value, byteCount: 3).reversed() }

  static func little32(_ value: Int) -> Self { big(value, byteCount: 4).reversed() }

  static func little64(_ value: Int) -> Self { big(value, byteCount: 8).reversed() }

  static func zeros(_ count: Int) -> Self { Self(repeating: 0, count: count) }

  /// Pairs of hexadecimal digits; spaces do not count.
  static func hexadecimal(_ text: String) -> Self {
    let digits = text.utf8.filter { $0 != UInt8(ascii: " ") }
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap { index in
      UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16)
    }
  }

  private static func big(_ value: Int, byteCount: Int) -> Self {
    (0..<byteCount).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
