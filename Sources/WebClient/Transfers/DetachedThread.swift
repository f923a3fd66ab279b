#if canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// A thread for work that blocks, which tasks must not do.
final class DetachedThread: Sendable {
  private let work: @Sendable () -> Void

  private init(_ work: @escaping @Sendable () -> Void) {
    self.work = work
  }

  /// Starts `work` on a thread of its own.
  ///
  /// - Returns: Whether there is such a thread now.
  static func start(_ work: @escaping @Sendable () -> Void) -> Bool {
    let context = unsafe Unmanaged.passRetained(DetachedThread(work))
    var thread = pthread_t()
    guard unsafe pthread_create(&thread, nil, entry, context.toOpaque()) == 0 else {
      unsafe context.release()
      return false
    }
    pthread_detach(thread)
    return true
  }

  // A closure in the call would crash the compiler of Swift 6.3.1.
  private static let entry: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? =
    {
      guard let context = unsafe $0 else { return nil }
      let thread = unsafe Unmanaged<DetachedThread>.fromOpaque(context).takeRetainedValue()
      thread.work()
      return nil
    }
}
