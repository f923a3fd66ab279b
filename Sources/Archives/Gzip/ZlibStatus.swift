internal import CZlib

extension ArchiveError {
  /// Throws unless `status`, which zlib returned for `stream`, is a success.
  static func check(
    _ status: CInt, on stream: UnsafeMutablePointer<z_stream>, as code: Code
  ) throws(ArchiveError) {
    guard status != Z_OK, status != Z_STREAM_END else { return }
    let words = unsafe stream.pointee.msg.map { unsafe UnsafePointer($0) } ?? zError(status)
    let message = unsafe words.map { unsafe String(cString: $0) }
    throw ArchiveError(code: code, message: message ?? "zlib status \(status)")
  }
}
