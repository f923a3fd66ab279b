internal import CLinux

/// Marks files that were made on this machine, by an extended attribute.
///
/// Git keeps no attributes, and writes a file that it brings along as a new one; copies and archives
/// leave them out unless they are told not to. So a file with the mark came with no contribution. Not
/// every file system keeps attributes; a file without one may be this machine's all the same.
enum MachineMark {
  /// The namespace `user` is for any program (<https://man7.org/linux/man-pages/man7/xattr.7.html>).
  private static let name = "user.bindery.made-here"

  static func isOn(_ path: String) -> Bool { unsafe lgetxattr(path, name, nil, 0) >= 0 }

  static func put(on path: String) { unsafe lsetxattr(path, name, "", 0, 0) }
}
