internal import Crypto
internal import Foundation
internal import GRDB

/// What earlier runs found in files that have not changed since: `.bindery/validation.sqlite`.
///
/// Leaves of some hundred files each are read in the order of paths, beside the walk, and those that
/// have changed are written. Several runs may do so at once; whatever mixture of their leaves remains,
/// each entry is compared with its file before it is used.
final class ValidationCache {
  private let database: LocalDatabase
  private let fingerprint: Data
  /// The start of the run by the clock of the file system.
  let start: Int64
  private let warn: (String) -> Void

  private let root: String

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
  /// Whether the database has failed, and is left alone for the rest of the run.
  private var hasFailed = false

  static let fileName = "validation.sqlite"
  /// The form of leaves; another one is another cache.
  private static let format = "leaves/2"
  private static let readLeafCount = 16
  /// How much is collected before it is written.
  private static let writeByteCount = 4_194_304

  private init(
    database: LocalDatabase, dataset: Dataset, start: Int64, warn: @escaping (String) -> Void
  ) {
    self.database = database
    root = dataset.root
    fingerprint = Data(Self.fingerprint(of: dataset))
    self.start = start
    self.warn = warn
  }

  /// Opens the cache of a dataset.
  ///
  /// - Parameters:
  ///   - dataset: The dataset.
  ///   - warn: Told what is wrong with the cache, once.
  /// - Returns: `nil` where there can be none.
  static func open(for dataset: Dataset, warn: @escaping (String) -> Void) async -> ValidationCache?
  {
    if let reason = await LocalDatabase.reasonToDistrust(fileName, root: dataset.root) {
      warn("'\(LocalDatabase.folder)' is not used: \(reason)")
      return nil
    }
    let isKnown = FileKind.isFile(dataset.root + "/" + LocalDatabase.folder + "/" + fileName)
    do {
      let database = try openDatabase(for: dataset, warn: warn)
      let start = FileClock.now(touching: dataset.root + "/" + LocalDatabase.folder)
      return ValidationCache(database: database, dataset: dataset, start: start, warn: warn)
    } catch {
      // Where nothing can be written, there is nothing to be said about it each time.
      if isKnown { warn("'\(error.path)' is not used: \(VisibleText.escape(error.reason))") }
      return nil
    }
  }

  private static func openDatabase(
    for dataset: Dataset, warn: (String) -> Void
  ) throws(LocalDatabase.Unavailable) -> LocalDatabase {
    func open() throws(LocalDatabase.Unavailable) -> LocalDatabase {
      try LocalDatabase(fileName, root: dataset.root, outlivesPowerCut: false) { migrator in
        migrator.registerMigration(format) { database in
          try database.execute(
            sql: """
              CREATE TABLE leaf (
                firstPath TEXT PRIMARY KEY NOT NULL, fingerprint BLOB NOT NULL,
                checksum INTEGER NOT NULL, entries BLOB NOT NULL)
              """)
        }
      }
    }
    do { return try open() } catch  where error.isDamaged {
      warn("'\(error.path)' was damaged (\(VisibleText.escape(error.reason))) and is made anew")
      LocalDatabase.remove(fileName, root: dataset.root)
      return try open()
    }
  }

  /// A digest of all that findings depend on besides the files: the tool, the configuration, and the
  /// schemas with all that they refer to.
  private static func fingerprint(of dataset: Dataset) -> [UInt8] {
    var text: [UInt8] = []
    text.append(text: format)
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
    if upcoming.isEmpty, !isAtEnd, !hasFailed { readLeaves() }
    return upcoming.first
  }

  private func readLeaves() {
    do throws(LocalDatabase.Unavailable) {
      upcoming = try database.read { database in
        try Row.fetchAll(
          database,
          sql: """
            SELECT firstPath, fingerprint = ?, checksum, entries FROM leaf
            WHERE firstPath > ? ORDER BY firstPath LIMIT ?
            """,
          arguments: [fingerprint, lastReadPath, Self.readLeafCount])
      }.map(Self.leaf)[...]
      if let last = upcoming.last { lastReadPath = last.firstPath } else { isAtEnd = true }
    } catch {
      fail(error)
    }
  }

  /// The leaf in a row, which may hold anything; one of another tool is empty.
  private static func leaf(_ row: Row) -> CacheLeaf {
    let values = Array(row.databaseValues).map(\.storage)
    guard case .string(let path) = values[0] else { return CacheLeaf(firstPath: "", entries: []) }
    guard case .int64(1) = values[1], case .int64(let checksum) = values[2],
      case .blob(let entries) = values[3]
    else { return CacheLeaf(firstPath: path, entries: []) }
    return CacheLeaf(firstPath: path, entries: Array(entries), checksum: checksum)
  }

  private func fail(_ error: LocalDatabase.Unavailable) {
    hasFailed = true
    isAtEnd = true
    warn("'\(error.path)' is not used: \(VisibleText.escape(error.reason))")
    if error.isDamaged { LocalDatabase.remove(Self.fileName, root: root) }
  }
}

// MARK: Writing

extension ValidationCache {
  /// Takes what a batch means for the cache; in the order of batches.
  func update(_ outcome: BatchCacheOutcome) {
    if outcome.isDamaged, !hasFailed {
      fail(
        LocalDatabase.Unavailable(
          path: database.path, reason: "it holds damaged pages", isDamaged: true))
    }
    guard let leaf = outcome.newLeaf, !hasFailed else { return }
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
    guard !hasFailed, !newLeaves.isEmpty || !obsoletePaths.isEmpty else { return }
    do throws(LocalDatabase.Unavailable) {
      try database.write { database in
        let delete = try database.makeStatement(sql: "DELETE FROM leaf WHERE firstPath = ?")
        for path in obsoletePaths { try delete.execute(arguments: [path]) }
        let insert = try database.makeStatement(
          sql: "INSERT OR REPLACE INTO leaf VALUES (?, ?, ?, ?)")
        for leaf in newLeaves {
          try insert.execute(
            arguments: [leaf.firstPath, fingerprint, leaf.checksum, Data(leaf.entries)])
        }
      }
    } catch {
      fail(error)
    }
    newLeaves.removeAll()
    obsoletePaths.removeAll()
    pendingByteCount = 0
  }
}
