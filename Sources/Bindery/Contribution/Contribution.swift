internal import Crypto

/// What a contribution changes: the working tree beside the commit at which its branch left another.
package struct Contribution: Sendable {
  /// A file as the base has it.
  package struct BaseFile: Sendable, Hashable {
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
  package private(set) var changed: [String: BaseFile] = [:]
  /// The files of the base that are gone.
  package private(set) var deleted: [String: BaseFile] = [:]
  /// The files that git knows now, those that the base does not have among them.
  private var listing: PathListing
  /// The positions in the listing of the files that the base does not have.
  private var addedPositions: Set<Int> = []
  /// The positions in the listing of the files that are another now.
  private var changedPositions: Set<Int> = []

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
    let index = try await GitIndex.read(location, in: root, objectsLike: base)
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
  func concerns(_ path: String) -> Bool { changed[path] != nil || deleted[path] != nil }

  /// The files that are as the base has them.
  package var unchangedPaths: some Sequence<String> {
    (0..<listing.count).lazy
      .filter { !addedPositions.contains($0) }.map { listing.path($0) }
      .filter { !concerns($0) }
  }

  /// Takes the way from the base to the index together with that from the index to the files.
  private mutating func add(
    _ staged: [RawDifference], _ differences: [IndexComparison.Difference], _ index: GitIndex,
    root: String
  ) {
    var current: [Int: IndexComparison.Current] = [:]
    for difference in differences { current[difference.position] = difference.current }
    for difference in staged {
      guard let position = listing.position(of: difference.path) else {
        // The index has it no longer.
        if FileKind.exists(root + "/" + difference.path) {
          changed[difference.path] = difference.file
        } else {
          deleted[difference.path] = difference.file
        }
        continue
      }
      guard !difference.isAdded else {
        addedPositions.insert(position)
        continue
      }
      switch current.removeValue(forKey: position) {
      case .missing: deleted[difference.path] = difference.file
      // It was changed back without git's knowing.
      case .content(let object) where object != nil && object == difference.file.object: break
      case .content, .otherKind, nil:
        changed[difference.path] = difference.file
        changedPositions.insert(position)
      }
    }
    for (position, current) in current where !addedPositions.contains(position) {
      let path = listing.path(position)
      if case .missing = current {
        deleted[path] = index.file(position)
      } else {
        changed[path] = index.file(position)
        changedPositions.insert(position)
      }
    }
  }
}

extension GitIndex {
  fileprivate func file(_ position: Int) -> Contribution.BaseFile {
    Contribution.BaseFile(object: isPlainFile(position) ? object(position) : nil)
  }
}

/// A line of what git prints of files that differ.
private struct RawDifference {
  let path: String
  let isAdded: Bool
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
      differences.append(
        RawDifference(
          path: String(decoding: parts[index + 1], as: UTF8.self), isAdded: words[4] == "A",
          file: .init(object: words[0].hasPrefix(":100") ? String(words[2]) : nil)))
      index += 2
    }
    return differences
  }
}

/// Names of git's objects.
enum GitObject {
  /// The name that git gives a content: SHA-1 or SHA-256, as long as another name.
  ///
  /// Format: <https://git-scm.com/book/en/v2/Git-Internals-Git-Objects>
  static func name(ofBlob bytes: [UInt8], like other: String) -> String {
    let header = Array("blob \(bytes.count)\0".utf8)
    if other.utf8.count == 64 {
      var digest = SHA256()
      digest.update(data: header)
      digest.update(data: bytes)
      return digest.finalize().hexadecimal
    }
    var digest = Insecure.SHA1()
    digest.update(data: header)
    digest.update(data: bytes)
    return digest.finalize().hexadecimal
  }
}
