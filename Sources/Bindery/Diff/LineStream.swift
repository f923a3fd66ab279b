internal import Archives

/// The lines of a source, one after another, each within a limit.
struct LineStream {
  private let source: any ByteSource
  private let maximumLineByteCount: Int
  private var chunk: [UInt8]
  private var position = 0
  private var end = 0

  init(_ source: any ByteSource, maximumLineByteCount: Int) {
    self.source = source
    self.maximumLineByteCount = maximumLineByteCount
    chunk = [UInt8](repeating: 0, count: 65_536)
  }

  /// The next line, without its line break; `nil` at the end.
  mutating func next() throws -> [UInt8]? {
    let source = source
    var line: [UInt8] = []
    var isStarted = false
    while true {
      if position == end {
        var buffer = chunk.mutableSpan
        let count = try source.read(into: &buffer)
        end = count
        position = 0
        if end == 0 { return isStarted ? line : nil }
      }
      isStarted = true
      let stop = chunk[position..<end].firstIndex(of: UInt8(ascii: "\n"))
      guard line.count + (stop ?? end) - position <= maximumLineByteCount else {
        throw BinderyError(.release, "a line is longer than \(maximumLineByteCount) bytes")
      }
      line += chunk[position..<(stop ?? end)]
      position = stop.map { $0 + 1 } ?? end
      if stop != nil { return line }
    }
  }
}
