internal import CLinux

#if canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Ends the wait of a ``SocketPoller``, from any thread.
struct Bell: ~Copyable {
  let descriptor: CInt

  init?() {
    descriptor = eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK))
    guard descriptor >= 0 else { return nil }
  }

  deinit {
    close(descriptor)
  }

  func ring() { _ = eventfd_write(descriptor, 1) }
}
