internal import Subprocess

#if canImport(System)
internal import System
#else
internal import SystemPackage
#endif

/// Where a release comes from: the commit, and the time that goes into all its files.
struct SourceState: Sendable, Hashable {
  /// `nil` where the dataset is in no git repository, or it has no commit yet.
  let commit: String?
  /// Whether the dataset's folder is as committed; `nil` without a commit.
  let isClean: Bool?
  /// Seconds since 1970.
  let created: Int64

  /// Asks git about a dataset's folder.
  ///
  /// - Parameters:
  ///   - root: The dataset's folder.
  ///   - paths: What the release is made from, relative to `root`; only they count as changed.
  ///   - environment: Read for `SOURCE_DATE_EPOCH`.
  /// - Returns: The commit, and the time of the release.
  /// - Throws: `BinderyError` where there is neither a commit nor `SOURCE_DATE_EPOCH`.
  static func read(
    root: String, paths: [String], environment: [String: String]
  ) async throws -> SourceState {
    let head = await git(["log", "-1", "--format=%H %ct", "HEAD"], in: root)
    let parts = head?.split(whereSeparator: \.isWhitespace).map(String.init) ?? []
    let commit = parts.first
    let status =
      commit == nil
      ? nil
      : await git(
        ["status", "--porcelain", "--ignored", "--untracked-files=normal", "--"] + paths, in: root)
    let isClean = status.map { $0.allSatisfy(\.isWhitespace) }
    if let text = environment["SOURCE_DATE_EPOCH"] {
      guard let created = sourceDateEpoch(text) else {
        throw BinderyError(
          .noTime,
          "SOURCE_DATE_EPOCH must be a whole number of seconds since 1970, found '\(VisibleText.escape(text))'"
        )
      }
      return SourceState(commit: commit, isClean: isClean, created: created)
    }
    guard parts.count == 2, let created = Int64(parts[1]) else {
      throw BinderyError(
        .noTime,
        "a release needs a time that does not change: commit the dataset to git, or set SOURCE_DATE_EPOCH to seconds since 1970"
      )
    }
    return SourceState(commit: commit, isClean: isClean, created: created)
  }

  /// ASCII digits, as <https://reproducible-builds.org/specs/source-date-epoch/> asks; no later
  /// than the year 9999, which is as far as an RFC 3339 date goes.
  private static func sourceDateEpoch(_ text: String) -> Int64? {
    guard !text.isEmpty,
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let seconds = Int64(text), seconds <= 253_402_300_799
    else { return nil }
    return seconds
  }

  /// The output of a git command, or `nil` where it fails or there is no git.
  private static func git(_ arguments: [String], in root: String) async -> String? {
    let result = try? await run(
      .name("git"),
      // A repository may name a program to run on each status; a stranger's must not.
      arguments: Arguments(["-C", root, "-c", "core.fsmonitor=false"] + arguments),
      output: .string(limit: 16_777_216), error: .discarded)
    guard let result, result.terminationStatus.isSuccess else { return nil }
    return result.standardOutput
  }
}

/// Times as RFC 3339 writes them, in UTC.
enum Timestamp {
  /// Such as `2020-06-09T00:47:00Z`.
  static func text(_ seconds: Int64) -> String {
    let days = Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
    let rest = Int(seconds) - days * 86_400
    // Civil date from days: years start in March, so that the leap day comes last.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))T"
      + "\(pad(rest / 3600, 2)):\(pad(rest / 60 % 60, 2)):\(pad(rest % 60, 2))Z"
  }

  private static func pad(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
