internal import Archives
internal import Glibc
internal import WebClient

/// Brings one file from a web server, over as many connections as it takes.
///
/// What arrives is appended to a partial file, which others read while it grows. A connection that
/// breaks is followed by a request for the rest; where the server sends something else than the
/// rest, the file is begun anew.
/// Specification: <https://www.rfc-editor.org/rfc/rfc9110#section-14>
struct Download {
  let client: WebClient
  let url: String
  let file: PublishedFile
  let partial: PartialFile
  let options: DownloadOptions

  /// The bytes are the file's first, but the next ones cannot be had: the file is to be begun anew.
  private struct BeginAnew: Error {
    let reason: String
  }

  /// A response began and then broke off; before that, the client tries again by itself.
  private struct Broken: Error {
    let reason: WebError
  }

  /// Downloads what is missing, while `body` reads the file from its start.
  ///
  /// - Returns: What came of `body`, once the digest is the published one.
  func run<Result: Sendable>(
    _ body: @escaping @Sendable (any ByteSource) throws -> Result
  ) async throws -> Result {
    var begins = 0
    while true {
      begins += 1
      let growing = GrowingFile(
        path: partial.path, byteCount: partial.byteCount, isFinished: false)
      async let reading = growing.read(body)
      do {
        try await fill(growing)
        growing.finish()
      } catch {
        growing.abandon()
        _ = await reading
        guard let anew = error as? BeginAnew else { throw error }
        guard begins < options.maximumBeginCount else { throw failure(anew.reason) }
        try partial.empty()
        continue
      }
      let outcome = await reading
      let digest = try outcome.digest.get()
      if digest == file.digest { return try outcome.result.get() }
      // Bytes that are wrong are of no use to anybody; perhaps they were spoiled on the way.
      try partial.empty()
      guard begins < options.maximumBeginCount else {
        throw BinderyError.otherBytes(file, in: url, digest: digest)
      }
    }
  }

  /// Sends requests until the file is as long as it should be.
  private func fill(_ growing: GrowingFile) async throws {
    guard partial.byteCount <= file.digest.byteCount else {
      throw BeginAnew(reason: "it is longer than the catalog says")
    }
    var validator: String?
    var failures = 0
    options.progress(.expects(file.digest.byteCount - partial.byteCount))
    while partial.byteCount < file.digest.byteCount {
      try options.checkInterruption()
      let start = partial.byteCount
      do {
        try await receive(growing, validator: &validator)
        guard partial.byteCount < file.digest.byteCount else { return }
        throw failure("the body ends after \(partial.byteCount) of \(file.digest.byteCount) bytes")
      } catch let error as Broken {
        // A server that gives a little each time is as good as one that gives all at once.
        let isProgress =
          partial.byteCount - start > file.digest.byteCount / options.maximumPieceCount
        failures = isProgress ? 0 : failures + 1
        guard failures < options.maximumTryCount else { throw error.reason }
        try await options.pause(afterFailure: failures)
      }
    }
  }

  /// Sends one request for what is missing and appends what comes.
  private func receive(_ growing: GrowingFile, validator: inout String?) async throws {
    let start = partial.byteCount
    var request = WebRequest.download(url, range: start > 0 ? .from(start) : nil)
    request.limits?.stallTimeout = options.stallTimeout
    if start > 0, let validator { request.headers.append(("If-Range", validator)) }
    let seen = Seen()
    defer { validator = seen.validator ?? validator }
    do {
      _ = try await client.send(
        request,
        head: { head in
          try accept(head, start: start)
          seen.hasHead = true
          seen.validator = Self.validator(of: head.headers)
          return .proceed
        },
        body: { bytes in
          guard bytes.count <= file.digest.byteCount - partial.byteCount else {
            throw failure("the body has more than \(file.digest.byteCount) bytes")
          }
          try partial.append(bytes)
          growing.grow(to: partial.byteCount)
          options.progress(.received(bytes.count))
          return .proceed
        })
    } catch {
      switch error.reason {
      case .handler(let reason): throw reason
      case .cancelled: try options.checkInterruption()
      default: break
      }
      if seen.hasHead, Self.mayPass(error) { throw Broken(reason: error) }
      throw error
    }
  }

  /// What a response's handler found, on the client's thread; read once the response has ended.
  private final class Seen: @unchecked Sendable {
    var hasHead = false
    var validator: String?
  }

  /// Throws unless the body is what was asked for.
  private func accept(_ head: WebResponseHead, start: Int) throws {
    switch head.status {
    case 200 where start > 0:
      throw BeginAnew(reason: "the server sends the whole file when asked for the rest")
    case 200:
      try checkEncoding(head.headers)
      if let length = head.headers["content-length"], Int(length) != file.digest.byteCount {
        throw failure("it has \(length) bytes, the catalog says \(file.digest.byteCount)")
      }
    case 206 where start > 0:
      try checkEncoding(head.headers)
      let expected = "bytes \(start)-\(file.digest.byteCount - 1)/"
      let found = head.headers["content-range"] ?? ""
      guard ["\(expected)\(file.digest.byteCount)", "\(expected)*"].contains(found.lowercased())
      else {
        throw BeginAnew(
          reason: "the server sends '\(VisibleText.shortened(found))' when asked for the rest")
      }
    case 416: throw BeginAnew(reason: "the server has no bytes after the first \(start)")
    case let status: throw StatusError(status: status, url: url, file: file.name)
    }
  }

  /// What is compressed on top has another length and digest; nothing is unpacked twice.
  ///
  /// Some servers say of a `.gz` that it is encoded with gzip: then the bytes are the file's own,
  /// and its length is too.
  private func checkEncoding(_ headers: WebHeaders) throws {
    let encoding = headers["content-encoding"] ?? "identity"
    guard encoding.lowercased() != "identity" else { return }
    guard headers["content-length"] == "\(file.digest.byteCount)" || headers["content-range"] != nil
    else {
      throw failure(
        "the server sends it compressed with \(VisibleText.shortened(encoding)), which was not asked for; serve it as it is"
      )
    }
  }

  /// What `If-Range` takes: a strong entity tag, or else the time of the last change.
  private static func validator(of headers: WebHeaders) -> String? {
    if let tag = headers["etag"], tag.hasPrefix("\"") { return tag }
    return headers["last-modified"]
  }

  /// Whether a request for the rest may help.
  private static func mayPass(_ error: WebError) -> Bool {
    switch error.reason {
    case .timeout, .connectionReset, .bodyTooShort, .badResponse: true
    default: false
    }
  }

  private func failure(_ reason: String) -> BinderyError {
    BinderyError(.network, "cannot download '\(url)': \(reason)")
  }
}
