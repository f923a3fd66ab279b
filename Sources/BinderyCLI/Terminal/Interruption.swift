internal import Glibc
internal import Synchronization

/// Notes that the process was asked to stop.
///
/// A run can then end between two batches and remove what it has half done. A second signal ends
/// the process at once.
enum Interruption {
  /// A signal handler can reach only what is global, and may do little more than set a flag
  /// (POSIX.1-2017, System Interfaces, 2.4.3).
  private static let isRequested = Atomic(false)

  static func install() {
    // The flag must exist before a handler looks for it.
    _ = isNoted
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { _ in
        if Interruption.isRequested.exchange(true, ordering: .relaxed) {
          _exit(ExitStatus.failure.rawValue)
        }
      }
    }
  }

  static var isNoted: Bool { isRequested.load(ordering: .relaxed) }
}
