internal import CLinux

#if canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Waits for many sockets at once, at a cost that does not grow with those that are silent.
@safe struct SocketPoller: ~Copyable {
  private let descriptor: CInt
  private let bell: CInt
  private let events: UnsafeMutableBufferPointer<epoll_event>

  /// How many sockets one wait reports; the next one reports the others.
  private static let maximumEventCount = 128

  /// - Parameter bell: What ends a wait early. It must outlive the poller.
  init?(_ bell: borrowing Bell) {
    let descriptor = epoll_create1(CInt(EPOLL_CLOEXEC))
    guard descriptor >= 0 else { return nil }
    // Reported once for each ring, so that nobody has to silence it.
    guard Self.add(bell.descriptor, EPOLLIN.rawValue | EPOLLET.rawValue, to: descriptor) else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
    self.bell = bell.descriptor
    unsafe events = .allocate(capacity: Self.maximumEventCount)
    unsafe events.initialize(repeating: epoll_event())
  }

  deinit {
    close(descriptor)
    unsafe events.deallocate()
  }

  /// Waits for a socket from now on, or for something else of it than before.
  ///
  /// - Returns: Whether that is possible.
  func watch(_ socket: CInt, toRead: Bool, toWrite: Bool) -> Bool {
    let wanted = (toRead ? EPOLLIN.rawValue : 0) | (toWrite ? EPOLLOUT.rawValue : 0)
    if Self.add(socket, wanted, to: descriptor) { return true }
    guard errno == EEXIST else { return false }
    return Self.control(descriptor, EPOLL_CTL_MOD, socket, wanted)
  }

  /// Waits for a socket no longer; it may be closed already.
  func forget(_ socket: CInt) { _ = Self.control(descriptor, EPOLL_CTL_DEL, socket, 0) }

  /// Waits until sockets are ready, the bell rings, or the time is up.
  ///
  /// - Parameters:
  ///   - milliseconds: How long at most.
  ///   - handler: Takes each socket that is ready.
  func wait(milliseconds: CInt, _ handler: (CInt) -> Void) {
    let count = unsafe epoll_wait(
      descriptor, events.baseAddress, CInt(events.count), milliseconds)
    for index in 0..<max(0, Int(count)) {
      let socket = unsafe events[index].data.fd
      if socket != bell { handler(socket) }
    }
  }

  private static func add(_ socket: CInt, _ wanted: UInt32, to descriptor: CInt) -> Bool {
    control(descriptor, EPOLL_CTL_ADD, socket, wanted)
  }

  private static func control(
    _ descriptor: CInt, _ operation: CInt, _ socket: CInt, _ wanted: UInt32
  ) -> Bool {
    var event = unsafe epoll_event(events: wanted, data: epoll_data(fd: socket))
    return unsafe epoll_ctl(descriptor, operation, socket, &event) == 0
  }
}
