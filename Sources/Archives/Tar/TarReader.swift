/// Reads the entries of a tar archive, plain or in one gzip member, in one pass.
///
/// A compressed one is read and decompressed on a thread of its own, up to a megabyte ahead; its
/// source is not to be used by others before the reader is gone.
///
/// Nothing is written to disk, and no name is trusted. Whatever is neither an entry nor the end is
/// thrown as an ``ArchiveError``; so is an archive without its end mark, or with bytes after it.
/// Bytes handed out before an error are not to be trusted.
///
/// Specification: <https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html>
package final class TarReader: ByteSource {
  /// How much an archive may hold; one more is an error.
  package struct Limits: Sendable {
    package var maximumEntryCount: Int
    /// For all bodies together, and for the archive itself: decompressed, with headers and padding.
    package var maximumByteCount: Int

    package init(maximumEntryCount: Int, maximumByteCount: Int) {
      self.maximumEntryCount = maximumEntryCount
      self.maximumByteCount = maximumByteCount
    }
  }

  private var handle: TarReadHandle?
  private let limits: Limits
  private var current: TarEntry?
  private var entryCount = 0
  /// How many bytes the bodies of all entries up to the current one have.
  private var bodyByteCount = 0
  /// How many bytes of the current body are still to come.
  private var missingByteCount = 0

  /// Starts to read from `source`, whose first bytes tell whether it is compressed.
  package init(from source: any ByteSource, limits: Limits) throws {
    let peeked = try PeekedSource(source)
    let plain: any ByteSource =
      peeked.startsWithGzipMagic
      ? ReadAheadSource(
        try GzipReader(from: peeked, maximumByteCount: limits.maximumByteCount)) : peeked
    self.limits = limits
    var handle = try TarReadHandle(
      from: TarInput(from: plain, maximumByteCount: limits.maximumByteCount))
    try handle.open()
    self.handle = consume handle
  }

  /// Starts to read the file at `path`.
  package convenience init(path: String, limits: Limits) throws {
    try self.init(from: FileSource(path: path), limits: limits)
  }

  /// Goes to the next entry, past what is left of the body of the one before.
  ///
  /// - Returns: `nil` at the archive's end, which is then known to be a whole one.
  package func next() throws -> TarEntry? {
    try withHandle { handle in
      current = try handle.next()
      guard let current else { return nil }
      entryCount += 1
      guard entryCount <= limits.maximumEntryCount else {
        throw ArchiveError(
          code: .limitExceeded,
          message: "the archive has more than \(limits.maximumEntryCount) entries")
      }
      guard current.byteCount <= limits.maximumByteCount - bodyByteCount else {
        throw ArchiveError(
          code: .limitExceeded,
          message: "the archive's files have more than \(limits.maximumByteCount) bytes",
          place: current.name)
      }
      bodyByteCount += current.byteCount
      missingByteCount = current.byteCount
      return current
    }
  }

  /// Stores the next bytes of the current entry's body at the start of `buffer`.
  ///
  /// - Returns: How many bytes were stored; zero at the body's end, and for all but files.
  package func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
    guard let current, current.kind == .file else { return 0 }
    return try withHandle { handle in
      let byteCount = try handle.read(into: &buffer)
      guard byteCount > 0 ? byteCount <= missingByteCount : missingByteCount == 0 else {
        throw ArchiveError(
          code: .damaged, message: "the body is not as long as announced", place: current.name)
      }
      missingByteCount -= byteCount
      return byteCount
    }
  }

  /// Runs `body`; an error in it closes the reader.
  private func withHandle<Result>(
    _ body: (inout TarReadHandle) throws -> Result
  ) throws -> Result {
    guard var handle = handle.take() else {
      throw ArchiveError(code: .closed, message: "the archive is already closed")
    }
    let result = try body(&handle)
    self.handle = consume handle
    return result
  }
}
