internal import Crypto

/// What a contribution changes: the working tree beside the commit at which its branch left another.
package struct Contribution: Sendable {
  /// A file as the base has it.
  struct BaseFile: Sendable, Hashable {
    /// The name of the object that holds the content; `nil` where it is not a plain file.
    let object: String?
  }

  /// What it is compared with, as the user wrote it.
  package let revision: String
  /// The commit that both have in common.
  package let base: String
  /// The files of the base that are another now.
  private(set) var changed: [String: BaseFile] = [:]
  /// The files of the base that are gone.
  private(set) var deleted: [String: BaseFile] = [:]
  private let root: String
  /// The files of the base.
  private(set) var listing: PathListing
  /// The positions in the listing of the files that are another now.
  private var changedPositions: Set<Int> = []

  /// Compares the working tree with the common ancestor of a revision and `HEAD`.
  ///
  /// Names and contents are asked of git as they are stored: no filter, text conversion or external
  /// program that attributes could name is run. A rename is a file that is gone and one that is new.
  ///
  /// - Parameters:
  ///   - revision: Such as `origin/main`.
  ///   - root: The dataset's folder.
  /// - Returns: What differs below that folder.
  /// - Throws: `BinderyError` where there is no repository, no such revision, or not enough history.
  package static func find(since revision: String, in root: String) async throws -> Contribution {
    async let filters = Git.settingsWithoutFilters(in: root)
    let base = try await MergeBase.find(revision, in: root)
    let settings = await filters
    async let differences = Git.bytes(
      [
        "diff-index", "--raw", "-z", "--no-renames", "--no-abbrev", "--relative",
        "--no-ext-diff", "--no-textconv", "--ignore-submodules=dirty", base, "--",
      ], in: root, settings: settings)
    async let names = Git.bytes(["ls-tree", "-r", "-z", "--name-only", base], in: root)
    var contribution = Contribution(
      revision: revision, base: base, root: root, listing: PathListing(try await names))
    try contribution.read(try await differences)
    return contribution
  }

  private init(revision: String, base: String, root: String, listing: PathListing) {
    self.revision = revision
    self.base = base
    self.root = root
    self.listing = listing
  }

  /// Whether a file that is there is not as the base has it.
  package mutating func touches(_ path: String) -> Bool { touches(path.utf8Span.span) }

  mutating func touches(_ path: Span<UInt8>) -> Bool {
    guard let position = listing.position(of: path) else { return true }
    return changedPositions.contains(position)
  }

  /// Whether a file was or is another in the base.
  func concerns(_ path: String) -> Bool { changed[path] != nil || deleted[path] != nil }

  /// Reads pairs of `:mode mode object object status` and a path.
  ///
  /// Format: <https://git-scm.com/docs/diff-format#_raw_output_format>
  private mutating func read(_ differences: [UInt8]) throws {
    let parts = differences.split(separator: 0, omittingEmptySubsequences: false)
    var index = 0
    while index + 1 < parts.count {
      let words = String(decoding: parts[index], as: UTF8.self).split(separator: " ")
      guard words.count == 5, words[0].hasPrefix(":"), let status = words[4].first else {
        throw BinderyError(.git, "git diff-index printed something unexpected")
      }
      insert(
        String(decoding: parts[index + 1], as: UTF8.self), status: status,
        modes: (words[0].dropFirst(), words[1]), object: String(words[2]))
      index += 2
    }
  }

  private mutating func insert(
    _ path: String, status: Character, modes: (old: Substring, new: Substring), object: String
  ) {
    // An added file is not in the listing, which is enough.
    guard status != "A" else { return }
    let file = BaseFile(object: modes.old.hasPrefix("100") ? object : nil)
    if status == "D", !FileKind.exists(root + "/" + path) {
      deleted[path] = file
    } else if modes.old.prefix(3) != modes.new.prefix(3) || !isUnchanged(path, file) {
      changed[path] = file
      if let position = listing.position(of: path) { changedPositions.insert(position) }
    }
  }

  /// Whether a file of which git only knows that its times are others has the same content.
  private func isUnchanged(_ path: String, _ file: BaseFile) -> Bool {
    guard let object = file.object,
      let bytes = try? FileReader.read(
        root + "/" + path, maximumByteCount: Limits.maximumJSONLinesByteCount),
      !FileKind.isLink(root + "/" + path)
    else { return false }
    return GitObject.name(ofBlob: bytes, like: object) == object
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
