internal import Glibc

/// The state of a file beside a record on which the record's findings depend.
struct ConsultedFile: Sendable, Hashable {
  /// Relative to the dataset's folder.
  let path: String
  /// `nil` where nothing was there.
  let signature: FileSignature?
}

/// Looks up the states of files that records name.
final class ConsultedFiles: Sendable {
  private let root: String
  private let folders: ContainedFolders

  init(root: String) {
    self.root = root
    folders = ContainedFolders(root: root)
  }

  /// The state of a file; `nil` where it is one that cannot be relied on later: a link, a folder, or
  /// a file outside the dataset.
  func state(of path: String) -> ConsultedFile? {
    var status = stat()
    guard unsafe lstat(root + "/" + path, &status) == 0 else {
      return errno == ENOENT || errno == ENOTDIR ? ConsultedFile(path: path, signature: nil) : nil
    }
    guard status.st_mode & S_IFMT == S_IFREG,
      folders.contain(Folder.parent(of: root + "/" + path))
    else { return nil }
    return ConsultedFile(path: path, signature: FileSignature(status))
  }

  /// The states of the files that a record's check looked for, for a later run to compare with.
  ///
  /// - Returns: `nil` where a file cannot be relied on: a change in the moment of the check would
  ///   not be seen.
  func lastingStates(of lookups: [CheckContext.Lookup], at moment: Int64) -> [ConsultedFile]? {
    var states: [ConsultedFile] = []
    for lookup in lookups {
      guard let state = state(of: lookup.path), (state.signature != nil) == lookup.isFound,
        state.signature?.isSettled(at: moment) ?? true
      else { return nil }
      states.append(state)
    }
    return states
  }
}
