internal import Glibc

/// A folder of downloaded files, each under its SHA-256: the cache of a user, or a folder of one
/// pull's own.
///
/// A file that is not whole yet has a name that ends in `.partial`, and whoever adds to it holds a
/// lock. Any of it may be deleted at any time; what is read from here is hashed again each time.
struct DownloadFolder: Sendable {
  private static let keptNanoseconds: Int64 = 30 * 86_400 * 1_000_000_000

  /// Absolute.
  let path: String

  /// The user's cache, as the environment names it; `nil` where it names none.
  ///
  /// Specification: <https://specifications.freedesktop.org/basedir-spec/latest/>
  static func cache(environment: [String: String]) -> DownloadFolder? {
    // A path that is not absolute is to be ignored.
    if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") {
      return DownloadFolder(path: folder + "/bindery/files")
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return DownloadFolder(path: home + "/.cache/bindery/files")
  }

  /// Where the file with this digest is once it is whole.
  func file(_ sha256: String) -> String { "\(path)/\(sha256.prefix(2))/\(sha256)" }

  /// Where it is before.
  func partialFile(_ sha256: String) -> String { file(sha256) + ".partial" }

  /// Waits for others that download the same file.
  func lock(_ sha256: String, checkInterruption: () throws -> Void) async throws -> FileLock {
    try Folder.create(Folder.parent(of: file(sha256)))
    return try await FileLock(path: file(sha256) + ".lock", checkInterruption: checkInterruption)
  }

  /// Whether the file is there and as long as it should be.
  func holds(_ digest: FileDigest) -> Bool {
    PartialFile.byteCount(of: file(digest.sha256)) == digest.byteCount
  }

  /// Removes what nobody has read for 30 days, whole or not.
  ///
  /// Where the file system is mounted with `noatime`, that is what was downloaded 30 days ago.
  func removeUnused() {
    let oldest = FileClock.now(touching: path) - Self.keptNanoseconds
    for (folder, kind) in (try? DirectoryListing.names(of: path)) ?? [] where kind == .directory {
      for (name, kind) in (try? DirectoryListing.names(of: path + "/" + folder)) ?? []
      where kind == .file && name.hasPrefix(folder) && !name.hasSuffix(".lock") {
        let file = path + "/" + folder + "/" + name
        var status = stat()
        guard unsafe lstat(file, &status) == 0,
          max(FileSignature.nanoseconds(status.st_atim), FileSignature.nanoseconds(status.st_mtim))
            < oldest
        else { continue }
        unsafe unlink(file)
      }
    }
  }
}

/// A file that a download appends to; what an earlier one left is gone on with.
///
/// Not isolated, but a download appends from one thread, and only between its requests is the file
/// emptied.
final class PartialFile: @unchecked Sendable {
  let path: String
  private let descriptor: Int32
  private(set) var byteCount: Int

  /// The length of a plain file; `nil` where there is none.
  static func byteCount(of path: String) -> Int? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  init(path: String) throws {
    let descriptor = unsafe open(
      path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw BinderyError.unwritable(path, SystemError(errno)) }
    self.path = path
    self.descriptor = descriptor
    byteCount = Self.byteCount(of: path) ?? 0
  }

  deinit { close(descriptor) }

  func append(_ bytes: Span<UInt8>) throws {
    try CompleteWrite.write(bytes, to: descriptor, path: path)
    byteCount += bytes.count
  }

  /// Brings a finished file to the disk.
  static func synchronize(_ path: String) throws {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw BinderyError.unwritable(path, SystemError(errno)) }
  }

  /// Brings everything to the disk.
  func synchronize() throws {
    guard fsync(descriptor) == 0 else { throw BinderyError.unwritable(path, SystemError(errno)) }
  }

  func empty() throws {
    guard ftruncate(descriptor, 0) == 0 else {
      throw BinderyError.unwritable(path, SystemError(errno))
    }
    byteCount = 0
  }
}
