/// What is asked of a web server.
public struct WebRequest: Sendable {
  public enum Method: String, Sendable {
    case get = "GET"
    case head = "HEAD"
  }

  /// An absolute `http` or `https` URL, without credentials; its fragment is not sent.
  public var url: String
  public var method: Method
  /// Header fields besides those that the client adds by itself.
  ///
  /// A redirect to another origin does not carry `Authorization` and `Cookie` there.
  public var headers: [(name: String, value: String)] = []
  /// The part of the body that is asked for; a server may send the whole with status 200.
  public var range: ByteRange?
  /// Whether the body may travel compressed; never with a range, whose bytes are those of the file.
  public var acceptsCompression = true
  /// Whether a redirect may lead from http to https or back.
  public var mayChangeScheme = true
  /// Limits in place of the client's own.
  public var limits: WebLimits?
  /// Whether failures that may pass are tried again, as the client's options say.
  ///
  /// Nothing is tried again once a handler has seen part of a response.
  public var retries = true

  /// Describes a request.
  public init(_ url: String, method: Method = .get) {
    self.url = url
    self.method = method
  }

  /// Describes the download of a file: byte for byte, of any length, for as long as bytes come, and
  /// from where the scheme of the URL leads.
  public static func download(_ url: String, range: ByteRange? = nil) -> Self {
    var request = Self(url)
    request.range = range
    request.acceptsCompression = false
    request.mayChangeScheme = false
    request.limits = .download
    return request
  }
}

/// A range of a body's bytes, as in RFC 9110, section 14.
public struct ByteRange: Sendable, Equatable {
  public let first: Int
  /// The last byte, which belongs to the range; `nil` for all that follow.
  public let last: Int?

  /// The bytes from `start` to the end.
  public static func from(_ start: Int) -> Self { Self(first: start, last: nil) }

  /// The bytes at the places of `range`, which is not empty.
  public static func bytes(_ range: Range<Int>) -> Self {
    precondition(!range.isEmpty, "no header can ask for no bytes")
    return Self(first: range.lowerBound, last: range.upperBound - 1)
  }

  var headerValue: String { "bytes=\(first)-\(last.map(String.init) ?? "")" }
}
