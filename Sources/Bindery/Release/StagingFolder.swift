internal import Glibc

/// The hidden folder in which a release is written before it gets its name.
///
/// One export at a time writes to an output folder: it holds a lock, and whatever staging folder
/// is there when it gets the lock was left by a run that died.
final class StagingFolder {
  let path: String
  private let lock: Int32

  private static let name = ".bindery-staging"
  private static let lockName = ".bindery-lock"
  private static let announcement = "announcement"

  /// Locks the folder of all releases, which is made where it is missing.
  init(output: String) throws {
    try Folder.create(output)
    lock = try Self.lock(output)
    path = output + "/" + Self.name
    Self.removeLeftovers(path, output: output)
    // With all properties set, `deinit` runs after a throw, and gives the lock back.
    guard unsafe mkdir(path, 0o755) == 0 else {
      throw BinderyError.unwritable(path, SystemError(errno))
    }
  }

  /// Says which release is about to get its name, relative to the output folder.
  ///
  /// A run that dies before the catalog names the release leaves it there; this tells the next run
  /// that it is no release, and that it may go.
  func announce(_ release: String) throws {
    let file = try OutputFile(path: path + "/" + Self.announcement)
    try file.write(Array(release.utf8))
    _ = try file.finish()
    try Folder.synchronize(path)
  }

  /// Removes what a run left that died: its folder, and the release that it had announced, unless
  /// the catalog names it.
  private static func removeLeftovers(_ path: String, output: String) {
    if let bytes = try? FileReader.read(path + "/" + announcement, maximumByteCount: 4096),
      let catalog = try? Catalog.read(folder: output)
    {
      let release = String(decoding: bytes, as: UTF8.self)
      let parts = release.split(separator: "/", omittingEmptySubsequences: false)
      let isListed = catalog.datasets.contains { $0.releases.contains { $0.path == release } }
      if parts.count == 2, !parts[0].hasPrefix("."), Version(String(parts[1])) != nil, !isListed {
        Folder.remove("\(output)/\(release)")
      }
    }
    Folder.remove(path)
  }

  /// Takes the lock of an output folder, or says that another run holds it.
  private static func lock(_ output: String) throws -> Int32 {
    let path = output + "/" + lockName
    while true {
      let lock = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      guard lock >= 0 else { throw BinderyError.unwritable(output, SystemError(errno)) }
      guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
        close(lock)
        throw BinderyError(
          .locked, "another export is writing to '\(output)'; wait for it to end, then run again")
      }
      // The last holder removes the file: what was locked may no longer be what others lock.
      var locked = stat()
      var named = stat()
      if unsafe fstat(lock, &locked) == 0, unsafe stat(path, &named) == 0,
        locked.st_ino == named.st_ino, locked.st_dev == named.st_dev
      {
        return lock
      }
      close(lock)
    }
  }

  /// What was not renamed out of the folder is dropped with it.
  deinit {
    Folder.remove(path)
    unsafe unlink(Folder.parent(of: path) + "/" + Self.lockName)
    close(lock)
  }
}
