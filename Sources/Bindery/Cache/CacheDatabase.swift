internal import GRDB
internal import Synchronization

/// `.bindery/validation.sqlite`: what earlier runs found in files and folders that have not changed
/// since.
///
/// Once anything in it cannot be used, the run goes on without, and says so once.
final class CacheDatabase: Sendable {
  /// The start of the run by the clock of the file system.
  let start: Int64
  private let root: String
  private let database: LocalDatabase
  private let warn: @Sendable (String) -> Void
  private let failed = Atomic(false)

  static let fileName = "validation.sqlite"
  private static let readByteCount = 524_288
  /// The form of the tables; another one is another cache.
  static let format = "leaves/3"

  private init(
    _ database: LocalDatabase, root: String, start: Int64,
    warn: @escaping @Sendable (String) -> Void
  ) {
    self.database = database
    self.root = root
    self.start = start
    self.warn = warn
  }

  /// Opens the cache of a dataset.
  ///
  /// - Parameters:
  ///   - root: The dataset's folder.
  ///   - trust: Whether it may be used.
  ///   - warn: Told what is wrong with the cache, once.
  /// - Returns: `nil` where there can be none.
  static func open(
    in root: String, trust: CacheTrust, warn: @escaping @Sendable (String) -> Void
  ) async -> CacheDatabase? {
    if let reason = await trust.reasonToDistrust {
      warn("'\(LocalDatabase.folder)' is not used: \(reason)")
      return nil
    }
    let isKnown = FileKind.isFile(root + "/" + LocalDatabase.folder + "/" + fileName)
    do {
      let database = try openDatabase(in: root, warn: warn)
      let start = FileClock.now(touching: root + "/" + LocalDatabase.folder)
      return CacheDatabase(database, root: root, start: start, warn: warn)
    } catch {
      // Where nothing can be written, there is nothing to be said about it each time.
      if isKnown { warn("'\(error.path)' is not used: \(VisibleText.escape(error.reason))") }
      return nil
    }
  }

  private static func openDatabase(
    in root: String, warn: (String) -> Void
  ) throws(LocalDatabase.Unavailable) -> LocalDatabase {
    func open() throws(LocalDatabase.Unavailable) -> LocalDatabase {
      try LocalDatabase(fileName, root: root, outlivesPowerCut: false) { migrator in
        migrator.registerMigration(format) { database in
          try database.execute(
            sql: """
              DROP TABLE IF EXISTS leaf;
              DROP TABLE IF EXISTS folder;
              CREATE TABLE leaf (
                firstPath TEXT PRIMARY KEY NOT NULL, fingerprint BLOB NOT NULL,
                checksum INTEGER NOT NULL, entries BLOB NOT NULL);
              CREATE TABLE folder (
                path TEXT PRIMARY KEY NOT NULL, checksum INTEGER NOT NULL, entries BLOB NOT NULL)
              """)
        }
      }
    }
    do { return try open() } catch  where error.isDamaged {
      warn("'\(error.path)' was damaged (\(VisibleText.escape(error.reason))) and is made anew")
      LocalDatabase.remove(fileName, root: root)
      return try open()
    }
  }

  /// Whether nothing in it can be used.
  var hasFailed: Bool { failed.load(ordering: .relaxed) }

  /// Reads the next rows of a table, some hundred kilobytes of them; none at its end, or where nothing
  /// can be read any more.
  ///
  /// - Parameters:
  ///   - sql: The query, for rows in the order of the paths that are their first columns.
  ///   - arguments: What stands for its question marks.
  ///   - path: A path before the first row; becomes that of the last one.
  ///   - value: Makes a value of the path and the row, which may hold anything, and tells how many
  ///     bytes it holds; `nil` where it was not written so.
  /// - Returns: The values.
  func rows<Value>(
    _ sql: String, _ arguments: StatementArguments, after path: inout String,
    _ value: (String, Row) -> (value: Value, byteCount: Int)?
  ) -> [Value] {
    guard !hasFailed else { return [] }
    var values: [Value] = []
    var byteCount = 0
    var isDamaged = false
    do throws(LocalDatabase.Unavailable) {
      try database.read { database in
        let rows = try Row.fetchCursor(database, sql: sql, arguments: arguments)
        while byteCount < Self.readByteCount, let row = try rows.next() {
          guard let next = row.text(0), next.hasBytes(after: path), let read = value(next, row)
          else {
            isDamaged = true
            return
          }
          path = next
          values.append(read.value)
          byteCount += read.byteCount + next.utf8.count
        }
      }
    } catch {
      fail(error)
    }
    if isDamaged { failAsDamaged() }
    return hasFailed ? [] : values
  }

  func write(_ body: (Database) throws -> Void) {
    guard !hasFailed else { return }
    do throws(LocalDatabase.Unavailable) { try database.write(body) } catch { fail(error) }
  }

  /// Closes the database, so that nothing is left beside it.
  func close() { database.close() }

  /// Gives the database up that holds something else than was written.
  func failAsDamaged() {
    fail(
      LocalDatabase.Unavailable(
        path: database.path, reason: "it holds damaged pages", isDamaged: true))
  }

  private func fail(_ error: LocalDatabase.Unavailable) {
    guard !failed.exchange(true, ordering: .relaxed) else { return }
    warn("'\(error.path)' is not used: \(VisibleText.escape(error.reason))")
    if error.isDamaged { LocalDatabase.remove(Self.fileName, root: root) }
  }
}

/// The columns of a row that hold what they should.
extension Row {
  func text(_ column: Int) -> String? {
    if case .string(let text) = (self[column] as DatabaseValue).storage { text } else { nil }
  }

  func integer(_ column: Int) -> Int64? {
    if case .int64(let number) = (self[column] as DatabaseValue).storage { number } else { nil }
  }

  func bytes(_ column: Int) -> [UInt8]? {
    if case .blob(let data) = (self[column] as DatabaseValue).storage { Array(data) } else { nil }
  }
}
