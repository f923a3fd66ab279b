/// How much time and space one request may take.
public struct WebLimits: Sendable, Equatable {
  /// For the name, the connection and TLS together, at each hop.
  public var connectTimeout: Duration = .seconds(10)
  /// For one attempt with all its redirects, without the time spent waiting for its turn; `nil` for
  /// no limit.
  public var totalTimeout: Duration? = .seconds(20)
  /// How long less than ``minimumBytesPerSecond`` may arrive, in whole seconds.
  public var stallTimeout: Duration = .seconds(20)
  public var minimumBytesPerSecond = 16
  /// For the headers of one response, interim ones and trailers among them.
  public var maximumHeaderByteCount = 256 << 10
  /// For the body after decompression; `nil` for no limit.
  public var maximumBodyByteCount: Int? = 16 << 20
  public var maximumRedirectCount = 10

  /// The limits for pages.
  public init() {}

  /// The limits for files: any length, for as long as bytes come.
  public static let download: Self = {
    var limits = Self()
    limits.totalTimeout = nil
    limits.stallTimeout = .seconds(30)
    limits.maximumBodyByteCount = nil
    return limits
  }()
}
