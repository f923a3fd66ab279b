internal import Glibc

/// Compares the files that git knows with those that are there.
struct IndexComparison: Sendable {
  /// A file that is not as git knows it.
  struct Difference: Sendable {
    /// Of the file in the index.
    let position: Int
    let current: Current
  }

  enum Current: Sendable {
    case missing
    /// A content of another name; `nil` where it cannot be read.
    case content(String?)
    /// A folder where git knows a file, a file where it knows a link, and the like.
    case otherKind
  }

  let index: GitIndex
  let root: String

  /// How many files one job compares.
  private static let fileCount = 4096

  /// The files that differ, in their order.
  func differences(jobs: Int) async throws -> [Difference] {
    var starts = stride(from: 0, to: index.entries.count, by: Self.fileCount).makeIterator()
    var differences: [Difference] = []
    try await OrderedBatches.run(
      jobs: jobs, next: { starts.next() },
      work: { start in
        compare(start..<min(start + Self.fileCount, index.entries.count))
      },
      consume: { differences += $0 })
    return differences
  }

  private func compare(_ range: Range<Int>) -> [Difference] {
    var differences: [Difference] = []
    var statuses = FileStatusReader(root: root, followsFolderLinks: false)
    let bytes = index.paths.bytes
    for position in range {
      let entry = index.entries[position]
      guard let status = statuses.ownStatus(of: index.paths.range(position), in: bytes) else {
        if !entry.isSkipped {
          differences.append(Difference(position: position, current: .missing))
        }
        continue
      }
      if !entry.hasState(status), let current = current(position, status) {
        differences.append(Difference(position: position, current: current))
      }
    }
    return differences
  }

  /// What is there, of which the times are not those that git knows; `nil` where it is the same.
  private func current(_ position: Int, _ status: stat) -> Current? {
    let entry = index.entries[position]
    // The commit that stands for a repository in this one is not looked at.
    if entry.isRepository, status.st_mode & S_IFMT == S_IFDIR { return nil }
    guard status.st_mode & S_IFMT == entry.mode & S_IFMT else { return .otherKind }
    let known = index.object(position)
    let path = root + "/" + index.paths.path(position)
    let content =
      status.st_mode & S_IFMT == S_IFLNK
      ? RealPath.target(ofLink: path)
      : try? FileReader.read(path, maximumByteCount: Limits.maximumJSONLinesByteCount)
    let object = content.map { GitObject.name(ofBlob: $0, like: known) }
    return object == known ? nil : .content(object)
  }
}

extension GitIndex.Entry {
  /// Whether what is there has the state in which git saw it, and so has the content that git knows.
  fileprivate func hasState(_ status: stat) -> Bool {
    let signature = FileSignature(status)
    return isReliable && signature.modified == modified && signature.changed == changed
      && UInt32(truncatingIfNeeded: signature.byteCount) == byteCount
      && UInt32(truncatingIfNeeded: signature.inode) == inode
      && status.st_mode & S_IFMT == mode & S_IFMT
  }

  /// Whether it is a repository of its own ("submodule"), of which git knows the commit.
  fileprivate var isRepository: Bool { mode & S_IFMT == 0o160000 }
}
