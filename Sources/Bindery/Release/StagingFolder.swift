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

  /// Locks the folder of all releases, which is made where it is missing.
  init(output: String) throws {
    try Folder.create(output)
    lock = try Self.lock(output)
    path = output + "/" + Self.name
    Folder.remove(path)
    // With all properties set, `deinit` runs after a throw, and gives the lock back.
    guard unsafe mkdir(path, 0o755) == 0 else {
      throw BinderyError.unwritable(path, SystemError(errno))
    }
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
