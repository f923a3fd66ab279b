/// Something that gives bytes in order.
package protocol ByteSource: AnyObject {
  /// Stores the next bytes at the start of `buffer`, which has room for one at least.
  ///
  /// Gives how many bytes were stored. A short count says nothing: only zero is the end, and it
  /// stays the end.
  func read(into buffer: inout MutableSpan<UInt8>) throws -> Int
}

extension ByteSource {
  /// Hands everything up to the end to `body`, chunk by chunk.
  package func forEachChunk(
    maximumByteCount: Int = 65_536, _ body: (Span<UInt8>) throws -> Void
  ) throws {
    var chunk = [UInt8](repeating: 0, count: maximumByteCount)
    while true {
      var buffer = chunk.mutableSpan
      let byteCount = try read(into: &buffer)
      guard byteCount > 0 else { return }
      try body(chunk.span.extracting(..<byteCount))
    }
  }
}
