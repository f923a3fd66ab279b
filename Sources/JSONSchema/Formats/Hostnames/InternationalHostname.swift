internal import Documents

/// Internationalized host names: U-labels and A-labels (RFC 5890 to RFC 5893).
enum InternationalHostname {
  private static let maximumByteCount = 253
  private static let maximumLabelByteCount = 63

  /// Whether a text is a host name whose labels are in ASCII or in Unicode.
  static func accepts(_ text: Span<UInt8>) -> Bool {
    // No label is longer in UTF-8 than four bytes for each byte it may have.
    guard text.count > 0, text.count <= maximumByteCount * 4 else { return false }
    return accepts(labels: labels(of: text.string))
  }

  /// Whether the `xn--` labels of a name that is known to be in ASCII stand for valid ones.
  static func acceptsEncodedLabels(_ text: Span<UInt8>) -> Bool {
    accepts(labels: labels(of: text.string))
  }

  /// Splits at the separators of RFC 3490, section 3.1.
  private static func labels(of text: String) -> [[Unicode.Scalar]] {
    text.unicodeScalars.split(omittingEmptySubsequences: false) {
      $0 == "." || $0 == "\u{3002}" || $0 == "\u{FF0E}" || $0 == "\u{FF61}"
    }.map(Array.init)
  }

  private static func accepts(labels: [[Unicode.Scalar]]) -> Bool {
    var decoded: [[Unicode.Scalar]] = []
    var byteCount = labels.count - 1
    for label in labels {
      guard let (unicode, length) = Self.decoded(label), length <= maximumLabelByteCount else {
        return false
      }
      byteCount += length
      decoded.append(unicode)
    }
    guard byteCount <= maximumByteCount else { return false }
    return !InternationalLabel.breaksDirection(decoded)
  }

  /// A valid label in Unicode, and its length in bytes as an A-label.
  private static func decoded(
    _ label: [Unicode.Scalar]
  ) -> (scalars: [Unicode.Scalar], byteCount: Int)? {
    guard !label.isEmpty, label.first != "-", label.last != "-" else { return nil }
    if label.allSatisfy(\.isASCII) {
      let bytes = label.map { UInt8($0.value) }
      guard bytes.allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }) else {
        return nil
      }
      let lower = bytes.map { $0.isLetter ? $0 | 0x20 : $0 }
      guard lower.starts(with: "xn--".utf8) else { return (label, bytes.count) }
      guard let scalars = try? InternationalLabel.decode(lower, by: .registration) else {
        return nil
      }
      return (scalars, bytes.count)
    }
    guard InternationalLabel.problem(label, by: .registration) == nil,
      let encoded = Punycode.encode(label)
    else { return nil }
    return (label, encoded.count + 4)
  }
}
