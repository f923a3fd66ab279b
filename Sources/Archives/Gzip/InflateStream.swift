internal import CZlib

/// Owns a zlib decompressor that reads one gzip member, and the input that it has not used yet.
///
/// zlib checks the member's CRC-32 and length before it reports the end. It keeps a pointer back to
/// its `z_stream`, so the stream lives at a fixed heap address.
/// Specification: <https://www.rfc-editor.org/rfc/rfc1952>
@safe struct InflateStream: ~Copyable {
  /// What one step did.
  struct Progress {
    /// How many bytes were stored; zero before the end means that more input is needed.
    var byteCount: Int
    /// The member's end was reached, and its checksums match.
    var isAtEnd: Bool
  }

  private static let inputByteCount = 262_144

  private let stream: UnsafeMutablePointer<z_stream>
  private var input: [UInt8]
  private var unused = 0..<0

  init() throws(ArchiveError) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    do {
      // 16 more than the window size means gzip wrapping and nothing else.
      let status = unsafe inflateInit2_(
        stream, MAX_WBITS + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
      try unsafe ArchiveError.check(status, on: stream, as: .refused)
    } catch {
      unsafe stream.deallocate()
      throw error
    }
    input = [UInt8](repeating: 0, count: Self.inputByteCount)
    unsafe self.stream = stream
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Whether all input so far is used.
  var needsInput: Bool { unused.isEmpty }

  /// Replaces the input, all of which must be used, by the next bytes of `source`.
  ///
  /// Gives `false` at the end of the source.
  mutating func refill(from source: any ByteSource) throws -> Bool {
    var room = input.mutableSpan
    unused = 0..<(try source.read(into: &room))
    return !unused.isEmpty
  }

  /// Inflates what the input and the room in `output` allow.
  mutating func inflate(into output: inout MutableSpan<UInt8>) throws(ArchiveError) -> Progress {
    let status = unsafe input.span.extracting(unused).withUnsafeBufferPointer { bytes in
      unsafe output.withUnsafeMutableBufferPointer { room in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
        unsafe stream.pointee.avail_in = uInt(bytes.count)
        unsafe stream.pointee.next_out = room.baseAddress
        unsafe stream.pointee.avail_out = uInt(clamping: room.count)
        return unsafe CZlib.inflate(stream, Z_NO_FLUSH)
      }
    }
    // Z_BUF_ERROR is zlib's word for no progress.
    if status != Z_BUF_ERROR {
      try unsafe ArchiveError.check(status, on: stream, as: .damaged)
    }
    unused = unsafe (unused.upperBound - Int(stream.pointee.avail_in))..<unused.upperBound
    return unsafe Progress(
      byteCount: Int(uInt(clamping: output.count) - stream.pointee.avail_out),
      isAtEnd: status == Z_STREAM_END)
  }
}
