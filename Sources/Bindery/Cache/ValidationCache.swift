internal import Crypto
internal import Foundation
internal import GRDB

/// What earlier runs found in files that have not changed since.
///
/// Leaves of some hundred files each are read in the order of paths, beside the walk, and those that
/// have changed are written. Several runs may do so at once; whatever mixture of their leaves remains,
/// each entry is compared with its file before it is used.
final class ValidationCache {
  private let database: CacheDatabase
  private let fingerprint: Data

  private var upcoming: ArraySlice<CacheLeaf> = []
  private var lastReadPath = ""
  private var isAtEnd = false
  /// The leaf that the walk is in, and whether a file fell into it.
  private var current: (leaf: CacheLeaf, isUsed: Bool)?

  private var newLeaves: [CacheLeaf] = []
  private var obsoletePaths: [String] = []
  private var pendingByteCount = 0
  /// The leaf that was replaced last; several batches may come of one leaf.
  private var replacedPath: String?

  /// How much is collected before it is written.
  private static let writeByteCount = 4_194_304

  init(_ database: CacheDatabase, dataset: Dataset) {
    self.database = database
    fingerprint = Data(Self.fingerprint(of: dataset))
  }

  /// A digest of all that findings depend on besides the files: the tool, the configuration, and the
  /// schemas with all that they refer to.
  private static func fingerprint(of dataset: Dataset) -> [UInt8] {
    var text: [UInt8] = []
    text.append(text: CacheDatabase.format)
    text.append(text: BinderyVersion.current)
    // A tool that was built again is another tool, though it may have the same version.
    text.append(FileSignature.ofThisProgram)
    text.append(text: SHA256Sum.of(dataset.configurationBytes))
    for collection in dataset.collections {
      text.append(list: collection.schemaFiles) { bytes, file in
        bytes.append(text: file.path)
        bytes.append(text: file.sha256)
      }
    }
    return Array(SHA256.hash(data: text))
  }
}

// MARK: Reading

extension ValidationCache {
  /// The leaf that a path falls into; to be asked in the order of paths.
  func leaf(at path: String) -> CacheLeaf? {
    while let next = peek(), !next.firstPath.hasBytes(after: path) {
      leaveCurrentLeaf()
      current = (next, isUsed: false)
      upcoming.removeFirst()
    }
    current?.isUsed = true
    return current?.leaf
  }

  /// The path at which the leaf of the last path ends, if any.
  func leafEnd() -> String? { peek()?.firstPath }

  /// A leaf that no file fell into is about files that are gone.
  private func leaveCurrentLeaf() {
    if let current, !current.isUsed { obsoletePaths.append(current.leaf.firstPath) }
    current = nil
  }

  private func peek() -> CacheLeaf? {
    if upcoming.isEmpty, !isAtEnd { readLeaves() }
    return upcoming.first
  }

  private func readLeaves() {
    upcoming =
      database.rows(
        """
        SELECT firstPath, fingerprint = ?, checksum, entries FROM leaf
        WHERE firstPath > ? ORDER BY firstPath
        """,
        [fingerprint, lastReadPath], after: &lastReadPath
      ) { path, row in
        // A leaf of another tool is about the same files, and nothing in it can be used.
        guard row.integer(1) == 1, let checksum = row.integer(2), let entries = row.bytes(3) else {
          return (CacheLeaf(firstPath: path, entries: []), 0)
        }
        return (CacheLeaf(firstPath: path, entries: entries, checksum: checksum), entries.count)
      }[...]
    if upcoming.isEmpty { isAtEnd = true }
  }
}

// MARK: Writing

extension ValidationCache {
  /// Takes what a batch means for the cache; in the order of batches.
  func update(_ outcome: BatchCacheOutcome) {
    if outcome.isDamaged { database.failAsDamaged() }
    guard let leaf = outcome.newLeaf, !database.hasFailed else { return }
    if let old = outcome.oldPath, old != replacedPath {
      replacedPath = old
      if old != leaf.firstPath { obsoletePaths.append(old) }
    }
    newLeaves.append(leaf)
    pendingByteCount += leaf.entries.count
    if pendingByteCount >= Self.writeByteCount { write() }
  }

  /// Writes what is left, and forgets what is behind the last file.
  func finish() {
    while peek() != nil {
      leaveCurrentLeaf()
      current = (upcoming.removeFirst(), isUsed: false)
    }
    leaveCurrentLeaf()
    write()
  }

  private func write() {
    guard !newLeaves.isEmpty || !obsoletePaths.isEmpty else { return }
    database.write { database in
      let delete = try database.makeStatement(sql: "DELETE FROM leaf WHERE firstPath = ?")
      for path in obsoletePaths { try delete.execute(arguments: [path]) }
      let insert = try database.makeStatement(
        sql: "INSERT OR REPLACE INTO leaf VALUES (?, ?, ?, ?)")
      for leaf in newLeaves {
        try insert.execute(
          arguments: [leaf.firstPath, fingerprint, leaf.checksum, Data(leaf.entries)])
      }
    }
    newLeaves.removeAll()
    obsoletePaths.removeAll()
    pendingByteCount = 0
  }
}
