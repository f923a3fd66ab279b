import Foundation
import TestSupport
import Testing

/// JUnit reports against the schema that Jenkins publishes, read by xmllint.
struct JUnitTests {
  private static let schemaPath = ProjectFolder.sharedData + "/official-schemas/junit-10.xsd"
  private static let canRun =
    Shell.isInstalled("xmllint") && FileManager.default.fileExists(atPath: schemaPath)
  private static let needs: Comment =
    "needs xmllint (libxml2-utils) and ../shared/data/official-schemas/junit-10.xsd"

  private func check(_ report: String, in folder: TemporaryFolder) throws {
    try folder.write(report, to: "report.xml")
    try Shell.run("xmllint", "--noout", "--schema", Self.schemaPath, folder.path + "/report.xml")
  }

  @Test(.enabled(if: canRun, needs))
  func schema() async throws {
    let dataset = try SampleDataset()
    let good = await CommandRun.bindery("validate", "--format", "junit", in: dataset.path)
    try check(good.standardOutput, in: dataset.folder)
    for (number, text) in AnnotationTests.hostile.enumerated() {
      let escaped = AnnotationTests.yamlEscapes(text)
      try dataset.folder.write(
        SampleDataset.record("height: \"\(escaped)<&>'\"\n\"\(escaped)]]>\": no\n"),
        to: "Records/trees/\(number)<&\"'>.md")
    }
    // What XML 1.0 forbids: most controls, U+FFFE and U+FFFF.
    let forbidden = (1..<0x20).map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    try dataset.folder.write(
      SampleDataset.record("height: \"\(forbidden.joined())\\uFFFE\\uFFFF\"\n"),
      to: "Records/trees/z.md")
    for options in [[], ["--strict"]] {
      let run = await CommandRun.bindery(
        ["validate", "--format", "junit"] + options, in: dataset.path)
      #expect(run.status == 1)
      try check(run.standardOutput, in: dataset.folder)
    }
  }

  /// The schema is not one that accepts everything.
  @Test(.enabled(if: canRun, needs))
  func refusal() throws {
    #expect(throws: Shell.Failure.self) {
      try check("<testsuites><testsuite name=\"a\"/></testsuites>", in: try TemporaryFolder())
    }
  }
}
