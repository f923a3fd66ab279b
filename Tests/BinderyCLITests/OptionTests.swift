import Foundation
import TestSupport
import Testing

/// Options, formats and streams of `validate` and the words for wrong usage.
struct OptionTests {
  private func spoiled() throws -> SampleDataset {
    let dataset = try SampleDataset()
    try dataset.folder.write(SampleDataset.record("height: tall\n"), to: "Records/trees/north/b.md")
    try dataset.folder.write(
      SampleDataset.record("planted: soon\nnote: yes\n"), to: "Records/trees/c.md")
    return dataset
  }

  @Test(arguments: [
    ("json", ["validate", "--format", "json"]),
    ("quiet", ["validate", "--quiet"]),
    ("one-path", ["validate", "Records/trees/c.md"]),
    ("folder", ["validate", "Records/trees/north/"]),
    ("good-path", ["validate", "Records/trees/a.md"]),
    ("no-such-path", ["validate", "Records/trees/z.md"]),
    ("path-outside", ["validate", "/etc/passwd"]),
    ("max-findings", ["validate", "--max-findings", "1"]),
    ("expect-records", ["validate", "--expect-records", "4"]),
    ("colour", ["validate", "--color", "always", "Records/trees/north"]),
    ("wrong-option", ["validate", "--nope"]),
    ("wrong-command", ["valdate"]),
    ("wrong-jobs", ["validate", "--jobs", "0"]),
    ("wrong-version", ["export", "--version", "1.0"]),
    ("dataset-missing", ["validate", "--dataset", "nowhere"]),
    ("help", ["--help"]),
    ("version", ["--version"]),
    ("explain", ["explain", "yaml/ambiguous"]),
    ("explain-unknown", ["explain", "yaml/nope"]),
    ("verify-nothing", ["verify", "nowhere"]),
    ("verify-no-release", ["verify", "Records"]),
  ])
  func run(name: String, arguments: [String]) async throws {
    let dataset = try spoiled()
    let run = await CommandRun.bindery(arguments, in: dataset.path)
    try Golden.expect(run.transcript(hiding: dataset.path), equals: "option-\(name)")
  }

  /// A script may pass on the name of a stranger's file.
  @Test func hostileArguments() async throws {
    for arguments in [
      ["validate", "-x\n::error::pwn\u{1B}[31m"], ["validate", "--format", "a\n::error::\u{1B}"],
      ["validate", "--jobs", "\n::error::\u{202E}"], ["explain", "\n::error::\u{1B}[0m"],
      ["\n::error::\u{1B}[0m"], ["export", "--output", "a", "b\n::error::"],
    ] {
      let run = await CommandRun.bindery(arguments, in: "/")
      #expect(run.status != 0)
      for text in [run.standardOutput, run.standardError] {
        #expect(!text.split(separator: "\n").contains { $0.hasPrefix("::") }, "\(text)")
        #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" }, "\(text)")
      }
    }
  }

  @Test func standardOutputThatIsFull() async throws {
    let dataset = try spoiled()
    for arguments in [["validate"], ["validate", "--format", "json"], ["explain"]] {
      let command = ([Program.path] + arguments).joined(separator: " ")
      let output = try Shell.result("sh", ["-c", command + " >/dev/full"], in: dataset.folder.path)
      #expect(output.status == 2)
      #expect(output.standardError.contains("No space left on device"), "\(output.standardError)")
      // Who has seen enough stops reading; that is no error.
      let early = try Shell.result("sh", ["-c", command + " | true"], in: dataset.folder.path)
      #expect(!early.standardError.contains("standard output"), "\(early.standardError)")
    }
  }

  @Test func reportsIntoWhatIsNoFile() async throws {
    let dataset = try spoiled()
    let path = dataset.folder.path
    let program = Program.path
    try dataset.folder.write("old", to: "target.json")
    try Shell.run("ln", "-s", "target.json", "link.json", in: path)
    _ = try Program.run(["validate", "--format", "json", "--output", "link.json"], in: path)
    #expect(try dataset.folder.read("target.json").hasPrefix("{"))
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: path + "/link.json")
        == "target.json")
    try Shell.run(
      "sh", "-c",
      "mkfifo pipe; cat pipe > read.json & \(program) validate --format json --output pipe; wait; test -p pipe",
      in: path)
    #expect(try dataset.folder.read("read.json") == dataset.folder.read("target.json"))
    _ = try Shell.result(
      "sh", ["-c", "\(program) validate --format json --output /dev/stdout > shown.json"], in: path)
    #expect(try dataset.folder.read("shown.json") == dataset.folder.read("target.json"))
    let missing = await CommandRun.bindery("validate", "--output", "none/a.txt", in: path)
    #expect(
      missing.standardError.contains("cannot write 'none/a.txt'")
        || missing.standardError.contains("/none/a.txt'"))
    #expect(missing.status == 2)
  }

  @Test func strictFailsOnWarnings() async throws {
    let dataset = try SampleDataset()
    try dataset.folder.write("---\nspecies: no\npublished: true\n---\n", to: "Records/trees/b.md")
    #expect(await CommandRun.bindery("validate", in: dataset.path).status == 0)
    #expect(await CommandRun.bindery("validate", "--strict", in: dataset.path).status == 1)
  }

  @Test func colourOnlyOnATerminal() async throws {
    let dataset = try spoiled()
    func hasEscape(_ environment: [String: String], isTerminal: Bool) async -> Bool {
      await CommandRun.bindery(
        "validate", "--progress", "never", in: dataset.path, environment: environment,
        isTerminal: isTerminal
      ).standardOutput.contains("\u{1B}")
    }
    #expect(await hasEscape([:], isTerminal: true))
    #expect(await !hasEscape(["NO_COLOR": "1"], isTerminal: true))
    #expect(await !hasEscape([:], isTerminal: false))
  }

  @Test func outputFile() async throws {
    let dataset = try spoiled()
    let run = await CommandRun.bindery(
      "validate", "--format", "json", "--output", "report.json", in: dataset.path)
    #expect(run.standardOutput.isEmpty)
    let printed = await CommandRun.bindery("validate", "--format", "json", in: dataset.path)
    #expect(try dataset.folder.read("report.json") == printed.standardOutput)
  }

  /// The reports and releases that the program writes are records that its own schemas accept.
  @Test func outputMatchesShippedSchemas() async throws {
    let dataset = try spoiled()
    let report = await CommandRun.bindery("validate", "--format", "json", in: dataset.path)
    try FileManager.default.removeItem(atPath: dataset.path + "/Records/trees/north")
    try FileManager.default.removeItem(atPath: dataset.path + "/Records/trees/c.md")
    try dataset.commit()
    #expect(await CommandRun.bindery("export", "--quiet", in: dataset.path).status == 0)

    let folder = try TemporaryFolder()
    try folder.write(report.standardOutput, to: "report/a.json")
    try folder.write(try dataset.folder.bytes("Exports/catalog.json"), to: "catalog/a.json")
    try folder.write(
      try dataset.folder.bytes("Exports/city-trees/1.0.0/manifest.json"), to: "manifest/a.json")
    var configuration = "name: output\ncollections:\n"
    for name in ["report", "catalog", "manifest"] {
      try Shell.run("cp", ProjectFolder.root + "/Schemas/\(name).schema.json", folder.path)
      configuration +=
        "  - { name: \(name), include: \(name)/*.json, schema: \(name).schema.json }\n"
    }
    try folder.write(configuration, to: "bindery.yml")
    let run = await CommandRun.bindery("validate", "--expect-records", "3", in: folder.path)
    #expect(run.status == 0, "\(run.standardOutput)\(run.standardError)")
  }

  /// Any number of threads, the same report.
  @Test func sameReportForAnyNumberOfJobs() async throws {
    let dataset = try spoiled()
    for number in 0..<300 {
      try dataset.folder.write(
        SampleDataset.record(number.isMultiple(of: 7) ? "height: -\(number)\n" : ""),
        to: "Records/trees/many/\(number).md")
    }
    let one = await CommandRun.bindery(
      "validate", "--format", "json", "--jobs", "1", in: dataset.path)
    #expect(one.standardOutput.contains("\"errors\": 45"), "\(one.standardError)")
    for jobs in ["2", "3", "8"] {
      let other = await CommandRun.bindery(
        "validate", "--format", "json", "--jobs", jobs, in: dataset.path)
      #expect(other.standardOutput == one.standardOutput)
    }
  }
}
