internal import CZlib

/// Owns a zlib compressor that makes raw deflate data, block by block.
///
/// zlib keeps a pointer back to its `z_stream`, so the stream lives at a fixed heap address.
/// Specification: <https://www.rfc-editor.org/rfc/rfc1951>
@safe struct DeflateStream: ~Copyable {
  private let stream: UnsafeMutablePointer<z_stream>

  /// Makes a compressor of a level from 0 (stored) to 9 (smallest).
  init(level: Int) throws(ArchiveError) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    do {
      // A negative window size means no zlib or gzip wrapping; 8 is zlib's default memory level.
      let status = unsafe deflateInit2_(
        stream, CInt(clamping: level), Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY,
        ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
      try unsafe ArchiveError.check(status, on: stream, as: .refused)
    } catch {
      unsafe stream.deallocate()
      throw error
    }
    unsafe self.stream = stream
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// How many bytes at most `byteCount` bytes deflate to, with room for the end of the block.
  func maximumByteCount(deflating byteCount: Int) -> Int {
    // `deflateBound` counts one finished stream; a sync flush adds an empty stored block.
    Int(unsafe deflateBound(stream, uLong(byteCount))) + 64
  }

  /// Deflates one block to the start of `output`, as if `window` had come before it.
  ///
  /// The block ends on a byte boundary, so that blocks made apart can be put together; none of them
  /// ends the deflate data. `output` has ``maximumByteCount(deflating:)`` bytes at least; how many
  /// of them were stored is returned.
  mutating func deflate(
    _ block: Span<UInt8>, after window: Span<UInt8>, into output: inout [UInt8]
  ) throws(ArchiveError) -> Int {
    try unsafe ArchiveError.check(deflateReset(stream), on: stream, as: .refused)
    if !window.isEmpty {
      let status = unsafe window.withUnsafeBufferPointer { bytes in
        unsafe deflateSetDictionary(stream, bytes.baseAddress, uInt(bytes.count))
      }
      try unsafe ArchiveError.check(status, on: stream, as: .refused)
    }
    let status = unsafe block.withUnsafeBufferPointer { bytes in
      unsafe output.withUnsafeMutableBufferPointer { room in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
        unsafe stream.pointee.avail_in = uInt(bytes.count)
        unsafe stream.pointee.next_out = room.baseAddress
        unsafe stream.pointee.avail_out = uInt(room.count)
        return unsafe CZlib.deflate(stream, Z_SYNC_FLUSH)
      }
    }
    try unsafe ArchiveError.check(status, on: stream, as: .refused)
    let roomLeft = unsafe Int(stream.pointee.avail_out)
    guard roomLeft > 0 else {
      throw ArchiveError(code: .refused, message: "a deflated block outgrew its bound")
    }
    return output.count - roomLeft
  }
}
