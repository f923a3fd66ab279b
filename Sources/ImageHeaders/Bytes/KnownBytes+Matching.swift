extension KnownBytes {
  /// Whether `pattern` stands at `offset`; stops when every byte so far fits and the rest is missing.
  func matches(_ pattern: [UInt8], at offset: Int = 0) throws(HeaderStop) -> Bool {
    for index in pattern.indices {
      if try uint8(at: offset + index) != Int(pattern[index]) { return false }
    }
    return true
  }
}
