import Foundation

/// One connection to a scripted server, on a thread of its own.
final class ServedConnection {
  /// `POLLRDHUP`, which Glibc hides: the other side closed the connection.
  private static let hangUp: Int16 = 0x2000

  private let descriptor: CInt
  private let log: ServerLog
  private var input: [UInt8] = []

  init(_ descriptor: CInt, _ log: ServerLog) {
    self.descriptor = descriptor
    self.log = log
    var yes: CInt = 1
    unsafe setsockopt(
      descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<CInt>.size))
  }

  /// Answers requests until one of the sides has had enough.
  func serve() {
    while let (method, path, headers) = nextRequest() {
      log.answering(1)
      let response = log.response(to: method, path, headers)
      let isHead = method == "HEAD"
      guard send(response, for: path, isHead: isHead) else {
        if response.resets { reset() }
        return
      }
    }
  }

  private func nextRequest() -> (String, String, [(name: String, value: String)])? {
    let end: [UInt8] = Array("\r\n\r\n".utf8)
    while true {
      if let range = input.firstRange(of: end) {
        let lines = String(decoding: input[..<range.lowerBound], as: UTF8.self)
          .components(separatedBy: "\r\n")
        input.removeSubrange(..<range.upperBound)
        let words = lines[0].split(separator: " ")
        guard words.count == 3 else { return nil }
        let headers = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
          guard let colon = line.firstIndex(of: ":") else { return nil }
          let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
          return (String(line[..<colon]), value)
        }
        return (String(words[0]), String(words[1]), headers)
      }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0, input.count < 1 << 20 else { return nil }
      input += buffer[..<count]
    }
  }

  /// Sends a response.
  ///
  /// - Returns: Whether the connection can be used again.
  private func send(_ response: ScriptedResponse, for path: String, isHead: Bool) -> Bool {
    let isWanted = pause(response.delay)
    // Not later: a client that has the response may send the next request before we come to it.
    log.answering(-1)
    guard isWanted else { return false }
    if let end = response.closesAfter, end < 0 { return false }
    var head = "\(response.interim)HTTP/1.1 \(response.status) Scripted\r\n"
    for (name, value) in response.headers { head += "\(name): \(value)\r\n" }
    if response.hasEndlessHeader { return sendEndlessHeader(head) }
    head += lengthLine(of: response)
    guard write(Array((head + "\r\n").utf8)) else { return false }
    if isHead || [204, 304].contains(response.status) { return !response.closes }
    return sendBody(of: response, for: path)
      && !response.closes && response.length != .unknown && response.closesAfter == nil
  }

  private func lengthLine(of response: ScriptedResponse) -> String {
    switch (response.length, response.body) {
    case (.right, .bytes(let bytes)): "Content-Length: \(bytes.count)\r\n"
    case (.claimed(let count), _): "Content-Length: \(count)\r\n"
    case (.chunked, _): "Transfer-Encoding: chunked\r\n"
    case (.unknown, _), (.right, .endless): "Connection: close\r\n"
    }
  }

  private func sendBody(of response: ScriptedResponse, for path: String) -> Bool {
    switch response.body {
    case .endless:
      let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1024)
      while send(piece, of: response, for: path) {}
      return false
    case .bytes(let bytes):
      let end = min(response.closesAfter ?? bytes.count, bytes.count)
      var start = 0
      while start < end {
        let next = min(start + response.pieceByteCount, end)
        guard send(Array(bytes[start..<next]), of: response, for: path) else { return false }
        start = next
      }
      guard end == bytes.count else { return false }
      return response.length != .chunked || write(Array("0\r\n\(response.trailer)\r\n".utf8))
    }
  }

  private func send(_ piece: [UInt8], of response: ScriptedResponse, for path: String) -> Bool {
    let isChunked = response.length == .chunked
    let framed =
      isChunked
      ? Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + Array("\r\n".utf8) : piece
    guard write(framed) else { return false }
    log.sent(piece.count, for: path)
    return pause(response.delayBetweenPieces)
  }

  private func sendEndlessHeader(_ head: String) -> Bool {
    guard write(Array(head.utf8)) else { return false }
    let line = Array("X-Padding: \(String(repeating: "x", count: 1000))\r\n".utf8)
    while write(line) {}
    return false
  }

  private func write(_ bytes: [UInt8]) -> Bool {
    var start = 0
    while start < bytes.count {
      let count = unsafe bytes[start...].withUnsafeBytes { rest in
        unsafe Foundation.send(
          descriptor, rest.baseAddress, rest.count, CInt(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      start += count
    }
    return true
  }

  /// Waits, unless the client closes the connection.
  ///
  /// - Returns: Whether it is still open.
  private func pause(_ duration: Duration) -> Bool {
    guard duration > .zero else { return true }
    let end = ContinuousClock.now + duration
    while true {
      let left = end - .now
      guard left > .zero else { return true }
      var state = pollfd(fd: descriptor, events: Self.hangUp, revents: 0)
      let milliseconds =
        left.components.seconds * 1000
        + left.components.attoseconds / 1_000_000_000_000_000
      let count = unsafe poll(&state, 1, CInt(clamping: milliseconds + 1))
      if count > 0 { return false }
    }
  }

  /// Has the kernel send a reset when the connection is closed.
  private func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }
}
