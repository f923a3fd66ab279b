/// The parts of a path's last name.
enum PathName {
  /// What stands behind the last `.` of the name, unless the name starts with it.
  static func fileExtension(of path: String) -> Substring? {
    extensionStart(of: path[...]).map { path[path.utf8.index(after: $0)...] }
  }

  /// The path without the extension of its name.
  static func withoutExtension(_ path: Substring) -> Substring {
    extensionStart(of: path).map { path[..<$0] } ?? path
  }

  private static func extensionStart(of path: Substring) -> String.Index? {
    let utf8 = path.utf8
    var dot: String.Index?
    var index = utf8.endIndex
    while index > utf8.startIndex {
      index = utf8.index(before: index)
      switch utf8[index] {
      case UInt8(ascii: "/"): return dot.flatMap { $0 == utf8.index(after: index) ? nil : $0 }
      case UInt8(ascii: ".") where dot == nil: dot = index
      default: break
      }
    }
    return dot == utf8.startIndex ? nil : dot
  }
}
