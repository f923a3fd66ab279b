/// Writes a tar archive whose bytes depend on the calls alone.
///
/// Entries are ustar where their names fit and pax where they do not, in the order given; the owner
/// is 0:0, modes are 0644 and 0755, all times are `modified`. The end is two blocks of zeros,
/// without further padding.
///
/// Any error closes the writer. Without ``finish()`` the archive has no end.
///
/// Specification: <https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html>
package final class TarWriter: ByteSink {
  private var handle: TarWriteHandle?
  private let modified: Int64
  /// How many bytes of the current file's body are still to come.
  private var missingByteCount = 0
  private var currentName: String?

  /// Starts an archive whose entries all have the time `modified`, in seconds since 1970 (UTC).
  package init(to sink: any ByteSink, modified: Int64) throws {
    self.modified = modified
    var handle = try TarWriteHandle(to: sink)
    try handle.open()
    self.handle = consume handle
  }

  /// Adds a directory, whose name needs no slash at its end.
  package func addDirectory(_ name: String) throws {
    try add(TarEntry(name: name, kind: .directory, byteCount: 0))
  }

  /// Adds a file, whose body is what is written next: exactly `byteCount` bytes.
  package func addFile(_ name: String, byteCount: Int) throws {
    precondition(byteCount >= 0, "a body cannot have a negative length")
    try add(TarEntry(name: name, kind: .file, byteCount: byteCount))
  }

  /// Adds a file whose body `body` brings into the sink by another way than through this writer.
  ///
  /// That body has exactly `byteCount` bytes; nothing here can check it.
  package func addFile(_ name: String, byteCount: Int, writtenBy body: () throws -> Void) throws {
    try addFile(name, byteCount: byteCount)
    try withHandle { handle in
      try body()
      try handle.passOver(byteCount)
      missingByteCount = 0
    }
  }

  /// Writes the next bytes of the body of the file added last.
  package func write(_ bytes: Span<UInt8>) throws {
    try withHandle { handle in
      guard bytes.count <= missingByteCount else {
        let excess = bytes.count - missingByteCount
        throw ArchiveError(
          code: .bodyTooLong, message: "the body has \(excess) bytes more than announced, or more",
          place: currentName)
      }
      try handle.writeBody(bytes)
      missingByteCount -= bytes.count
    }
  }

  /// Writes the archive's end, and leaves the sink open.
  package func finish() throws {
    try withHandle { _ in try checkBodyIsComplete() }
    try handle.take()?.finish()
  }

  private func add(_ entry: TarEntry) throws {
    try withHandle { handle in
      try checkBodyIsComplete()
      guard !entry.name.isEmpty, !entry.name.utf8.contains(0) else {
        throw ArchiveError(
          code: .invalidName, message: "a name is empty or holds a zero byte", place: entry.name)
      }
      try handle.writeHeader(of: entry, modified: modified)
      (currentName, missingByteCount) = (entry.name, entry.byteCount)
    }
  }

  private func checkBodyIsComplete() throws(ArchiveError) {
    guard missingByteCount == 0 else {
      throw ArchiveError(
        code: .bodyTooShort, message: "the body lacks \(missingByteCount) of the announced bytes",
        place: currentName)
    }
  }

  /// Runs `body`; an error in it drops the handle, which abandons the archive.
  private func withHandle(_ body: (inout TarWriteHandle) throws -> Void) throws {
    guard var handle = handle.take() else {
      throw ArchiveError(code: .closed, message: "the archive is already closed")
    }
    try body(&handle)
    self.handle = consume handle
  }
}
