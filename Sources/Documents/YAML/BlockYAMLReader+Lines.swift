extension BlockYAMLReader {
  /// Skips blank lines and those that hold only a comment.
  ///
  /// - Returns: The column of the first letter of the next line, or `nil` at the end.
  mutating func skipToContent(_ text: Span<UInt8>) throws(Unsure) -> Int? {
    while position < text.count {
      let start = position
      skipSpaces(text)
      if try skipLineBreak(text) { continue }
      guard text[position] == UInt8(ascii: "#") else { return position - start }
      let lineFeed = UInt8(ascii: "\n")
      position = try text.firstStop(from: position, or: lineFeed, or: lineFeed)
      guard try skipLineBreak(text) else { throw Unsure() }
    }
    return nil
  }

  mutating func skipSpaces(_ text: Span<UInt8>) {
    while position < text.count, text[position] == UInt8(ascii: " ") { position += 1 }
  }

  /// Skips the end of a line, if this is one; the end of the text is one too.
  mutating func skipLineBreak(_ text: Span<UInt8>) throws(Unsure) -> Bool {
    guard position < text.count else { return true }
    switch text[position] {
    case UInt8(ascii: "\n"):
      position += 1
      return true
    case UInt8(ascii: "\r"):
      // Alone it breaks a line too, but is more likely a mistake.
      guard position + 1 < text.count, text[position + 1] == UInt8(ascii: "\n") else {
        throw Unsure()
      }
      position += 2
      return true
    default: return false
    }
  }
}

extension Span<UInt8> {
  /// Whether the dash of an item stands there.
  func isDash(at index: Int) -> Bool {
    self[index] == UInt8(ascii: "-") && isBlank(at: index + 1)
  }

  /// Whether a space, the end of a line or the end of the text stands there.
  func isBlank(at index: Int) -> Bool {
    guard index < count else { return true }
    return switch self[index] {
    case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
    default: false
    }
  }

  /// The position of the first control character or of one of two others, or `count`.
  ///
  /// Throws where there is a character before it that YAML does not allow, or takes for a line
  /// break, or that has no width: U+0080 to U+009F, U+2028, U+2029, U+FEFF, U+FFFE and U+FFFF.
  func firstStop(
    from start: Int, or first: UInt8, or second: UInt8
  ) throws(BlockYAMLReader.Unsure) -> Int {
    var index = start
    while true {
      while index + 8 <= count {
        let word = word(at: index)
        let stops =
          word.flags(below: 0x20) | word.flags(equalTo: first) | word.flags(equalTo: second)
          | word.flagsFromDelete
        guard stops == 0 else {
          index += ByteWord.firstIndex(in: stops)
          break
        }
        index += 8
      }
      while index < count, self[index] >= 0x20, self[index] < 0x7F, self[index] != first,
        self[index] != second
      {
        index += 1
      }
      guard index < count, self[index] >= 0x80 else { return index }
      index = try skipNonASCII(from: index)
    }
  }

  private func skipNonASCII(from start: Int) throws(BlockYAMLReader.Unsure) -> Int {
    var index = start
    while index < count, self[index] >= 0x80 {
      switch self[index] {
      case 0xC2 where self[index + 1] < 0xA0: throw BlockYAMLReader.Unsure()
      case 0xE2 where self[index + 1] == 0x80 && self[index + 2] & 0xFE == 0xA8:
        throw BlockYAMLReader.Unsure()
      case 0xEF where self[index + 1] == 0xBB && self[index + 2] == 0xBF,
        0xEF where self[index + 1] == 0xBF && self[index + 2] >= 0xBE:
        throw BlockYAMLReader.Unsure()
      default: break
      }
      index += 1
      while index < count, self[index] & 0xC0 == 0x80 { index += 1 }
    }
    return index
  }
}
