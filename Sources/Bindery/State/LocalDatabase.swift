internal import GRDB

/// A SQLite file in `.bindery/`, beside `bindery.yml`: something that a run remembers for the next
/// one, and that may be deleted at any time.
///
/// Several runs may use it at once: it is opened with a write-ahead log, and a writer waits for
/// another one. What cannot be opened or read is no error; the run goes on without, and says so.
struct LocalDatabase: Sendable {
  let path: String
  private let queue: DatabaseQueue

  /// The folder of all that is remembered, relative to the dataset's folder.
  static let folder = ".bindery"

  /// How long a run waits for another one that writes, in seconds.
  private static let busyTimeout = 5.0

  /// Why a database is not used.
  struct Unavailable: Error {
    let path: String
    let reason: String
  }

  /// Opens the database `name` of a dataset, and makes it where there is none.
  ///
  /// - Parameters:
  ///   - name: The file's name, for example `links.sqlite`.
  ///   - root: The dataset's folder.
  ///   - schema: What a new or outdated database is given.
  /// - Throws: `Unavailable` where the file is damaged, locked, or cannot be written.
  init(
    _ name: String, root: String, schema: (inout DatabaseMigrator) -> Void
  ) throws(Unavailable) {
    let relativePath = Self.folder + "/" + name
    path = relativePath
    do {
      try Folder.create(root + "/" + Self.folder)
      var configuration = GRDB.Configuration()
      configuration.busyMode = .timeout(Self.busyTimeout)
      configuration.journalMode = .wal
      queue = try DatabaseQueue(path: root + "/" + relativePath, configuration: configuration)
      var migrator = DatabaseMigrator()
      schema(&migrator)
      try Self.migrate(queue, with: migrator)
    } catch {
      throw Unavailable(path: relativePath, reason: Self.words(for: error))
    }
  }

  /// Brings a database up to date.
  ///
  /// Another run may do the same, and be first between the look at what there is and the writing:
  /// then the second look finds everything there.
  private static func migrate(
    _ queue: DatabaseQueue, with migrator: DatabaseMigrator
  ) throws {
    do {
      try migrator.migrate(queue)
    } catch let error as DatabaseError
      where [.SQLITE_ERROR, .SQLITE_CONSTRAINT].contains(error.resultCode)
    {
      try migrator.migrate(queue)
    }
  }

  func read<Value>(_ body: (Database) throws -> Value) throws(Unavailable) -> Value {
    do { return try queue.read(body) } catch {
      throw Unavailable(path: path, reason: Self.words(for: error))
    }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws(Unavailable) -> Value {
    do { return try queue.write(body) } catch {
      throw Unavailable(path: path, reason: Self.words(for: error))
    }
  }

  private static func words(for error: any Error) -> String {
    switch error {
    case let error as DatabaseError: error.message ?? "SQLite code \(error.resultCode.rawValue)"
    case let error as BinderyError: error.description
    default: "\(error)"
    }
  }
}
