internal import CLinux
internal import Foundation
internal import GRDB
internal import Glibc
internal import Synchronization

/// What folders held in earlier runs, for the walk.
///
/// To list a folder takes the system about as long as to look up a third of its files. A folder gets
/// other times with each entry that is added, removed or replaced
/// (<https://pubs.opengroup.org/onlinepubs/9799919799/functions/rename.html>), so while they stay, its
/// listing does. As with files, times of the moment in which it was listed say nothing.
final class FolderMemory: Sendable {
  private struct Known: Sendable {
    /// Relative to the dataset's folder, with '/' before and behind it: so rows have the order in
    /// which folders are walked.
    let path: String
    let checksum: Int64
    let entries: [UInt8]
  }

  private struct State {
    var upcoming: ArraySlice<Known> = []
    var lastReadPath = ""
    var isAtEnd = false
    var new: [Known] = []
    var obsoletePaths: [String] = []
  }

  private let database: CacheDatabase
  private let state = Mutex(State())

  init(_ database: CacheDatabase) { self.database = database }

  /// Lists a folder; to be asked in the order of the paths with '/' at their ends.
  ///
  /// - Parameters:
  ///   - folder: The path relative to the dataset's folder.
  ///   - path: The absolute path.
  /// - Returns: Its entries.
  /// - Throws: The reason why it cannot be read, as the system words it.
  func listing(of folder: String, at path: String) throws(SystemError) -> DirectoryListing {
    let key = folder.isEmpty ? "/" : "/" + folder + "/"
    let known = state.withLock { recall(key, &$0) }
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(errno) }
    let signature = Self.signature(of: descriptor)
    if let known, let signature {
      do {
        guard known.checksum == CacheChecksum.of(key, known.entries) else {
          throw ByteReader.Damaged()
        }
        var reader = ByteReader(known.entries[...])
        if try reader.signature() == signature {
          let listing = try DirectoryListing(&reader)
          close(descriptor)
          return listing
        }
      } catch {
        database.failAsDamaged()
      }
    }
    let listing = try DirectoryListing(of: path, opened: descriptor)
    state.withLock { state in
      if let signature, signature.isSettled(at: database.start) {
        var entries: [UInt8] = []
        entries.append(signature)
        listing.append(to: &entries)
        state.new.append(
          Known(path: key, checksum: CacheChecksum.of(key, entries), entries: entries))
      } else if known != nil {
        state.obsoletePaths.append(key)
      }
    }
    return listing
  }

  /// Writes what is new, and forgets folders that are gone; after the last folder.
  func finish() {
    let (new, obsoletePaths) = state.withLock { state in
      while let next = peek(&state) {
        state.obsoletePaths.append(next.path)
        state.upcoming.removeFirst()
      }
      return (state.new, state.obsoletePaths)
    }
    guard !new.isEmpty || !obsoletePaths.isEmpty else { return }
    database.write { database in
      let delete = try database.makeStatement(sql: "DELETE FROM folder WHERE path = ?")
      for path in obsoletePaths { try delete.execute(arguments: [path]) }
      let insert = try database.makeStatement(sql: "INSERT OR REPLACE INTO folder VALUES (?, ?, ?)")
      for folder in new {
        try insert.execute(arguments: [folder.path, folder.checksum, Data(folder.entries)])
      }
    }
  }

  /// What is remembered of a folder; forgets those that come before it.
  private func recall(_ path: String, _ state: inout State) -> Known? {
    while let next = peek(&state), !next.path.hasBytes(after: path) {
      state.upcoming.removeFirst()
      // By bytes: texts are equal that are written in different ways.
      if !path.hasBytes(after: next.path) { return next }
      state.obsoletePaths.append(next.path)
    }
    return nil
  }

  private func peek(_ state: inout State) -> Known? {
    if state.upcoming.isEmpty, !state.isAtEnd { read(&state) }
    return state.upcoming.first
  }

  private func read(_ state: inout State) {
    state.upcoming =
      database.rows(
        "SELECT path, checksum, entries FROM folder WHERE path > ? ORDER BY path",
        [state.lastReadPath], after: &state.lastReadPath
      ) { path, row in
        guard let checksum = row.integer(1), let entries = row.bytes(2) else { return nil }
        return (Known(path: path, checksum: checksum, entries: entries), entries.count)
      }[...]
    if state.upcoming.isEmpty { state.isAtEnd = true }
  }

  /// The signature of a folder; `nil` where the file system is not known to change a folder's times
  /// with its entries, whoever changes them: those of network shares and of other systems are not.
  private static func signature(of descriptor: Int32) -> FileSignature? {
    var fileSystem = statfs()
    var status = stat()
    guard unsafe fstatfs(descriptor, &fileSystem) == 0,
      reliableFileSystems.contains(Int64(fileSystem.f_type)),
      unsafe fstat(descriptor, &status) == 0
    else { return nil }
    return FileSignature(status)
  }

  /// Linux's numbers of ext2 to ext4, XFS, Btrfs, F2FS, ZFS and tmpfs
  /// (<https://man7.org/linux/man-pages/man2/statfs.2.html>).
  private static let reliableFileSystems: [Int64] = [
    0xEF53, 0x5846_5342, 0x9123_683E, 0xF2F5_2010, 0x2FC1_2FC1, 0x0102_1994,
  ]
}
