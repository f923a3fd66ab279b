internal import Documents
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
    /// The names that git may have for the content, none where it cannot be read, and the type of file.
    case present(objects: [String], kind: UInt32)
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
      switch statuses.ownStatus(of: index.paths.range(position), in: bytes) {
      case .found(let signature, let kind):
        if !index.entries[position].hasState(signature, kind: kind),
          let current = current(position, kind: kind)
        {
          differences.append(Difference(position: position, current: current))
        }
      case .missing where index.entries[position].isSkipped: break
      case .missing: differences.append(Difference(position: position, current: .missing))
      case .unknown:
        differences.append(Difference(position: position, current: .present(objects: [], kind: 0)))
      }
    }
    return differences
  }

  /// What is there, of which the times are not those that git knows; `nil` where it is the same.
  private func current(_ position: Int, kind: mode_t) -> Current? {
    let entry = index.entries[position]
    // The commit that stands for a repository in this one is not looked at.
    if entry.isRepository, kind == S_IFDIR { return nil }
    let known = index.object(position)
    let objects = objects(index.paths.path(position), kind: kind, like: known)
    if kind == entry.mode & S_IFMT, objects.contains(known) { return nil }
    return .present(objects: objects, kind: kind)
  }

  /// The names that git may have for what is at a path.
  private func objects(_ path: String, kind: mode_t, like known: String) -> [String] {
    switch kind {
    case S_IFLNK:
      return (RealPath.target(ofLink: root + "/" + path).map { [$0] } ?? []).map {
        GitObject.name(ofBlob: $0, like: known)
      }
    case S_IFREG:
      let bytes = try? FileReader.read(
        root + "/" + path, maximumByteCount: Limits.maximumJSONLinesByteCount)
      guard let bytes else { return [] }
      // Git may be told to give a file other ends of lines than it keeps.
      let contents = [bytes] + (Self.withoutCarriageReturns(bytes).map { [$0] } ?? [])
      return contents.map { GitObject.name(ofBlob: $0, like: known) }
    default: return []
    }
  }

  /// The bytes with LF for each CR LF; `nil` where there is none.
  private static func withoutCarriageReturns(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.span.firstIndex(of: UInt8(ascii: "\r")) != nil else { return nil }
    var converted: [UInt8] = []
    converted.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
      let isFollowed = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
      if byte != UInt8(ascii: "\r") || !isFollowed { converted.append(byte) }
    }
    return converted
  }
}

extension GitIndex.Entry {
  /// Whether what is there has the state in which git saw it, and so has the content that git knows.
  fileprivate func hasState(_ signature: FileSignature, kind: mode_t) -> Bool {
    isReliable && signature.modified == modified && signature.changed == changed
      && UInt32(truncatingIfNeeded: signature.byteCount) == byteCount
      && UInt32(truncatingIfNeeded: signature.inode) == inode
      && kind == mode & S_IFMT
  }

  /// Whether it is a repository of its own ("submodule"), of which git knows the commit.
  fileprivate var isRepository: Bool { mode & S_IFMT == 0o160000 }
}
