internal import Glibc

/// What stands at a path.
enum FileKind {
  /// Whether a plain file is there, links followed.
  static func isFile(_ path: String) -> Bool { kind(path) == S_IFREG }

  /// Whether a folder is there, links followed.
  static func isDirectory(_ path: String) -> Bool { kind(path) == S_IFDIR }

  /// Whether anything is there, be it a link that leads nowhere.
  static func exists(_ path: String) -> Bool { ownKind(path) != nil }

  /// Whether anything is there, links followed.
  static func existsBehindLinks(_ path: String) -> Bool { kind(path) != nil }

  /// Whether a plain file is there, and no link to one.
  static func isFileItself(_ path: String) -> Bool { ownKind(path) == S_IFREG }

  static func isLink(_ path: String) -> Bool { ownKind(path) == S_IFLNK }

  private static func ownKind(_ path: String) -> mode_t? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    return status.st_mode & S_IFMT
  }

  private static func kind(_ path: String) -> mode_t? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return status.st_mode & S_IFMT
  }
}
