/// What a contribution changes: the working tree beside the commit at which its branch left another.
package struct Contribution: Sendable {
  /// A file as the base has it.
  package struct BaseFile: Sendable, Hashable {
    package let path: String
    /// The name of the object that holds the content; `nil` where it is not a plain file.
    let object: String?
  }

  /// What it is compared with, as the user wrote it.
  package let revision: String
  /// The commit that both have in common.
  package let base: String
  /// The name of what the revision has as `bindery.yml`; `nil` where it has none.
  let configurationObject: String?
  /// The files of the base that are another now.
  package private(set) var changed: [BaseFile] = []
  /// The files of the base that are gone.
  package private(set) var deleted: [BaseFile] = []
  /// The paths of both, as bytes: texts are equal that are written in different ways.
  private var concernedPaths: Set<[UInt8]> = []
  /// The files that git knows now, those that the base does not have among them.
  private var listing: PathListing
  /// The positions in the listing of the files that the base does not have.
  private var addedPositions: Set<Int> = []
  /// The positions in the listing of the files that are another now.
  private var changedPositions: Set<Int> = []
  /// The positions in the listing of the files that are gone.
  private var deletedPositions: Set<Int> = []

  /// Compares the working tree with the common ancestor of a revision and `HEAD`.
  ///
  /// Git compares its index with that commit, which is quick; the files are compared with the index
  /// here. No filter, text conversion or external program that attributes could name is run. A rename
  /// is a file that is gone and one that is new.
  ///
  /// - Parameters:
  ///   - revision: Such as `origin/main`.
  ///   - root: The dataset's folder.
  ///   - jobs: How many threads compare files.
  /// - Returns: What differs below that folder.
  /// - Throws: `BinderyError` where there is no repository, no such revision, or not enough history.
  package static func find(
    since revision: String, in root: String, jobs: Int
  ) async throws -> Contribution {
    async let location = GitIndex.Location(in: root)
    let base = try await MergeBase.find(revision, in: root)
    async let configurationObject = configurationObject(of: revision, in: root)
    async let staged = Git.bytes(
      [
        "diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", "--relative",
        "--no-ext-diff", "--no-textconv", "--ignore-submodules=dirty", base, "--",
      ], in: root)
    let index = try await GitIndex.read(location, in: root)
    let differences = try await IndexComparison(index: index, root: root)
      .differences(jobs: jobs)
    var contribution = Contribution(
      revision: revision, base: base, configurationObject: await configurationObject,
      listing: index.paths)
    contribution.add(try RawDifference.read(try await staged), differences, index, root: root)
    return contribution
  }

  private static func configurationObject(
    of revision: String, in root: String
  ) async -> String? {
    let name = "\(revision):./\(ConfigurationReader.fileName)"
    let answer = await Git.run(["rev-parse", "--verify", "--quiet", name], in: root)
    let object = answer.output.prefix { $0 != "\n" }
    return answer.isSuccess && !object.isEmpty ? String(object) : nil
  }

  private init(
    revision: String, base: String, configurationObject: String?, listing: PathListing
  ) {
    self.revision = revision
    self.base = base
    self.configurationObject = configurationObject
    self.listing = listing
  }

  /// Whether a file that is there is not as the base has it.
  package mutating func touches(_ path: String) -> Bool { touches(path.utf8Span.span) }

  mutating func touches(_ path: Span<UInt8>) -> Bool {
    guard let position = listing.position(of: path) else { return true }
    return changedPositions.contains(position) || addedPositions.contains(position)
  }

  /// Whether a file was or is another in the base.
  func concerns(_ path: String) -> Bool {
    !concernedPaths.isEmpty && concernedPaths.contains(Array(path.utf8))
  }

  /// The files that are as the base has them.
  package var unchangedPaths: some Sequence<String> {
    (0..<listing.count).lazy
      .filter { !addedPositions.contains($0) && !changedPositions.contains($0) }
      .filter { !deletedPositions.contains($0) }.map { listing.path($0) }
  }

  /// Takes the way from the base to the index together with that from the index to the files.
  private mutating func add(
    _ staged: [RawDifference], _ differences: [IndexComparison.Difference], _ index: GitIndex,
    root: String
  ) {
    var current: [Int: IndexComparison.Current] = [:]
    for difference in differences { current[difference.position] = difference.current }
    var statuses = FileStatusReader(root: root, followsFolderLinks: false)
    for difference in staged {
      let position = listing.position(of: difference.path.span)
      if difference.isAdded {
        if let position { addedPositions.insert(position) }
        continue
      }
      guard let position else {
        // The index has it no longer.
        let path = difference.path
        if case .missing = statuses.ownStatus(of: 0..<path.count, in: path + [0]) {
          deleted.append(difference.file)
        } else {
          changed.append(difference.file)
        }
        continue
      }
      switch current.removeValue(forKey: position) {
      case .missing: delete(difference.file, position)
      // It was changed back without git's knowing.
      case .present(let objects, difference.kind) where objects.contains(difference.object): break
      case nil where difference.changesOnlyPermissions: break
      case .present, nil: change(difference.file, position)
      }
    }
    for (position, current) in current where !addedPositions.contains(position) {
      let file = BaseFile(
        path: listing.path(position),
        object: index.isPlainFile(position) ? index.object(position) : nil)
      if case .missing = current { delete(file, position) } else { change(file, position) }
    }
    changed.sort { $1.path.hasBytes(after: $0.path) }
    deleted.sort { $1.path.hasBytes(after: $0.path) }
    concernedPaths = Set((changed + deleted).map { Array($0.path.utf8) })
  }

  private mutating func change(_ file: BaseFile, _ position: Int) {
    changed.append(file)
    changedPositions.insert(position)
  }

  private mutating func delete(_ file: BaseFile, _ position: Int) {
    deleted.append(file)
    deletedPositions.insert(position)
  }
}

/// A line of what git prints of files that differ.
private struct RawDifference {
  let path: [UInt8]
  /// Whether the older side does not have the file.
  let isAdded: Bool
  /// Whether both sides have the same content of the same kind.
  let changesOnlyPermissions: Bool
  /// The type of file that the older side has.
  let kind: UInt32
  /// The name of what the older side has.
  let object: String
  /// The file as the older side has it.
  let file: Contribution.BaseFile

  /// Reads pairs of `:mode mode object object status` and a path.
  ///
  /// Format: <https://git-scm.com/docs/diff-format#_raw_output_format>
  static func read(_ bytes: [UInt8]) throws -> [RawDifference] {
    let parts = bytes.split(separator: 0, omittingEmptySubsequences: false)
    var differences: [RawDifference] = []
    var index = 0
    while index + 1 < parts.count {
      let words = String(decoding: parts[index], as: UTF8.self).split(separator: " ")
      guard words.count == 5, words[0].hasPrefix(":") else {
        throw BinderyError(.git, "git diff-index printed something unexpected")
      }
      let (oldKind, newKind) = (words[0].dropFirst().prefix(3), words[1].prefix(3))
      let path = parts[index + 1]
      let object = String(words[2])
      differences.append(
        RawDifference(
          path: Array(path), isAdded: words[0] == ":000000",
          changesOnlyPermissions: oldKind == newKind && words[2] == words[3],
          kind: (UInt32(words[0].dropFirst(), radix: 8) ?? 0) & 0o170000, object: object,
          file: .init(
            path: String(decoding: path, as: UTF8.self), object: oldKind == "100" ? object : nil)))
      index += 2
    }
    return differences
  }
}
