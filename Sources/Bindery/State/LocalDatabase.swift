internal import GRDB
internal import Glibc

/// A SQLite file in `.bindery/`, beside `bindery.yml`: something that a run remembers for the next
/// one, and that may be deleted at any time.
///
/// Several runs may use it at once: it has a write-ahead log, where the file system can have one, and
/// a writer waits for another one. What cannot be opened or read is no error; the run goes on without,
/// and says so.
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
    /// Whether nothing in the file can be used, now or later.
    let isDamaged: Bool
  }

  /// Opens the database `name` of a dataset, and makes it where there is none.
  ///
  /// - Parameters:
  ///   - name: The file's name, for example `links.sqlite`.
  ///   - root: The dataset's folder.
  ///   - outlivesPowerCut: Whether what was written must be there after the machine stopped; without,
  ///     nothing waits for the disk.
  ///   - schema: What a new or outdated database is given.
  /// - Throws: `Unavailable` where the file is damaged, locked, or cannot be made.
  init(
    _ name: String, root: String, outlivesPowerCut: Bool = true,
    schema: (inout DatabaseMigrator) -> Void
  ) throws(Unavailable) {
    let relativePath = Self.folder + "/" + name
    path = relativePath
    do {
      try Self.createFolder(in: root)
      var configuration = GRDB.Configuration()
      configuration.busyMode = .timeout(Self.busyTimeout)
      // Not the one of the configuration, which begins the log by writing something each time.
      configuration.prepareDatabase { database in
        try database.execute(
          sql: """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = \(outlivesPowerCut ? "NORMAL" : "OFF")
            """)
      }
      queue = try DatabaseQueue(path: root + "/" + relativePath, configuration: configuration)
      var migrator = DatabaseMigrator()
      schema(&migrator)
      try Self.migrate(queue, with: migrator)
    } catch {
      throw Self.unavailable(relativePath, error)
    }
  }

  /// Makes the folder, with a `.gitignore` that keeps it out of the repository.
  private static func createFolder(in root: String) throws {
    let path = root + "/" + folder
    try Folder.create(path)
    let ignore = path + "/.gitignore"
    guard !FileKind.isFile(ignore) else { return }
    do {
      let file = try OutputFile(path: ignore)
      try file.write(Array("*\n".utf8))
      _ = try file.finish()
    } catch {
      // Another run may have been first.
      guard FileKind.isFile(ignore) else { throw error }
    }
  }

  /// Why a database may hold what a stranger wrote: a contribution could bring along the findings
  /// that it would like to see.
  ///
  /// - Returns: `nil` where the folder is this machine's own.
  static func reasonToDistrust(_ name: String, root: String) async -> String? {
    guard FileKind.exists(root + "/" + folder) else { return nil }
    for path in [folder, folder + "/" + name] where FileKind.isLink(root + "/" + path) {
      return "'\(path)' is a symbolic link"
    }
    let (isTracked, complaint) = await Git.tracks(folder, in: root)
    switch isTracked {
    case false?: return nil
    case true?:
      return "it is part of the git repository; remove it with 'git rm -r \(folder)'"
    case nil: return "git cannot tell whether it is part of the repository: \(complaint)"
    }
  }

  /// Removes a database of which nothing can be used.
  static func remove(_ name: String, root: String) {
    for suffix in ["", "-wal", "-shm"] {
      unsafe unlink(root + "/" + folder + "/" + name + suffix)
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

  /// Closes the file, into which SQLite then writes what stands in its log.
  func close() { try? queue.close() }

  func read<Value>(_ body: (Database) throws -> Value) throws(Unavailable) -> Value {
    do { return try queue.read(body) } catch { throw Self.unavailable(path, error) }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws(Unavailable) -> Value {
    do { return try queue.write(body) } catch { throw Self.unavailable(path, error) }
  }

  /// No database, damaged pages, or tables of somebody else.
  private static let damage: [ResultCode] = [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR]

  private static func unavailable(_ path: String, _ error: any Error) -> Unavailable {
    let code = (error as? DatabaseError)?.resultCode
    return Unavailable(
      path: path, reason: words(for: error),
      isDamaged: code.map(damage.contains) ?? false)
  }

  private static func words(for error: any Error) -> String {
    switch error {
    case let error as DatabaseError: error.message ?? "SQLite code \(error.resultCode.rawValue)"
    case let error as BinderyError: error.description
    default: "\(error)"
    }
  }
}
