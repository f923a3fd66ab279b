internal import CCurl

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// The thread that an event loop runs on.
final class EventLoopThread: Sendable {
  private let options: WebClient.Options
  private let inbox: Inbox

  private init(options: WebClient.Options, inbox: Inbox) {
    self.options = options
    self.inbox = inbox
  }

  /// Starts the loop, which ends when `inbox` is closed.
  ///
  /// - Returns: Whether there is such a thread now.
  static func start(_ options: WebClient.Options, inbox: Inbox) -> Bool {
    let work = unsafe Unmanaged.passRetained(EventLoopThread(options: options, inbox: inbox))
    var thread = pthread_t()
    guard unsafe pthread_create(&thread, nil, entry, work.toOpaque()) == 0 else {
      unsafe work.release()
      return false
    }
    pthread_detach(thread)
    return true
  }

  private static let entry: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? =
    {
      guard let context = unsafe $0 else { return nil }
      let work = unsafe Unmanaged<EventLoopThread>.fromOpaque(context).takeRetainedValue()
      prepareThread()
      EventLoop(work.options, inbox: work.inbox).run()
      return nil
    }

  private static func prepareThread() {
    // Writing to a closed connection is an error of that transfer, not the end of the program.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    // libcurl reads host names in the thread's locale; ours are UTF-8 wherever the program runs.
    // The thread lives as long as its client, and the locale is never freed.
    if let locale = unsafe Self.locale { _ = unsafe uselocale(locale) }
  }

  nonisolated(unsafe) private static let locale: locale_t? = unsafe newlocale(
    LC_CTYPE_MASK, "C.UTF-8", nil)
}
