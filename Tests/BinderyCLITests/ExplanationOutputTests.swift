import Foundation
import TestSupport
import Testing

/// What a reader sees of each explanation: the whole output for the schema and record of each case.
struct ExplanationOutputTests {
  @Test func output() async throws {
    var text = ""
    for example in ExplanationCase.all {
      let folder = try TemporaryFolder()
      try folder.write(
        "name: a\ncollections: [{ name: a, include: record.yml, schema: schema.yml }]\n",
        to: "bindery.yml")
      try folder.write(example.schema, to: "schema.yml")
      try folder.write(example.record, to: "record.yml")
      let run = await CommandRun.bindery(
        "validate", in: folder.path, now: Int64(ExplanationCase.now))
      text += "##### \(example.name)\n\(run.transcript(hiding: folder.path))\n"
    }
    try Golden.expect(text, equals: "explanations")
  }
}
