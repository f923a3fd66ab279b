extension String {
  /// Whether the bytes of this path come after those of another one.
  func hasBytes(after other: String) -> Bool {
    let (own, other) = (utf8Span.span, other.utf8Span.span)
    let common = Swift.min(own.count, other.count)
    var index = 0
    while index < common, own[index] == other[index] { index += 1 }
    return index < common ? own[index] > other[index] : own.count > other.count
  }
}

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

  /// What stands behind the last `/`.
  static func last(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  private static func extensionStart(of path: Substring) -> String.Index? {
    let bytes = path.utf8Span.span
    var index = bytes.count
    var dot: Int?
    while index > 0 {
      index -= 1
      if bytes[index] == UInt8(ascii: "/") {
        index += 1
        break
      }
      if dot == nil, bytes[index] == UInt8(ascii: ".") { dot = index }
    }
    // The name starts at `index`.
    guard let dot, dot != index else { return nil }
    return path.utf8.index(path.startIndex, offsetBy: dot)
  }
}
