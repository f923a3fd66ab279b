/// A place in a file as editors count it: lines and columns from 1.
///
/// A column counts Unicode scalars. A line ends with LF, CR LF or CR.
public struct SourcePosition: Sendable, Hashable {
  public let line: Int
  public let column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

extension Document {
  /// The place of a byte of the file.
  public func position(ofByte offset: Int) -> SourcePosition {
    let limit = Swift.min(offset, sourceByteCount)
    let bytes = bytes
    let span = bytes.span
    var line = firstLine
    var lineStart = 0
    var index = 0
    while index < limit {
      let byte = span[index]
      index += 1
      if byte == UInt8(ascii: "\n") {
        line += 1
        lineStart = index
      } else if byte == UInt8(ascii: "\r"),
        index >= sourceByteCount || span[index] != UInt8(ascii: "\n")
      {
        line += 1
        lineStart = index
      }
    }
    var column = 1
    for index in lineStart..<Swift.max(lineStart, limit) where span[index] & 0xC0 != 0x80 {
      column += 1
    }
    return SourcePosition(line: line, column: column)
  }

  /// The bytes of the line that holds `offset`, without its line break.
  package func lineRange(around offset: Int) -> Range<Int> {
    func isBreak(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
    var start = Swift.min(offset, sourceByteCount)
    while start > 0, !isBreak(bytes[start - 1]) { start -= 1 }
    var end = start
    while end < sourceByteCount, !isBreak(bytes[end]) { end += 1 }
    return start..<end
  }
}
