internal import CCurl

#if canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// A server's wish to be left alone for a while.
struct RetryAfter: Equatable {
  /// What it asked for in `Retry-After`; `nil` where it did not say: RFC 9110, section 10.2.3.
  let pause: Duration?

  /// Looks for the wish in a response: with status 429 always, with other statuses where it says
  /// for how long.
  init?(_ status: Int, _ headers: WebHeaders) {
    guard status == 429 || Self.mayPass(status) else { return nil }
    pause = headers["retry-after"].flatMap { Self.duration($0, now: Int(time(nil))) }
    if status != 429, pause == nil { return nil }
  }

  /// Whether a response with this status may be another one when it is asked for again.
  static func mayPass(_ status: Int) -> Bool {
    // 501 and 505 say what the server can do, and that stays.
    status == 408 || status == 429
      || ((500..<600).contains(status) && ![501, 505].contains(status))
  }

  /// Reads seconds, or a date.
  static func duration(_ text: String, now: Int) -> Duration? {
    if let seconds = Int(text) { return seconds >= 0 ? .seconds(min(seconds, 1 << 31)) : nil }
    let date = unsafe curl_getdate(text, nil)
    return date < 0 ? nil : .seconds(max(0, date - now))
  }
}

extension WebClient.RetryPolicy {
  /// The pause after the attempt with this number, from 1 on.
  func delay(afterFailure count: Int) -> Duration {
    Self.doubled(firstDelay, times: count - 1, maximum: maximumDelay)
  }

  /// The pause for a host that refused for the time with this number, from 1 on.
  func hostDelay(afterRefusal count: Int) -> Duration {
    Self.doubled(firstHostDelay, times: count - 1, maximum: maximumDelay)
  }

  private static func doubled(_ first: Duration, times: Int, maximum: Duration) -> Duration {
    min(maximum, first * (1 << min(times, 20)))
  }
}

extension WebError.Reason {
  /// Whether the same request may succeed at another time.
  var mayPass: Bool {
    switch self {
    case .timeout, .connectionReset, .bodyTooShort, .lookupFailed: true
    default: false
    }
  }
}
