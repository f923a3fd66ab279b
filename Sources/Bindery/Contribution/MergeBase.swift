/// Finds where a branch left another, and says what to do where that cannot be found.
enum MergeBase {
  /// The commit that a revision and `HEAD` have in common.
  static func find(_ revision: String, in root: String) async throws -> String {
    let shown = VisibleText.shortened(revision)
    guard !revision.isEmpty, !revision.hasPrefix("-"),
      !revision.unicodeScalars.contains(where: VisibleText.isInvisible)
    else { throw BinderyError(.git, "'\(shown)' is not a revision; name a branch or commit") }
    let answer = await Git.run(["merge-base", revision, "HEAD"], in: root)
    let base = answer.output.prefix { $0 != "\n" }
    if answer.isSuccess, !base.isEmpty { return String(base) }

    let inside = await Git.run(["rev-parse", "--is-shallow-repository"], in: root)
    guard inside.isSuccess else {
      throw BinderyError(
        .git, "--changed-since compares with a commit, and git says: \(inside.complaint)")
    }
    let isShallow = inside.output.hasPrefix("true")
    let remedy =
      isShallow
      ? "; this clone has only a part of the history: run 'git fetch --unshallow', or in a GitHub workflow give actions/checkout 'fetch-depth: 0'"
      : ""
    for name in [revision, "HEAD"] {
      let commit = await Git.run(
        ["rev-parse", "--verify", "--quiet", name + "^{commit}"], in: root)
      guard commit.isSuccess else {
        throw BinderyError(
          .git,
          "there is no commit '\(VisibleText.shortened(name))' in this repository\(remedy.isEmpty ? "; fetch it first, for example with 'git fetch origin'" : remedy)"
        )
      }
    }
    throw BinderyError(.git, "'\(shown)' and HEAD have no commit in common\(remedy)")
  }
}
