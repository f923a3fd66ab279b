/// Tells which collections claim paths, whether or not files are there.
struct ClaimSearch {
  private let root: FolderClaims
  /// The folder that was asked about last.
  private var folder: Substring = ""
  private var claims: FolderClaims

  init(_ configuration: Configuration) {
    root = FolderClaims(
      collections: configuration.collections, ignore: configuration.ignore, ownPaths: [])
    claims = root
  }

  /// The position of the only collection that claims a path.
  mutating func collection(claiming path: String) -> Int? {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { path[..<$0] } ?? ""
    if folder != self.folder {
      self.folder = folder
      claims = root.folder(at: String(folder))
    }
    let name = Array((slash.map { path[path.index(after: $0)...] } ?? path[...]).utf8)
    guard case .claimed(let position) = claims.answer(for: name.span, noteMatch: { _, _ in }) else {
      return nil
    }
    return position
  }
}
