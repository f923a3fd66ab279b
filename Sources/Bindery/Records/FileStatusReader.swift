internal import Documents
internal import Glibc

/// What is at a path that is not followed.
enum OwnStatus {
  case found(FileSignature, kind: mode_t)
  /// Nothing, or only what a link among its folders leads to.
  case missing
  /// The system does not say.
  case unknown
}

/// Asks for the states of files, folder by folder, opening each folder once.
struct FileStatusReader: ~Copyable {
  private let root: [UInt8]
  /// Whether folders are looked into to which symbolic links lead.
  private let followsFolderLinks: Bool
  /// The folder of the last file, with a '/' at its end unless it is the root.
  private var folder: [UInt8]?
  private var descriptor: Int32 = -1
  /// The last state.
  private var status = stat()
  /// Why the last state, or its folder, is not known.
  private var errorNumber: Int32 = 0
  private let user = geteuid()

  init(root: String, followsFolderLinks: Bool = true) {
    self.root = Array(((followsFolderLinks ? nil : RealPath.resolve(root)) ?? root).utf8)
    self.followsFolderLinks = followsFolderLinks
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The state of a file, links followed; `nil` where it is not a plain file that this process may
  /// surely read.
  mutating func signature(of file: FileList.Entry, in files: FileList) -> FileSignature? {
    guard readStatus(below: file.folder, in: files.bytes, flags: 0),
      status.st_mode & S_IFMT == S_IFREG, isReadable
    else { return nil }
    return FileSignature(status)
  }

  /// The state of what is at a path.
  ///
  /// - Parameters:
  ///   - path: Where the path is, relative to the root.
  ///   - bytes: What holds the path, and a NUL behind it.
  /// - Returns: Its state and type; of a symbolic link, its own.
  mutating func ownStatus(of path: Range<Int>, in bytes: [UInt8]) -> OwnStatus {
    // Most files are in the folder of the one before.
    var start = path.lowerBound
    let span = bytes.span.extracting(..<path.upperBound)
    if let folder, span.extracting(path).hasPrefix(folder.span) { start += folder.count }
    while let slash = span.firstIndex(of: UInt8(ascii: "/"), from: start) {
      start = slash + 1
    }
    if readStatus(below: path.lowerBound..<start, in: bytes, flags: AT_SYMLINK_NOFOLLOW) {
      return .found(FileSignature(status), kind: status.st_mode & S_IFMT)
    }
    return [ENOENT, ENOTDIR, ELOOP].contains(errorNumber) ? .missing : .unknown
  }

  /// Asks for the state of the file whose name stands behind its folder, up to a NUL; returns whether
  /// it is known.
  private mutating func readStatus(
    below folder: Range<Int>, in bytes: [UInt8], flags: Int32
  ) -> Bool {
    if self.folder?.span.hasSameBytes(as: bytes.span.extracting(folder)) != true {
      open(bytes[folder])
    }
    guard descriptor >= 0 else { return false }
    let result = unsafe bytes.withUnsafeBytes { [descriptor] bytes in
      guard let paths = unsafe bytes.assumingMemoryBound(to: CChar.self).baseAddress else {
        return -1 as Int32
      }
      return unsafe fstatat(descriptor, paths + folder.upperBound, &status, flags)
    }
    if result == 0 { return true }
    errorNumber = errno
    return false
  }

  private mutating func open(_ folder: ArraySlice<UInt8>) {
    let last = descriptor >= 0 ? self.folder ?? [] : []
    if descriptor >= 0 { close(descriptor) }
    self.folder = Array(folder)
    descriptor = -1
    errorNumber = ELOOP
    guard followsFolderLinks || !leadsThroughLink(folder, after: last) else { return }
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (followsFolderLinks ? 0 : O_NOFOLLOW)
    descriptor = unsafe withPath(folder.dropLast()) { unsafe Glibc.open($0, flags) }
    if descriptor < 0 { errorNumber = errno }
  }

  /// Whether one of the folders above a folder is a symbolic link; those above the last one are none.
  private func leadsThroughLink(_ folder: ArraySlice<UInt8>, after last: [UInt8]) -> Bool {
    let common = zip(folder, last).prefix { $0 == $1 }.count
    let names = folder.dropLast()
    for slash in names.indices.dropFirst(common) where names[slash] == UInt8(ascii: "/") {
      var status = stat()
      let result = unsafe withPath(names[..<slash]) { unsafe lstat($0, &status) }
      if result == 0, status.st_mode & S_IFMT == S_IFLNK { return true }
    }
    return false
  }

  private func withPath(_ path: ArraySlice<UInt8>, _ body: (UnsafePointer<CChar>) -> Int32) -> Int32
  {
    unsafe (root + [UInt8(ascii: "/")] + path + [0]).withUnsafeBytes { bytes in
      guard let path = unsafe bytes.assumingMemoryBound(to: CChar.self).baseAddress else {
        return -1
      }
      return unsafe body(path)
    }
  }

  /// Permissions that come from a group are left to the attempt to read.
  private var isReadable: Bool {
    if status.st_uid == user { return status.st_mode & S_IRUSR != 0 }
    return status.st_mode & S_IROTH != 0 && status.st_mode & S_IRGRP != 0
  }
}
