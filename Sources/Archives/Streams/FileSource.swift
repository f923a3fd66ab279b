#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// The bytes of a file, from its start.
package final class FileSource: ByteSource {
  private let path: String
  private let file: FileDescriptor

  /// Opens the file at `path`.
  ///
  /// - Throws: ``ArchiveError`` with the code `fileUnreadable`.
  package init(path: String) throws {
    guard let file = FileDescriptor(readingFrom: path) else {
      throw Self.systemError(at: path)
    }
    self.path = path
    self.file = file
  }

  package func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
    guard let byteCount = file.fill(&buffer) else { throw Self.systemError(at: path) }
    return byteCount
  }

  private static func systemError(at path: String) -> ArchiveError {
    let message = unsafe String(cString: strerror(errno))
    return ArchiveError(code: .fileUnreadable, message: message, place: path)
  }
}

/// Owns an open file of the operating system.
///
/// A `nil` result leaves the reason in `errno`.
private struct FileDescriptor: ~Copyable {
  private let number: CInt

  init?(readingFrom path: String) {
    let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { return nil }
    self.number = number
  }

  deinit {
    close(number)
  }

  func fill(_ buffer: inout MutableSpan<UInt8>) -> Int? {
    unsafe buffer.withUnsafeMutableBytes { bytes in
      while true {
        let count = unsafe read(number, bytes.baseAddress, bytes.count)
        if count >= 0 { return count }
        guard errno == EINTR else { return nil }
      }
    }
  }
}
