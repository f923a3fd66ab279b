#if canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

extension EventLoop {
  /// Starts a loop on a thread of its own, which ends when `inbox` is closed.
  ///
  /// - Returns: Whether there is such a thread now.
  static func start(_ options: WebClient.Options, inbox: Inbox) -> Bool {
    guard let loop = EventLoop(options, inbox: inbox) else { return false }
    // From here on it is that thread's alone.
    nonisolated(unsafe) let handedOver = loop
    return DetachedThread.start {
      prepareThread()
      unsafe handedOver.run()
    }
  }

  private static func prepareThread() {
    // Writing to a closed connection is an error of that transfer, not the end of the program.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    // libcurl reads host names in the thread's locale; ours are UTF-8 wherever the program runs.
    if let locale = unsafe locale { _ = unsafe uselocale(locale) }
  }

  /// Never freed, because threads that end later may still use it.
  nonisolated(unsafe) private static let locale: locale_t? = unsafe newlocale(
    LC_CTYPE_MASK, "C.UTF-8", nil)
}
