/// Finds the root element of an XML document and reads its attributes.
///
/// Goes forward only, in constant space, and never beyond a window at the start of the file.
/// Specification: <https://www.w3.org/TR/xml/#sec-prolog-dtd>
struct MarkupScanner {
  private let windowByteCount: Int
  private var offset = 0

  /// Longer names and values are cut: no length and no view box needs as much.
  private static let maximumTextByteCount = 256

  init(windowByteCount: Int) { self.windowByteCount = windowByteCount }

  /// Passes the prolog and the name of the root element.
  ///
  /// - Returns: The name, or `nil` when there is none in the window, or the document type has another.
  mutating func takeRootName(_ bytes: KnownBytes) throws(HeaderStop) -> String? {
    if try bytes.matches(ContentSniffer.byteOrderMark) { offset = 3 }
    while true {
      try skipSpace(bytes)
      guard try peek(bytes) == UInt8(ascii: "<") else { return nil }
      offset += 1
      switch try peek(bytes) {
      case UInt8(ascii: "?"):
        guard try skip(through: "?>", bytes) else { return nil }
      case UInt8(ascii: "!"):
        guard try skipDeclaration(bytes) else { return nil }
      case .some:
        return try takeName(bytes)
      case nil:
        return nil
      }
    }
  }

  /// The next attribute of the element; `nil` at its end, at an error, or at the end of the window.
  mutating func takeAttribute(_ bytes: KnownBytes) throws(HeaderStop) -> (String, String)? {
    try skipSpace(bytes)
    let name = try takeName(bytes)
    guard !name.isEmpty else { return nil }
    try skipSpace(bytes)
    guard try peek(bytes) == UInt8(ascii: "=") else { return nil }
    offset += 1
    try skipSpace(bytes)
    let quote = try peek(bytes)
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    offset += 1
    let value = try takeText(bytes) { $0 != quote }
    guard try peek(bytes) != nil else { return nil }
    offset += 1
    return (name, value)
  }

  /// Passes a comment, or a document type that is SVG's.
  private mutating func skipDeclaration(_ bytes: KnownBytes) throws(HeaderStop) -> Bool {
    if try takeLiteral("!--", bytes) { return try skip(through: "-->", bytes) }
    guard try takeLiteral("!DOCTYPE", bytes) else { return false }
    try skipSpace(bytes)
    let name = try takeName(bytes)
    guard name == "svg" || name.hasSuffix(":svg") else { return false }
    return try skipDocumentType(bytes)
  }

  /// Passes the rest of a document type, its quoted strings, comments and internal subset.
  private mutating func skipDocumentType(_ bytes: KnownBytes) throws(HeaderStop) -> Bool {
    var isInSubset = false
    while let byte = try peek(bytes) {
      switch byte {
      case UInt8(ascii: "<") where try takeLiteral("<!--", bytes):
        guard try skip(through: "-->", bytes) else { return false }
        continue
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        offset += 1
        while let next = try peek(bytes), next != byte { offset += 1 }
      case UInt8(ascii: "["): isInSubset = true
      case UInt8(ascii: "]"): isInSubset = false
      case UInt8(ascii: ">") where !isInSubset:
        offset += 1
        return true
      default: break
      }
      offset += 1
    }
    return false
  }

  private mutating func takeName(_ bytes: KnownBytes) throws(HeaderStop) -> String {
    try takeText(bytes) { byte in
      switch byte {
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "="),
        UInt8(ascii: "\""), UInt8(ascii: "'"):
        false
      default: !byte.isSpace
      }
    }
  }

  private mutating func takeText(
    _ bytes: KnownBytes, while condition: (UInt8) -> Bool
  ) throws(HeaderStop) -> String {
    var text: [UInt8] = []
    while let byte = try peek(bytes), condition(byte) {
      if text.count < Self.maximumTextByteCount { text.append(byte) }
      offset += 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func skipSpace(_ bytes: KnownBytes) throws(HeaderStop) {
    while let byte = try peek(bytes), byte.isSpace { offset += 1 }
  }

  private mutating func skip(through end: String, _ bytes: KnownBytes) throws(HeaderStop) -> Bool {
    while try peek(bytes) != nil {
      if try takeLiteral(end, bytes) { return true }
      offset += 1
    }
    return false
  }

  private mutating func takeLiteral(
    _ literal: String, _ bytes: KnownBytes
  ) throws(HeaderStop) -> Bool {
    var index = offset
    for byte in literal.utf8 {
      guard try peek(bytes, at: index) == byte else { return false }
      index += 1
    }
    offset = index
    return true
  }

  private func peek(_ bytes: KnownBytes) throws(HeaderStop) -> UInt8? {
    try peek(bytes, at: offset)
  }

  /// The byte there, or `nil` behind the window; stops where it is not known with the rest of the window wanted.
  private func peek(_ bytes: KnownBytes, at index: Int) throws(HeaderStop) -> UInt8? {
    guard index < windowByteCount else { return nil }
    guard let byte = bytes.byte(at: index) else { throw .needsMore(index..<windowByteCount) }
    return byte
  }
}
