internal import Foundation
internal import JSONSchema

/// Runs the official test suite, answers pairs of schema and instances, or measures.
///
/// `conformance SUITE ACCEPTED-FAILURES.json`, `conformance --verdicts PAIRS.jsonl`, or
/// `conformance --time SCHEMA.json INSTANCES.jsonl [ROUNDS]`.
func conformance(_ arguments: [String]) throws -> Int32 {
  let operands = Array(arguments.dropFirst())
  switch (operands.first, operands.count) {
  case ("--verdicts", 2):
    try printVerdicts(path: operands[1])
    return 0
  case ("--time", 3...4):
    let roundCount = operands.count == 3 ? EvaluationTiming.defaultRoundCount : Int(operands[3])
    guard let roundCount, roundCount > 0 else { return printUsage() }
    let timing = try EvaluationTiming(schemaPath: operands[1], instancesPath: operands[2])
    timing.printFigures(roundCount: roundCount)
    return 0
  case (let first?, 2) where !first.hasPrefix("--"):
    return try runSuite(path: first, acceptedFailuresPath: operands[1])
  default:
    return printUsage()
  }
}

func printUsage() -> Int32 {
  print(
    """
    usage: conformance SUITE ACCEPTED-FAILURES.json
           conformance --verdicts PAIRS.jsonl
           conformance --time SCHEMA.json INSTANCES.jsonl [ROUNDS]
    """)
  return 64
}

/// Runs all drafts of the official test suite.
///
/// The status is 1 where a required case fails, an optional one fails that is not listed, or a
/// listed one passes.
func runSuite(path: String, acceptedFailuresPath: String) throws -> Int32 {
  let folder = SuiteFolder(root: path)
  let accepted = try AcceptedFailures(path: acceptedFailuresPath)
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
