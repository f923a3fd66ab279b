internal import Synchronization

/// Remembers which folders lie inside the dataset with all links followed; the files of one folder
/// need not ask again.
final class ContainedFolders: Sendable {
  private let realRoot: String
  private let known = Mutex<[String: Bool]>([:])

  /// How many are kept; records may name any number of spellings of one folder.
  private static let maximumCount = 65_536

  init(root: String) { realRoot = RealPath.resolve(root) ?? root }

  /// Whether a folder, given by its absolute path, is one of them.
  func contain(_ folder: String) -> Bool {
    if let known = known.withLock({ $0[folder] }) { return known }
    let isInside = RealPath.resolve(folder).map { RealPath.isInside($0, realRoot) } ?? false
    known.withLock { if $0.count < Self.maximumCount { $0[folder] = isInside } }
    return isInside
  }
}
