internal import Glibc

/// The entries of one folder, sorted so that walking them in turn gives paths in byte order.
enum DirectoryListing {
  enum Kind: Sendable {
    case file
    case directory
    case symbolicLink
    case other
  }

  struct Entry: Sendable {
    /// The bytes of the name, which need not be UTF-8.
    let name: [UInt8]
    let kind: Kind

    /// The order of the paths of a folder's files, with a folder's name as if it ended in `/`.
    static func precedes(_ left: Entry, _ right: Entry) -> Bool {
      let common = min(left.name.count, right.name.count)
      for index in 0..<common where left.name[index] != right.name[index] {
        return left.name[index] < right.name[index]
      }
      return left.byte(at: common) < right.byte(at: common)
    }

    private func byte(at index: Int) -> Int {
      if index < name.count { return Int(name[index]) }
      return kind == .directory ? Int(UInt8(ascii: "/")) : -1
    }
  }

  /// Reads a folder; throws the reason as the system words it.
  static func entries(of folder: String) throws(SystemError) -> [Entry] {
    guard let stream = unsafe opendir(folder) else { throw SystemError(errno) }
    defer { unsafe closedir(stream) }
    var entries: [Entry] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        if errno != 0 { throw SystemError(errno) }
        break
      }
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe Array(bytes.prefix { $0 != 0 })
      }
      if name == [UInt8(ascii: ".")] || name == [UInt8(ascii: "."), UInt8(ascii: ".")] { continue }
      let type = unsafe entry.pointee.d_type
      entries.append(Entry(name: name, kind: kind(type, folder: folder, name: name)))
    }
    entries.sort(by: Entry.precedes)
    return entries
  }

  private static func kind(_ type: UInt8, folder: String, name: [UInt8]) -> Kind {
    switch Int(type) {
    case Int(DT_REG): return .file
    case Int(DT_DIR): return .directory
    case Int(DT_LNK): return .symbolicLink
    case Int(DT_UNKNOWN):
      // Some file systems do not tell; the file itself does.
      var status = stat()
      let path = folder + "/" + String(decoding: name, as: UTF8.self)
      guard unsafe lstat(path, &status) == 0 else { return .other }
      switch status.st_mode & S_IFMT {
      case S_IFREG: return .file
      case S_IFDIR: return .directory
      case S_IFLNK: return .symbolicLink
      default: return .other
      }
    default: return .other
    }
  }
}
