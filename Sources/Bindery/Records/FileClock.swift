internal import Glibc

/// The clock that gives files their times; a file server's is another one than this machine's.
enum FileClock {
  /// The time, in nanoseconds since 1970, that a file would get if it were written now.
  ///
  /// - Parameter path: A file or folder whose times do not matter; they become this time.
  /// - Returns: The time, or this machine's where nothing can be touched.
  static func now(touching path: String) -> Int64 {
    var status = stat()
    if unsafe utimensat(AT_FDCWD, path, nil, 0) == 0, unsafe stat(path, &status) == 0 {
      return FileSignature.nanoseconds(status.st_mtim)
    }
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return FileSignature.nanoseconds(time)
  }
}
