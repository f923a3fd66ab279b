internal import Glibc

/// A file that is open for reading at any place.
@safe struct OpenFile: ~Copyable {
  private let descriptor: Int32
  let byteCount: Int

  /// Opens a plain file; a pipe or a device is refused without being waited for.
  init(_ path: String) throws(FileReader.Failure) {
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(SystemError(errno)) }
    var status = stat()
    let isKnown = unsafe fstat(descriptor, &status) == 0
    guard isKnown, status.st_mode & S_IFMT == S_IFREG else {
      let code = errno
      close(descriptor)
      throw isKnown ? .notAFile : .system(SystemError(code))
    }
    self.descriptor = descriptor
    byteCount = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// The bytes in a range; fewer where the file ends before.
  func read(_ range: Range<Int>) throws(FileReader.Failure) -> [UInt8] {
    var code: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { buffer, initialized in
      while initialized < range.count {
        let result = unsafe pread(
          descriptor, buffer.baseAddress?.advanced(by: initialized), range.count - initialized,
          range.lowerBound + initialized)
        if result < 0, errno == EINTR { continue }
        if result < 0 { code = errno }
        guard result > 0 else { return }
        initialized += result
      }
    }
    guard code == 0 else { throw .system(SystemError(code)) }
    return bytes
  }
}
