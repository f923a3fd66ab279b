import Foundation
import TestSupport
import Testing

/// What `--format` writes, where, and the words for what cannot be.
struct ReportFormatTests {
  private func spoiled() throws -> SampleDataset {
    let dataset = try SampleDataset()
    try dataset.folder.write(SampleDataset.record("height: tall\n"), to: "Records/trees/north/b.md")
    try dataset.folder.write(
      SampleDataset.record("planted: soon\nnote: yes\n"), to: "Records/trees/c.md")
    return dataset
  }

  @Test(arguments: [
    ("github", ["--format", "github"]), ("sarif", ["--format", "sarif"]),
    ("junit", ["--format", "junit"]), ("junit-strict", ["--format", "junit", "--strict"]),
    ("two-to-output", ["--format", "github", "--format", "human"]),
    ("output-and-file", ["--format", "sarif=a.sarif", "--output", "b.sarif"]),
    ("output-of-two", ["--format", "github", "--format", "json", "--output", "b.json"]),
    ("same-file", ["--format", "sarif=a", "--format", "json=a"]),
    ("unknown", ["--format", "xml"]), ("no-file", ["--format", "sarif="]),
  ])
  func run(name: String, options: [String]) async throws {
    let dataset = try spoiled()
    let run = await CommandRun.bindery(["validate"] + options, in: dataset.path)
    try Golden.expect(run.transcript(hiding: dataset.path), equals: "format-\(name)")
  }

  @Test func noFindings() async throws {
    let dataset = try SampleDataset()
    for format in ["github", "sarif", "junit"] {
      let run = await CommandRun.bindery("validate", "--format", format, in: dataset.path)
      try Golden.expect(run.transcript(hiding: dataset.path), equals: "format-\(format)-good")
    }
  }

  /// All formats in one run are what each is alone.
  @Test func severalAtOnce() async throws {
    let dataset = try spoiled()
    let formats = ["json", "github", "sarif", "junit"]
    let run = await CommandRun.bindery(
      ["validate", "--format", "human"] + formats.flatMap { ["--format", "\($0)=out.\($0)"] },
      in: dataset.path)
    let human = await CommandRun.bindery("validate", in: dataset.path)
    #expect(run.standardOutput == human.standardOutput)
    #expect(run.standardError == human.standardError && run.status == 1)
    for format in formats {
      let alone = await CommandRun.bindery("validate", "--format", format, in: dataset.path)
      #expect(try dataset.folder.read("out.\(format)") == alone.standardOutput)
    }
  }

  @Test func stepSummary() async throws {
    let dataset = try spoiled()
    try dataset.folder.write(
      SampleDataset.record("note: \"```` <img src=x> @octocat\"\n"), to: "Records/trees/d.md")
    try dataset.folder.write("before\n", to: "summary.md")
    let run = await CommandRun.bindery(
      "validate", "--format", "github", in: dataset.path,
      environment: ["GITHUB_STEP_SUMMARY": dataset.path + "/summary.md"])
    #expect(run.status == 1)
    try Golden.expect(try dataset.folder.read("summary.md"), equals: "format-github-summary")
  }

  /// A contribution that spoils the configuration is answered at its line too.
  @Test func configurationError() async throws {
    let dataset = try SampleDataset()
    try dataset.folder.write(
      SampleDataset.schema.replacing("\"minimum\": 0", with: "\"minimum\": \"0\""),
      to: "Schemas/tree.schema.json")
    let run = await CommandRun.bindery("validate", "--format", "github", in: dataset.path)
    try Golden.expect(run.transcript(hiding: dataset.path), equals: "format-github-configuration")
  }

  /// What could not be done at all is no finding, but is seen where findings are.
  @Test func failure() async throws {
    let dataset = try spoiled()
    try Shell.run("git", "init", "-q", in: dataset.path)
    func run(_ arguments: String...) async -> CommandRun {
      await CommandRun.bindery(
        ["validate", "--format", "github"] + arguments, in: dataset.path,
        environment: ["GITHUB_STEP_SUMMARY": dataset.path + "/summary.md"])
    }
    let unknown = await run("--changed-since", "100%")
    try Golden.expect(unknown.transcript(hiding: dataset.path), equals: "format-github-failure")
    let hostile = await run("--changed-since", "x\n::error::y\u{1B}[2J```")
    #expect(hostile.status == 2)
    let lines = hostile.standardOutput.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 2 && lines[0].hasPrefix("::error title=bindery::"))
    try Golden.expect(
      try dataset.folder.read("summary.md"), equals: "format-github-failure-summary")
    let elsewhere = await run("--dataset", "nowhere", "--format", "sarif=out.sarif")
    #expect(elsewhere.standardOutput.contains("there is no bindery.yml in 'nowhere'"))
    #expect(elsewhere.status == 2 && !dataset.folder.exists("out.sarif"))
    let file = await CommandRun.bindery(
      "validate", "--format", "github=out.txt", "--changed-since", "100%", in: dataset.path)
    #expect(file.standardOutput.isEmpty)
    #expect(try dataset.folder.read("out.txt") == unknown.standardOutput)
  }

  /// What was found is not replaced by why something else could not be written.
  @Test func failureBesideFindings() async throws {
    let dataset = try spoiled()
    let written = await CommandRun.bindery("validate", "--format", "github", in: dataset.path)
    let run = await CommandRun.bindery(
      ["validate", "--format", "github=gh.txt", "--format", "sarif=nowhere/x.sarif"],
      in: dataset.path, environment: ["GITHUB_STEP_SUMMARY": dataset.path + "/summary.md"])
    #expect(run.status == 2 && run.standardError.contains("cannot write"))
    #expect(try dataset.folder.read("gh.txt") == written.standardOutput)
    #expect(try !dataset.folder.read("summary.md").contains("could not validate"))
  }

  @Test func unexpectedNumberOfRecords() async throws {
    let dataset = try SampleDataset()
    let run = await CommandRun.bindery(
      ["validate", "--format", "github", "--expect-records", "9"], in: dataset.path,
      environment: ["GITHUB_STEP_SUMMARY": dataset.path + "/summary.md"])
    try Golden.expect(run.transcript(hiding: dataset.path), equals: "format-github-expectation")
    try Golden.expect(
      try dataset.folder.read("summary.md"), equals: "format-github-expectation-summary")
    // GitHub keeps ten errors.
    for number in 0..<20 {
      try dataset.folder.write(
        SampleDataset.record("height: -1\n"), to: "Records/trees/more-\(number).md")
    }
    let more = await CommandRun.bindery(
      "validate", "--format", "github", "--expect-records", "9", in: dataset.path)
    let errors = more.standardOutput.split(separator: "\n").filter { $0.hasPrefix("::error ") }
    #expect(errors.count == 10 && errors[0].hasSuffix("::expected 9 records, found 21"))
    #expect(more.standardOutput.contains("11 of them are not annotated"))
  }

  /// GitHub wants paths from the repository's folder, wherever bindery.yml is.
  @Test func datasetInAFolder() async throws {
    let folder = try TemporaryFolder()
    let dataset = try spoiled()
    try Shell.run("cp", "-r", dataset.path, folder.path + "/data #1")
    try Shell.run("git", "init", "-q", in: folder.path)
    let github = await CommandRun.bindery(
      "validate", "--format", "github", "--dataset", "data #1", in: folder.path)
    #expect(github.standardOutput.contains("file=data #1/Records/trees/c.md,"))
    let sarif = await CommandRun.bindery(
      "validate", "--format", "sarif", "--dataset", "data #1", in: folder.path)
    #expect(sarif.standardOutput.contains("\"uri\": \"data%20%231/Records/trees/c.md\""))
  }

  /// The same bytes, whatever the number of threads.
  @Test func sameBytes() async throws {
    let dataset = try spoiled()
    for number in 0..<300 {
      try dataset.folder.write(
        SampleDataset.record(number.isMultiple(of: 7) ? "height: -\(number)\nold: yes\n" : ""),
        to: "Records/trees/many/\(number).md")
    }
    for format in ["github", "sarif", "junit"] {
      let one = await CommandRun.bindery(
        "validate", "--format", format, "--jobs", "1", in: dataset.path)
      let eight = await CommandRun.bindery(
        "validate", "--format", format, "--jobs", "8", in: dataset.path)
      #expect(one.standardOutput == eight.standardOutput)
    }
  }
}
