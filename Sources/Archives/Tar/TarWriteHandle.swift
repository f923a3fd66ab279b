internal import CArchive

/// Owns a libarchive writer of "restricted pax": ustar, with a pax header only where it is needed.
///
/// `archive_write_free` would close the archive and so end it well; dropping this type abandons it.
@safe struct TarWriteHandle: ~Copyable {
  private let archive: OpaquePointer
  private let output: TarOutput
  private let locale: UTF8Locale

  init(to sink: any ByteSink) throws(ArchiveError) {
    let locale = try UTF8Locale()
    guard let archive = unsafe archive_write_new() else {
      throw ArchiveError(code: .refused, message: "libarchive has no memory for a writer")
    }
    self.locale = locale
    output = TarOutput(to: sink)
    unsafe self.archive = archive
  }

  deinit {
    // After a close this changes nothing; before it, it keeps `archive_write_free` from closing.
    unsafe archive_write_fail(archive)
    unsafe archive_write_free(archive)
  }

  /// Chooses the format, and connects the sink.
  mutating func open() throws {
    try unsafe check(archive_write_set_format_pax_restricted(archive))
    // Bytes go to the sink as they come, and no padding follows the two blocks that end a tar.
    try unsafe check(archive_write_set_bytes_per_block(archive, 0))
    try unsafe check(
      archive_write_open2(
        archive, Unmanaged.passUnretained(output).toOpaque(), nil,
        { _, context, bytes, byteCount in
          guard let context = unsafe context else { return -1 }
          let output = unsafe Unmanaged<TarOutput>.fromOpaque(context).takeUnretainedValue()
          let bytes = unsafe UnsafeRawBufferPointer(start: bytes, count: byteCount)
          return unsafe output.write(Span(_unsafeBytes: bytes)) ? byteCount : -1
        }, nil, nil))
  }

  /// Ends the entry before and writes the header of the next.
  ///
  /// The owner is 0:0 without names. Access and change times are left out, as is all else that
  /// describes the machine.
  mutating func writeHeader(of entry: TarEntry, modified: Int64) throws {
    guard let header = unsafe archive_entry_new() else {
      throw ArchiveError(code: .refused, message: "libarchive has no memory for an entry")
    }
    defer { unsafe archive_entry_free(header) }
    let isDirectory = entry.kind == .directory
    let type = isDirectory ? archive_filetype_directory : archive_filetype_regular
    unsafe archive_entry_set_pathname(header, entry.name)
    unsafe archive_entry_set_filetype(header, UInt32(type))
    unsafe archive_entry_set_perm(header, isDirectory ? 0o755 : 0o644)
    unsafe archive_entry_set_size(header, la_int64_t(entry.byteCount))
    unsafe archive_entry_set_mtime(header, time_t(modified), 0)
    try locale.whileCurrent {
      try unsafe check(archive_write_header(archive, header), place: entry.name)
    }
  }

  /// Writes a part of the entry's body.
  mutating func writeBody(_ bytes: Span<UInt8>) throws {
    guard !bytes.isEmpty else { return }
    let byteCount = unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe archive_write_data(archive, bytes.baseAddress, bytes.count)
    }
    try check(byteCount == bytes.count ? ARCHIVE_OK : CInt(clamping: min(byteCount, -1)))
  }

  /// Counts as many bytes as a part of the entry's body, without writing them.
  mutating func passOver(_ byteCount: Int) throws {
    let zeros = [UInt8](repeating: 0, count: min(byteCount, 1_048_576))
    output.isPassingOver = true
    var rest = byteCount
    while rest > 0 {
      try writeBody(zeros.span.extracting(first: rest))
      rest -= min(rest, zeros.count)
    }
    output.isPassingOver = false
  }

  /// Writes the archive's end.
  consuming func finish() throws {
    try unsafe check(archive_write_close(archive))
  }

  private func check(_ status: CInt, place: String? = nil) throws {
    if let failure = output.failure { throw failure }
    try unsafe ArchiveError.check(status, on: archive, as: .refused, place: place)
  }
}
