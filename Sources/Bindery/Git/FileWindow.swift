internal import Documents
internal import Glibc

/// A part of a file in memory, which moves on to the end.
struct FileWindow: ~Copyable {
  /// The file cannot be read to its end.
  struct Unreadable: Error {}

  /// The state of the file before it was read.
  let signature: FileSignature
  /// Holds the part, and then what is none of it.
  private(set) var bytes: [UInt8]
  /// Where the part ends.
  private(set) var end = 0
  /// How many bytes come behind it.
  private(set) var restByteCount: Int
  private let descriptor: Int32

  private static let byteCount = 262_144

  /// Opens a file, and reads its first part.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - lastByteCount: How many of its last bytes are left out.
  /// - Throws: `Unreadable`, also where it is no plain file.
  init(path: String, omittingLast lastByteCount: Int) throws(Unreadable) {
    descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    var status = stat()
    let isFile = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    signature = FileSignature(status)
    restByteCount = max(0, Int(status.st_size) - lastByteCount)
    bytes = [UInt8](repeating: 0, count: isFile ? min(restByteCount, Self.byteCount) : 0)
    guard isFile else { throw Unreadable() }
    _ = try advance(to: 0)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Moves on so that the part begins with a later byte of it, and reads as much as it can hold; the
  /// last part stays as it is.
  ///
  /// - Returns: Where that byte is now.
  /// - Throws: `Unreadable`, also where the file has become shorter.
  mutating func advance(to start: Int) throws(Unreadable) -> Int {
    guard restByteCount > 0 else { return start }
    unsafe bytes.withUnsafeMutableBytes { [end] bytes in
      unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
    }
    end -= start
    while restByteCount > 0, end < bytes.count {
      let wanted = min(restByteCount, bytes.count - end)
      let byteCount = unsafe bytes.withUnsafeMutableBytes { [end, descriptor] bytes in
        unsafe read(descriptor, bytes.baseAddress.map { unsafe $0 + end }, wanted)
      }
      if byteCount < 0, errno == EINTR { continue }
      guard byteCount > 0 else { throw Unreadable() }
      end += byteCount
      restByteCount -= byteCount
    }
    return 0
  }
}
