internal import Glibc

/// An exclusive lock on a file, which processes wait for in turn.
///
/// The file is made where it is missing and removed by the last holder; a process that dies gives
/// its lock back.
final class FileLock {
  private let path: String
  private let descriptor: Int32

  private static let interval = Duration.milliseconds(50)

  /// Waits until nobody else holds the lock.
  ///
  /// - Parameters:
  ///   - path: The lock's file, in a folder that is there.
  ///   - checkInterruption: Called while waiting; what it throws ends the waiting.
  /// - Throws: `BinderyError` where the file cannot be made.
  init(path: String, checkInterruption: () throws -> Void) async throws {
    self.path = path
    while true {
      if let descriptor = try Self.take(path) {
        self.descriptor = descriptor
        return
      }
      try checkInterruption()
      try await Task.sleep(for: Self.interval)
    }
  }

  /// The lock's file, opened and locked; `nil` where another holds it.
  private static func take(_ path: String) throws -> Int32? {
    while true {
      let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
      guard descriptor >= 0 else {
        throw BinderyError.unwritable(path, SystemError(errno))
      }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        close(descriptor)
        return nil
      }
      // The last holder removed the file: what was locked may no longer be what others lock.
      var locked = stat()
      var named = stat()
      if unsafe fstat(descriptor, &locked) == 0, unsafe stat(path, &named) == 0,
        locked.st_ino == named.st_ino, locked.st_dev == named.st_dev
      {
        return descriptor
      }
      close(descriptor)
    }
  }

  deinit {
    unsafe unlink(path)
    close(descriptor)
  }
}
