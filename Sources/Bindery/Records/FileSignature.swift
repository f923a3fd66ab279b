internal import Documents
internal import Glibc

/// What the file system tells of a file without opening it: while it stays, so does the content.
///
/// The same idea as git's index, and the same rule against races: a file that was written in the
/// moment in which it was read may be written again without its times changing, so its signature
/// says nothing (<https://git-scm.com/docs/racy-git>).
struct FileSignature: Sendable, Hashable {
  /// Nanoseconds since 1970.
  let modified: Int64
  /// When the content, the owner or the permissions last changed; nobody can set it.
  let changed: Int64
  let byteCount: Int64
  let inode: UInt64

  /// Stands for a signature that says nothing.
  static let none = FileSignature(modified: 0, changed: 0, byteCount: -1, inode: 0)

  init(modified: Int64, changed: Int64, byteCount: Int64, inode: UInt64) {
    self.modified = modified
    self.changed = changed
    self.byteCount = byteCount
    self.inode = inode
  }

  /// The signature of the file of the running program.
  static let ofThisProgram: FileSignature = {
    var status = stat()
    guard unsafe stat("/proc/self/exe", &status) == 0 else { return .none }
    return FileSignature(
      modified: nanoseconds(status.st_mtim), changed: 0, byteCount: Int64(status.st_size), inode: 0)
  }()

  init(_ status: stat) {
    modified = Self.nanoseconds(status.st_mtim)
    changed = Self.nanoseconds(status.st_ctim)
    byteCount = Int64(status.st_size)
    inode = UInt64(status.st_ino)
  }

  static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  /// Whether a change after `moment` would have changed the signature.
  ///
  /// - Parameter moment: A time by the clock of the file system, before the file was read.
  /// - Returns: Whether all of its times lie before.
  func isSettled(at moment: Int64) -> Bool {
    Self.isPast(modified, moment) && Self.isPast(changed, moment)
  }

  /// Times have the fineness of the kernel's clock, which ticks 100 to 1000 times a second, or of
  /// the file system, which may keep whole or even seconds only.
  private static func isPast(_ time: Int64, _ moment: Int64) -> Bool {
    let fineness: Int64 = time % 1_000_000_000 == 0 ? 2_000_000_000 : 20_000_000
    return time < moment &- fineness
  }
}
