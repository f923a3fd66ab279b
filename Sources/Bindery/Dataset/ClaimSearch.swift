internal import Documents

/// Tells which collections claim paths, whether or not files are there.
///
/// Paths are compared by their bytes: texts are equal that are written in different ways.
struct ClaimSearch {
  private let root: FolderClaims
  /// The folder that was asked about last.
  private var folder: ArraySlice<UInt8> = []
  private var claims: FolderClaims

  init(_ configuration: Configuration) {
    root = FolderClaims(
      collections: configuration.collections, ignore: configuration.ignore, ownPaths: [])
    claims = root
  }

  /// The position of the only collection that claims a path.
  mutating func collection(claiming path: String) -> Int? {
    let bytes = Array(path.utf8)
    let nameStart = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    let folder = bytes[..<nameStart]
    if folder != self.folder {
      self.folder = folder
      claims = root.folder(at: String(decoding: folder, as: UTF8.self))
    }
    let name = bytes[nameStart...]
    guard case .claimed(let position) = claims.answer(for: name.span, noteMatch: { _, _ in }) else {
      return nil
    }
    return position
  }
}
