extension DocumentBuilder {
  /// Whether a range of the file holds just these bytes.
  func source(_ range: Range<Int>, equals text: borrowing Span<UInt8>) -> Bool {
    guard range.count == text.count, range.upperBound <= source.count else { return false }
    return source.span.extracting(range).hasSameBytes(as: text)
  }

  func sourceText(_ range: Range<Int>) -> String {
    String(decoding: source[range], as: UTF8.self)
  }

  /// The number of the line on which a byte of the file stands.
  func line(of offset: Int) -> Int {
    Document(bytes: source, nodes: [], sourceByteCount: source.count).position(ofByte: offset).line
  }
}
