/// Decompresses a stream that is exactly one gzip member.
///
/// The format allows several members in a row; a release has one, so more is an error here, as is
/// anything else after the end. The CRC-32 and the length are checked before the end is reported.
///
/// Specification: <https://www.rfc-editor.org/rfc/rfc1952>
package final class GzipReader: ByteSource {
  private let source: any ByteSource
  private let maximumByteCount: Int
  private var stream: InflateStream
  private var producedByteCount = 0
  private var isAtEnd = false

  /// Starts to read from `source`; more than `maximumByteCount` decompressed bytes are an error.
  package init(from source: any ByteSource, maximumByteCount: Int) throws {
    self.source = source
    self.maximumByteCount = maximumByteCount
    stream = try InflateStream()
  }

  /// Stores the next decompressed bytes at the start of `buffer`.
  ///
  /// - Throws: What the source throws, or ``ArchiveError`` with the code `damaged`, `truncated`,
  ///   `trailingBytes` or `limitExceeded`. Bytes handed out before an error are not to be trusted.
  package func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
    while !isAtEnd {
      // zlib may hold output back, so it is asked before the source is.
      let progress = try stream.inflate(into: &buffer)
      producedByteCount += progress.byteCount
      guard producedByteCount <= maximumByteCount else {
        throw ArchiveError(
          code: .limitExceeded, message: "more than \(maximumByteCount) bytes decompressed")
      }
      if progress.isAtEnd {
        guard stream.needsInput, try !stream.refill(from: source) else {
          throw ArchiveError(code: .trailingBytes, message: "bytes follow the gzip stream's end")
        }
        isAtEnd = true
      }
      if progress.byteCount > 0 { return progress.byteCount }
      if !isAtEnd, stream.needsInput, try !stream.refill(from: source) {
        throw ArchiveError(code: .truncated, message: "the gzip stream ends early")
      }
    }
    return 0
  }
}
