internal import GRDB

/// What earlier runs learned from the network, in `.bindery/links.sqlite`.
///
/// Successes are good for a day. Failures are never taken for answers, but dated and counted, so
/// that what fails for days can be told from what may pass. A success was found with certain
/// settings, and is no success with others.
struct AnswerMemory: Sendable {
  static let fileName = "links.sqlite"
  /// How long a success is taken for an answer, in seconds.
  static let successLifetime: Int64 = 86_400
  /// How long a failure is kept that no run has seen again, in seconds.
  private static let failureLifetime: Int64 = 90 * 86_400

  private let database: LocalDatabase
  private let settings: String
  private let now: Int64

  /// - Parameters:
  ///   - root: The dataset's folder.
  ///   - settings: What a success depends on besides its question.
  ///   - now: The time of this run, in seconds since 1970.
  /// - Throws: `LocalDatabase.Unavailable` where the file is damaged, locked, or cannot be written.
  init(root: String, settings: String, now: Int64) throws(LocalDatabase.Unavailable) {
    self.settings = settings
    self.now = now
    database = try LocalDatabase(Self.fileName, root: root) { migrator in
      migrator.registerMigration("answers") { database in
        try database.execute(
          sql: """
            CREATE TABLE success (
              kind TEXT NOT NULL, url TEXT NOT NULL, settings TEXT NOT NULL, at INTEGER NOT NULL,
              outcome TEXT NOT NULL, target TEXT, contentType TEXT, detail TEXT,
              PRIMARY KEY (kind, url)
            ) WITHOUT ROWID;
            CREATE TABLE failure (
              kind TEXT NOT NULL, url TEXT NOT NULL, outcome TEXT NOT NULL,
              since INTEGER NOT NULL, last INTEGER NOT NULL, count INTEGER NOT NULL,
              PRIMARY KEY (kind, url)
            ) WITHOUT ROWID;
            """)
      }
      // A run adds its successes at the end of this one, in whatever order they come, where they
      // share a few pages with each other; the table above would have each go to another page.
      migrator.registerMigration("recent successes") { database in
        try database.execute(
          sql: "CREATE TABLE recent AS SELECT * FROM success LIMIT 0")
      }
    }
    try sortIn()
    try forget()
  }

  /// Brings the successes of earlier runs to where they are looked up.
  private func sortIn() throws(LocalDatabase.Unavailable) {
    try database.write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO success SELECT * FROM recent ORDER BY kind, url, at")
      try database.execute(sql: "DELETE FROM recent")
    }
  }

  /// Removes what says nothing any more.
  ///
  /// A failure that a success came after is over. It is not removed together with the success, for
  /// that would cost each of them a look.
  private func forget() throws(LocalDatabase.Unavailable) {
    try database.write { database in
      try database.execute(
        sql: """
          DELETE FROM failure WHERE EXISTS (
            SELECT 1 FROM success
            WHERE success.kind = failure.kind AND success.url = failure.url
              AND success.at >= failure.last)
          """)
      try database.execute(
        sql: "DELETE FROM success WHERE at <= ?", arguments: [now - Self.successLifetime])
      try database.execute(
        sql: "DELETE FROM failure WHERE last <= ?", arguments: [now - Self.failureLifetime])
    }
  }

  /// The successes among questions that are still good.
  func successes(
    of questions: [WebQuestion]
  ) throws(LocalDatabase.Unavailable) -> [WebQuestion: WebAnswer] {
    try database.read { database in
      let statement = try database.makeStatement(
        sql: """
          SELECT outcome, target, contentType, detail, at FROM success
          WHERE kind = ? AND url = ? AND settings = ? AND at > ? AND at <= ?
          """)
      var answers: [WebQuestion: WebAnswer] = [:]
      guard try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM success)") == true
      else { return answers }
      for question in questions {
        let row = try Row.fetchOne(
          statement,
          arguments: [
            question.kind.rawValue, question.url, settings, now - Self.successLifetime, now,
          ])
        guard let row, let outcome = WebOutcome(success: row[0], target: row[1]) else { continue }
        var answer = WebAnswer(outcome, contentType: row[2], detail: row[3])
        answer.recalledFrom = row[4]
        answers[question] = answer
      }
      return answers
    }
  }

  /// Keeps answers: all of them, or where that fails, none.
  func remember(
    _ answers: [(WebQuestion, WebAnswer)]
  ) throws(LocalDatabase.Unavailable) {
    guard !answers.isEmpty else { return }
    try database.write { database in
      let insertion = try database.cachedStatement(
        sql: "INSERT INTO recent VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      for (question, answer) in answers where answer.isRemembered {
        if answer.outcome.isSuccess {
          try insertion.execute(arguments: [
            question.kind.rawValue, question.url, settings, now, answer.outcome.name,
            answer.outcome.target, answer.contentType, answer.detail,
          ])
        } else {
          try count(answer.outcome, of: question, database)
        }
      }
    }
  }

  /// Another kind of failure starts a count of its own.
  private func count(
    _ outcome: WebOutcome, of question: WebQuestion, _ database: Database
  ) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO failure VALUES (?1, ?2, ?3, ?4, ?4, 1)
        ON CONFLICT DO UPDATE SET
          since = iif(outcome = excluded.outcome, since, excluded.since),
          count = iif(outcome = excluded.outcome, count + 1, 1),
          last = excluded.last, outcome = excluded.outcome
        """
    ).execute(arguments: [question.kind.rawValue, question.url, outcome.name, now])
    try database.cachedStatement(sql: "DELETE FROM success WHERE kind = ? AND url = ?")
      .execute(arguments: [question.kind.rawValue, question.url])
  }

  /// How long and how often questions have failed.
  func failures(
    of questions: [WebQuestion]
  ) throws(LocalDatabase.Unavailable) -> [WebQuestion: FailureHistory] {
    try database.read { database in
      let statement = try database.makeStatement(
        sql: "SELECT since, count FROM failure WHERE kind = ? AND url = ?")
      var histories: [WebQuestion: FailureHistory] = [:]
      for question in questions {
        let row = try Row.fetchOne(statement, arguments: [question.kind.rawValue, question.url])
        if let row { histories[question] = FailureHistory(since: row[0], count: row[1]) }
      }
      return histories
    }
  }
}

extension WebOutcome {
  /// The address that a success led to, where that is worth a word.
  fileprivate var target: String? {
    switch self {
    case .moved(let url), .frontPage(let url), .downgrade(let url): url
    default: nil
    }
  }

  fileprivate init?(success name: String, target: String?) {
    switch (name, target) {
    case ("reachable", _): self = .reachable
    case ("moved", let url?): self = .moved(to: url)
    case ("front-page", let url?): self = .frontPage(url)
    case ("downgrade", let url?): self = .downgrade(to: url)
    default: return nil
    }
  }
}
