import Foundation
import TestSupport
import Testing

/// `--changed-since` finds what a contribution makes wrong, wherever that stands.
struct ChangedSinceTests {
  /// A finding as a report has it, comparable.
  private struct Found: Hashable {
    let path: String
    let text: String
  }

  private struct Report {
    let findings: Set<Found>
    let summary: [String: Int]
  }

  private func report(_ options: String..., in folder: String) async throws -> Report {
    let run = await CommandRun.bindery(["validate", "--format", "json"] + options, in: folder)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(run.standardOutput.utf8)) as? [String: Any],
      "\(run.standardError)")
    let list = try #require(json["findings"] as? [[String: Any]])
    let findings = list.filter { $0["severity"] as? String == "error" }.map { finding in
      let text = finding.keys.sorted().map { "\($0): \(finding[$0] ?? "")" }
      return Found(path: finding["path"] as? String ?? "", text: text.joined(separator: "\n"))
    }
    return Report(findings: Set(findings), summary: json["summary"] as? [String: Int] ?? [:])
  }

  /// For each of forty commits: what the full run finds and that of its parent did not, and what
  /// remains in changed files; no more and no less.
  @Test(arguments: [1, 2, 3]) func fortyCommits(seed: UInt64) async throws {
    let history = try RandomHistory(seed: seed)
    var parent = try await report(in: history.path)
    for number in 1...40 {
      let governed = try history.commit()
      let full = try await report("--no-cache", in: history.path)
      let changed = try history.changedPaths().union(governed)
      let since = try await report("--changed-since", "HEAD~1", in: history.path)
      let expected = full.findings.subtracting(parent.findings)
        .union(full.findings.filter { changed.contains($0.path) })
      #expect(
        since.findings == expected,
        """
        commit \(number): \(history.changes)
        missing: \(expected.subtracting(since.findings).map(\.text))
        too much: \(since.findings.subtracting(expected).map(\.text))
        """)
      let cold = try await report("--changed-since", "HEAD~1", "--no-cache", in: history.path)
      #expect(cold.findings == since.findings)
      #expect(cold.summary == since.summary)
      parent = full
    }
  }
}
