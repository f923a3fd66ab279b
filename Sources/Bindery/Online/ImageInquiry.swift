internal import ImageHeaders
internal import Synchronization
internal import WebClient

/// Asks what an image is, and takes no more of it than that needs.
///
/// The first bytes are asked for with a range, then those that the header still lacks: what stands
/// between them, such as a colour profile or a thumbnail, stays on the server. A server that knows
/// no ranges is read from until the header is known, and then left.
struct ImageInquiry: Sendable {
  let client: WebClient

  /// Enough for most images as they are made for the web.
  private static let firstByteCount = 1_024
  /// What is asked for at once further on, as long as little was taken.
  private static let partByteCount = 256
  /// From here on each request asks for as much as all before it.
  private static let smallByteCount = 4_096
  /// How much of one image is taken at most.
  private static let maximumByteCount = 2_097_152
  /// How many parts of one image are asked for at most.
  private static let maximumRequestCount = 32

  /// - Throws: `CancellationError` where the run is told to stop.
  func answer(_ url: String) async throws -> WebAnswer {
    var image = PartialImage()
    var wanted = 0..<Self.firstByteCount
    var address = url
    var first: WebResponseHead?
    for _ in 0..<Self.maximumRequestCount {
      let head: WebResponseHead
      do throws(WebError) {
        head = try await take(wanted, of: address, into: &image)
      } catch {
        if error.isCancelled { throw CancellationError() }
        return WebAnswer(error, to: url)
      }
      let response = first ?? head
      first = response
      // What follows comes from where the redirects led.
      address = head.url
      guard (200..<300).contains(head.status) else { return WebAnswer(head, to: url) }
      switch image.scan.result {
      case .needsMore(let range):
        let count =
          image.takenByteCount < Self.smallByteCount ? Self.partByteCount : image.takenByteCount
        wanted = range.lowerBound..<max(range.upperBound, range.lowerBound + count)
        guard image.isPartial, wanted.count <= Self.maximumByteCount - image.takenByteCount else {
          return answer(
            .problem("its size is not found in the part that is looked at"), response, url)
        }
      case .header(let header):
        return answer(.measured(header.format, header), response, url, image)
      case .noPixelSize(let format):
        return answer(.measured(format, nil), response, url, image)
      case .unrecognized(let content):
        return answer(.problem("expected an image, found \(content)"), response, url)
      case .malformed(let format, let reason):
        return answer(.problem("the \(format) image is damaged: \(reason)"), response, url)
      }
    }
    guard let first else { throw CancellationError() }
    return answer(.problem("its header is spread over too many places"), first, url)
  }

  private func answer(
    _ finding: RemoteImage.Finding, _ head: WebResponseHead, _ url: String,
    _ image: PartialImage? = nil
  ) -> WebAnswer {
    var answer = WebAnswer(head, to: url)
    let remote = RemoteImage(
      finding: finding, byteCount: image?.fileByteCount, optOuts: RobotsTag.optOuts(head.headers))
    answer.detail = remote.detail
    // What is no image today may be one at the next run.
    if case .problem = finding { answer.isRemembered = false }
    return answer
  }

  /// Takes a range of the image, or as much of the whole as is needed where the server sends that.
  private func take(
    _ range: Range<Int>, of url: String, into image: inout PartialImage
  ) async throws(WebError) -> WebResponseHead {
    var request = WebRequest(url)
    request.range = .bytes(range)
    // Of an image that changed in between, the server sends the whole: RFC 9110, section 13.1.5.
    if let tag = image.entityTag { request.headers.append(("If-Range", tag)) }
    let part = Mutex(IncomingPart(range))
    let response = try await client.send(
      request,
      head: { head in part.withLock { $0.begin(head) } },
      body: { bytes in part.withLock { $0.take(bytes, limit: Self.maximumByteCount) } })
    image.add(part.withLock { $0 }, response.head)
    // An empty image has no part that could be asked for, and some servers send another part.
    if response.head.status == 416 || (response.head.status == 206 && !image.isPartial) {
      return try await takeWhole(url, into: &image)
    }
    return response.head
  }

  private func takeWhole(
    _ url: String, into image: inout PartialImage
  ) async throws(WebError) -> WebResponseHead {
    var request = WebRequest(url)
    request.acceptsCompression = false
    let part = Mutex(IncomingPart(nil))
    let response = try await client.send(
      request,
      head: { head in part.withLock { $0.begin(head) } },
      body: { bytes in part.withLock { $0.take(bytes, limit: Self.maximumByteCount) } })
    image.add(part.withLock { $0 }, response.head)
    return response.head
  }
}

/// The parts of an image that were taken so far.
private struct PartialImage {
  var scan = HeaderScan()
  private(set) var takenByteCount = 0
  private(set) var fileByteCount: Int?
  /// Whether the server sends parts.
  private(set) var isPartial = false
  /// What tells the version of the image apart; only strong ones do (RFC 9110, section 8.8.1).
  private(set) var entityTag: String?

  mutating func add(_ part: IncomingPart, _ head: WebResponseHead) {
    takenByteCount += part.takenByteCount
    isPartial = part.isPartial
    fileByteCount = part.fileByteCount
    if let tag = head.headers["etag"], tag.hasPrefix("\"") { entityTag = tag }
    if part.isPartial {
      scan.add(part.bytes, at: part.offset)
    } else {
      scan = part.scan
    }
    if let fileByteCount { scan.setFileByteCount(fileByteCount) }
  }
}

/// A response as it comes in.
private struct IncomingPart: Sendable {
  private let wanted: Range<Int>?
  private(set) var offset = 0
  private(set) var bytes: [UInt8] = []
  private(set) var takenByteCount = 0
  private(set) var fileByteCount: Int?
  private(set) var isPartial = false
  /// What is known of a body that comes from its start on.
  private(set) var scan = HeaderScan()

  init(_ wanted: Range<Int>?) { self.wanted = wanted }

  mutating func begin(_ head: WebResponseHead) -> BodyProgress {
    switch head.status {
    case 206:
      guard let wanted, let range = ContentRange(head.headers["content-range"] ?? ""),
        range.start == wanted.lowerBound
      else { return .stop }
      isPartial = true
      offset = range.start
      fileByteCount = range.fileByteCount
      return .proceed
    case 200:
      fileByteCount = head.headers["content-length"].flatMap { Int($0) }
      if let fileByteCount { scan.setFileByteCount(fileByteCount) }
      return .proceed
    // Pages about errors are nobody's business here.
    default: return .stop
    }
  }

  mutating func take(_ part: Span<UInt8>, limit: Int) -> BodyProgress {
    let copy = [UInt8](capacity: part.count) { bytes in
      for index in part.indices { bytes.append(part[index]) }
    }
    takenByteCount += copy.count
    guard !isPartial else {
      bytes += copy
      return bytes.count < wanted?.count ?? 0 ? .proceed : .stop
    }
    scan.add(copy, at: takenByteCount - copy.count)
    guard case .needsMore = scan.result, takenByteCount < limit else { return .stop }
    return .proceed
  }
}

/// What a server says of the part that it sends (RFC 9110, section 14.4).
struct ContentRange: Equatable {
  let start: Int
  /// The length of the whole, where the server knows it.
  let fileByteCount: Int?

  init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count == 2, words[0].lowercased() == "bytes" else { return nil }
    let parts = words[1].split(separator: "/")
    guard parts.count == 2, let start = parts[0].split(separator: "-").first.flatMap({ Int($0) })
    else { return nil }
    self.start = start
    fileByteCount = Int(parts[1])
  }
}
