/// Feeds libarchive from a source, watches the limit, and remembers where the zeros begin.
@safe final class TarInput {
  private static let bufferByteCount = 131_072

  private let source: any ByteSource
  private let maximumByteCount: Int
  /// libarchive reads from here until it asks for more, so it stays in one place.
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private(set) var failure: (any Error)?
  private(set) var byteCount = 0
  /// The position after the last byte that is not zero.
  private(set) var contentEnd = 0

  init(from source: any ByteSource, maximumByteCount: Int) {
    self.source = source
    self.maximumByteCount = maximumByteCount
    unsafe buffer = .allocate(capacity: Self.bufferByteCount)
    unsafe buffer.initialize(repeating: 0)
  }

  deinit {
    unsafe buffer.deallocate()
  }

  /// Replaces the buffer by the next bytes; none at the end, `nil` if the source failed.
  func next() -> UnsafeRawBufferPointer? {
    guard failure == nil else { return nil }
    do {
      var room = unsafe buffer.mutableSpan
      let count = try source.read(into: &room)
      if let last = unsafe buffer.prefix(count).lastIndex(where: { $0 != 0 }) {
        contentEnd = byteCount + last + 1
      }
      byteCount += count
      guard byteCount <= maximumByteCount else {
        throw ArchiveError(
          code: .limitExceeded, message: "the archive has more than \(maximumByteCount) bytes")
      }
      return unsafe UnsafeRawBufferPointer(start: buffer.baseAddress, count: count)
    } catch {
      failure = error
      return nil
    }
  }

  /// Reads what follows the archive's end, and checks that the end at `position` is a whole one.
  ///
  /// Two blocks of 512 zeros end an archive; more of them may follow, as padding.
  ///
  /// Specification: <https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html>, under
  /// "ustar Interchange Format".
  func checkEnd(at position: Int) throws {
    while let bytes = unsafe next(), unsafe !bytes.isEmpty {}
    if let failure { throw failure }
    guard contentEnd <= position else {
      throw ArchiveError(code: .trailingBytes, message: "bytes follow the archive's end")
    }
    guard byteCount - position >= 1024 else {
      throw ArchiveError(code: .truncated, message: "the archive ends without its end mark")
    }
  }
}
