internal import CArchive

/// Owns a libarchive reader of tar, and of nothing else.
@safe struct TarReadHandle: ~Copyable {
  private let archive: OpaquePointer
  private let input: TarInput
  private let locale: UTF8Locale

  init(from input: TarInput) throws(ArchiveError) {
    let locale = try UTF8Locale()
    guard let archive = unsafe archive_read_new() else {
      throw ArchiveError(code: .refused, message: "libarchive has no memory for a reader")
    }
    self.locale = locale
    self.input = input
    unsafe self.archive = archive
  }

  deinit {
    unsafe archive_read_free(archive)
  }

  /// Prepares for tar, and starts to read.
  mutating func open() throws {
    try unsafe check(archive_read_support_format_tar(archive))
    // Files named `._*` are files: on systems of Apple they would be taken for attributes.
    try unsafe check(archive_read_set_format_option(archive, "tar", "mac-ext", nil))
    try unsafe check(
      archive_read_open2(
        archive, Unmanaged.passUnretained(input).toOpaque(), nil,
        { _, context, bytes in
          guard let context = unsafe context, let bytes = unsafe bytes else { return -1 }
          let input = unsafe Unmanaged<TarInput>.fromOpaque(context).takeUnretainedValue()
          guard let next = unsafe input.next() else { return -1 }
          unsafe bytes.pointee = next.baseAddress
          return next.count
        }, nil, nil))
  }

  /// Skips what is left of the entry before and reads the header of the next.
  mutating func next() throws -> TarEntry? {
    var found: OpaquePointer?
    let status = locale.whileCurrent { unsafe archive_read_next_header(archive, &found) }
    if status == ARCHIVE_EOF {
      try unsafe input.checkEnd(at: Int(archive_read_header_position(archive)))
      return nil
    }
    try check(status)
    guard let entry = unsafe found else {
      throw ArchiveError(code: .refused, message: "libarchive gave an entry without a header")
    }
    return try unsafe describe(entry)
  }

  /// Reads the next bytes of the entry's body; zero at its end.
  mutating func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
    let byteCount = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe archive_read_data(archive, bytes.baseAddress, bytes.count)
    }
    if byteCount < 0 { try check(CInt(clamping: byteCount)) }
    return byteCount
  }

  private func describe(_ entry: OpaquePointer) throws -> TarEntry {
    let pathname = unsafe archive_entry_pathname(entry)
    guard var name = unsafe pathname.flatMap({ unsafe String(validatingCString: $0) }) else {
      throw ArchiveError(code: .invalidName, message: "an entry's name is not UTF-8")
    }
    guard unsafe archive_entry_sparse_reset(entry) == 0 else {
      throw ArchiveError(
        code: .unsupported, message: "the entry is a file with holes", place: name)
    }
    let kind = unsafe kind(of: entry)
    if kind == .directory, name.hasSuffix("/"), name != "/" { name.removeLast() }
    let byteCount = kind == .file ? unsafe Int(archive_entry_size(entry)) : 0
    return TarEntry(name: name, kind: kind, byteCount: byteCount)
  }

  private func kind(of entry: OpaquePointer) -> TarEntry.Kind {
    if unsafe archive_entry_hardlink(entry) != nil { return .hardLink }
    return switch unsafe Int(archive_entry_filetype(entry)) {
    case archive_filetype_regular: .file
    case archive_filetype_directory: .directory
    case archive_filetype_symbolic_link: .symbolicLink
    default: .other
    }
  }

  private func check(_ status: CInt) throws {
    if let failure = input.failure { throw failure }
    try unsafe ArchiveError.check(status, on: archive, as: .damaged)
  }
}
