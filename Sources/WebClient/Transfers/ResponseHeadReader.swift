/// Takes the lines of a response's headers as they come, under a limit.
struct ResponseHeadReader {
  enum Step {
    case goOn
    /// The headers of the final response are complete.
    case complete
    case tooLarge
    case malformed
  }

  private(set) var status = 0
  private(set) var headers = WebHeaders()
  private(set) var isComplete = false
  private let maximumByteCount: Int
  private var byteCount = 0
  private var expectsStatusLine = true

  init(maximumByteCount: Int) {
    self.maximumByteCount = maximumByteCount
  }

  mutating func take(line: Span<UInt8>) -> Step {
    byteCount += line.count
    guard byteCount <= maximumByteCount else { return .tooLarge }
    // What comes after the body are trailers, which nobody needs.
    if isComplete { return .goOn }
    if expectsStatusLine {
      guard let status = Self.status(in: line) else { return .malformed }
      self.status = status
      headers.removeAll()
      expectsStatusLine = false
    } else if !Self.isEmpty(line) {
      headers.append(line: line)
    } else if (100..<200).contains(status) {
      expectsStatusLine = true
    } else {
      isComplete = true
      return .complete
    }
    return .goOn
  }

  private static func isEmpty(_ line: Span<UInt8>) -> Bool {
    line.count == 0 || line[0] == UInt8(ascii: "\r") || line[0] == UInt8(ascii: "\n")
  }

  /// The number in `HTTP/1.1 200 OK`, or `HTTP/2 200`.
  private static func status(in line: Span<UInt8>) -> Int? {
    var index = 0
    while index < line.count, line[index] != UInt8(ascii: " ") { index += 1 }
    index += 1
    guard index + 3 <= line.count else { return nil }
    var status = 0
    for place in index..<index + 3 {
      let digit = Int(line[place]) - Int(UInt8(ascii: "0"))
      guard (0...9).contains(digit) else { return nil }
      status = status * 10 + digit
    }
    return status >= 100 ? status : nil
  }
}
