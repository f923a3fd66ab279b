internal import Foundation
internal import JSONSchema

/// Runs the official test suite, or answers pairs of schema and instances.
///
/// `conformance SUITE ACCEPTED-FAILURES.json`, or `conformance --verdicts PAIRS.jsonl`.
///
/// The status is 1 where a required case fails, an optional one fails that is not listed, or a
/// listed one passes.
func conformance(_ arguments: [String]) throws -> Int32 {
  guard arguments.count == 3 else {
    print("usage: conformance SUITE ACCEPTED-FAILURES.json | --verdicts PAIRS.jsonl")
    return 64
  }
  if arguments[1] == "--verdicts" {
    try printVerdicts(path: arguments[2])
    return 0
  }
  let folder = SuiteFolder(root: arguments[1])
  let accepted = try AcceptedFailures(path: arguments[2])
  var problems: [String] = []
  var failed: Set<String> = []
  for draft in Draft.allCases.reversed() {
    var run = SuiteRun(folder: folder, draft: draft)
    try run.run()
    print(
      "\(draft.folder): required \(run.required.passed) passed, \(run.required.failed) failed;"
        + " optional \(run.optional.passed) passed, \(run.optional.failed) failed")
    if run.required.passed == 0 { problems.append("\(draft.folder): no tests found") }
    failed.formUnion(run.failures)
    problems += run.failures.filter { accepted.reasons[$0] == nil }
  }
  for name in accepted.reasons.keys.sorted() where !failed.contains(name) {
    problems.append("\(name): is listed as failing, and passes or is not there")
  }
  for problem in problems { print("  \(problem)") }
  return problems.isEmpty ? 0 : 1
}

do {
  exit(try conformance(CommandLine.arguments))
} catch {
  print("conformance: \(error)")
  exit(2)
}
