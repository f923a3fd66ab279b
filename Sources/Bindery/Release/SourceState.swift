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
    let head = await Git.run(
      ["log", "-1", "--no-show-signature", "--format=%H %ct", "HEAD"], in: root)
    let parts = head.output.split(whereSeparator: \.isWhitespace).map(String.init)
    let commit = head.isSuccess ? parts.first : nil
    var isClean: Bool?
    if commit != nil {
      let status = await Git.run(
        ["status", "--porcelain", "--ignored", "--untracked-files=normal", "--"] + paths, in: root)
      isClean = status.isSuccess && status.output.allSatisfy(\.isWhitespace)
    }
    if let text = environment["SOURCE_DATE_EPOCH"] {
      guard let created = sourceDateEpoch(text) else {
        throw BinderyError(
          .noTime,
          "SOURCE_DATE_EPOCH must be a whole number of seconds since 1970, found '\(VisibleText.escape(text))'"
        )
      }
      return SourceState(commit: commit, isClean: isClean, created: created)
    }
    guard head.isSuccess, parts.count == 2, let created = Int64(parts[1]) else {
      throw BinderyError(
        .noTime,
        "a release needs a time that does not change: commit the dataset to git, or set SOURCE_DATE_EPOCH to seconds since 1970 (git says: \(head.complaint))"
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
}
