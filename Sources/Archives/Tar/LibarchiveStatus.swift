internal import CArchive

extension ArchiveError {
  /// Throws unless `status`, which libarchive returned for `archive`, is a full success.
  ///
  /// A warning is an error too: libarchive gives one when it wrote or read something else than what
  /// was there, for example a name that it could not convert.
  static func check(
    _ status: CInt, on archive: OpaquePointer, as code: Code, place: String? = nil
  ) throws(ArchiveError) {
    guard status != ARCHIVE_OK else { return }
    let message = unsafe archive_error_string(archive).map { unsafe String(cString: $0) }
    throw ArchiveError(
      code: code, message: message ?? "libarchive status \(status)", place: place)
  }
}
