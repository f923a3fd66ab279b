internal import Glibc

/// Where paths really lead, links followed.
package enum RealPath {
  /// The absolute path without links, or `nil` where nothing is there.
  package static func resolve(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// The path that a symbolic link holds, or `nil` where none can be read.
  static func target(ofLink path: String) -> [UInt8]? {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
      guard let start = buffer.baseAddress else { return nil }
      let count = unsafe readlink(path, start, buffer.count)
      return count < 0 ? nil : unsafe buffer[..<count].map { UInt8(bitPattern: $0) }
    }
  }

  /// Whether a resolved path is a resolved folder or lies below it.
  package static func isInside(_ path: String, _ folder: String) -> Bool {
    path == folder || path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
  }
}

extension RealPath {
  /// The path with the links in its folders followed, and its last part as it is.
  package static func resolveFolder(of path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    guard let slash = path.lastIndex(of: "/") else { return path }
    let name = path[path.index(after: slash)...]
    if name == "." || name == ".." || name.isEmpty { return resolve(path) ?? path }
    let folder = resolve(slash == path.startIndex ? "/" : String(path[..<slash])) ?? "/"
    return folder == "/" ? "/" + name : folder + "/" + name
  }
}
