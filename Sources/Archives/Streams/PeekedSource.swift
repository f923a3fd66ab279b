/// A source whose first two bytes are known before they are read.
final class PeekedSource: ByteSource {
  private let source: any ByteSource
  private var head: [UInt8]

  /// Reads the first two bytes of `source`, or fewer if it ends before.
  init(_ source: any ByteSource) throws {
    var head: [UInt8] = []
    var byte: [UInt8] = [0]
    while head.count < 2 {
      var room = byte.mutableSpan
      guard try source.read(into: &room) > 0 else { break }
      head += byte
    }
    self.source = source
    self.head = head
  }

  /// Whether this starts as a gzip member does.
  ///
  /// Specification: <https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1>
  var startsWithGzipMagic: Bool { head == [0x1f, 0x8b] }

  func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
    guard !head.isEmpty else { return try source.read(into: &buffer) }
    let byteCount = min(head.count, buffer.count)
    for index in 0..<byteCount { buffer[index] = head[index] }
    head.removeFirst(byteCount)
    return byteCount
  }
}
