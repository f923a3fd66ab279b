import Archives

/// What the scripted server does about a request: a response, or something that looks like one.
package struct ScriptedResponse: Sendable {
  package enum Body: Sendable {
    case bytes([UInt8])
    /// A kilobyte again and again, until the client has had enough.
    case endless
  }

  package enum Length: Sendable, Equatable {
    /// The body's own.
    case right
    /// Whatever the body has.
    case claimed(Int)
    /// None: the body ends with the connection.
    case unknown
    case chunked
  }

  package var status = 200
  package var headers: [(name: String, value: String)] = []
  package var body = Body.bytes([])
  /// What is sent before the response itself, as it is.
  package var interim = ""
  /// Header lines behind a chunked body, each with its line ending.
  package var trailer = ""
  package var length = Length.right
  /// How long nothing at all is sent.
  package var delay: Duration = .zero
  /// How long nothing is sent after each piece of the body.
  package var delayBetweenPieces: Duration = .zero
  package var pieceByteCount = 1 << 16
  /// Where the body breaks off and the connection is closed; before the headers where negative.
  package var closesAfter: Int?
  /// Whether the connection is closed with a reset, not in order.
  package var resets = false
  /// Whether header lines follow one another without an end.
  package var hasEndlessHeader = false
  /// Whether the connection is closed after the response.
  package var closes = false

  package init(status: Int = 200, headers: [(name: String, value: String)] = []) {
    self.status = status
    self.headers = headers
  }

  package static func text(_ text: String, type: String = "text/plain") -> Self {
    bytes(Array(text.utf8), type: type)
  }

  package static func bytes(
    _ bytes: [UInt8], type: String = "application/octet-stream"
  ) -> Self {
    var response = Self(headers: [("Content-Type", type)])
    response.body = .bytes(bytes)
    return response
  }

  package static func status(_ status: Int, headers: [(name: String, value: String)] = []) -> Self {
    var response = Self(status: status, headers: headers)
    response.body = .bytes(Array("status \(status)\n".utf8))
    return response
  }

  package static func redirect(to location: String, status: Int = 302) -> Self {
    Self(status: status, headers: [("Location", location)])
  }

  package static var endlessBody: Self {
    var response = Self()
    response.body = .endless
    response.length = .unknown
    return response
  }

  package static var endlessHeader: Self {
    var response = Self()
    response.hasEndlessHeader = true
    return response
  }

  /// Nothing but silence, until the client goes.
  package static var silence: Self {
    var response = Self()
    response.delay = .seconds(600)
    return response
  }

  /// The connection is reset instead of a response.
  package static var reset: Self {
    var response = Self()
    response.closesAfter = -1
    response.resets = true
    return response
  }

  /// Bytes that travel compressed, whatever the client accepts.
  package static func gzipped(_ bytes: [UInt8], type: String = "text/plain") -> Self {
    var response = Self(headers: [("Content-Type", type), ("Content-Encoding", "gzip")])
    response.body = .bytes(gzip(bytes))
    return response
  }

  /// A few hundred kilobytes that become 256 megabytes, of which no client should want the end.
  package static let gzipBomb: Self = {
    // Each block of zeros after the first deflates to the same bytes, so these can be repeated.
    let zeros = [UInt8](repeating: 0, count: 128 << 10)
    let (short, long) = (gzip(zeros, times: 8), gzip(zeros, times: 9))
    let period = long.count - short.count
    let start = 10 + 2 * period
    var bytes = Array(long[..<start])
    for _ in 0..<2048 { bytes += long[start..<start + period] }
    bytes += long[start...]
    var response = Self(headers: [("Content-Encoding", "gzip")])
    response.body = .bytes(bytes)
    return response
  }()

  /// A file as web servers serve it: with an entity tag, and ranges where they are asked for.
  package static func file(
    _ bytes: [UInt8], for request: ScriptedRequest, tag: String = "\"1\"",
    type: String = "application/octet-stream"
  ) -> Self {
    var response = Self.bytes(bytes, type: type)
    response.headers += [("ETag", tag), ("Accept-Ranges", "bytes")]
    guard let wanted = request["range"], wanted.hasPrefix("bytes="),
      request["if-range"].map({ $0 == tag }) ?? true
    else { return response }
    let ends = wanted.dropFirst("bytes=".count).split(
      separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = Int(ends[0]), first < bytes.count else {
      return Self(status: 416, headers: [("Content-Range", "bytes */\(bytes.count)")])
    }
    let last = min(Int(ends[1]) ?? bytes.count - 1, bytes.count - 1)
    response.status = 206
    response.headers.append(("Content-Range", "bytes \(first)-\(last)/\(bytes.count)"))
    response.body = .bytes(Array(bytes[first...last]))
    return response
  }

  /// The same, with one thing changed.
  package func with<Value>(_ member: WritableKeyPath<Self, Value>, _ value: Value) -> Self {
    var copy = self
    copy[keyPath: member] = value
    return copy
  }

  private static func gzip(_ bytes: [UInt8], times: Int = 1) -> [UInt8] {
    final class Collector: ByteSink {
      var bytes: [UInt8] = []

      func write(_ new: Span<UInt8>) {
        for index in new.indices { bytes.append(new[index]) }
      }
    }
    let collector = Collector()
    do {
      let writer = try GzipWriter(to: collector, jobs: 1)
      for _ in 0..<times { try writer.write(bytes.span) }
      try writer.finish()
    } catch {
      preconditionFailure("\(error)")
    }
    return collector.bytes
  }
}
