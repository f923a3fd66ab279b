#if canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// A point in time, on the clock by which libcurl measures too.
///
/// Unlike `ContinuousClock.Instant`, whose layout its library keeps to itself, it is copied and
/// compared like a number, which the queues of ``Scheduler`` do all the time.
struct Instant: Comparable, Sendable {
  private let nanoseconds: Int64

  static var now: Self {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Self(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }

  static func + (instant: Self, duration: Duration) -> Self {
    let (seconds, attoseconds) = duration.components
    return Self(
      nanoseconds: instant.nanoseconds + seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }

  static func - (left: Self, right: Self) -> Duration {
    .nanoseconds(left.nanoseconds - right.nanoseconds)
  }
}
