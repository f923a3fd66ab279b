import Foundation
import TestSupport
import Testing

/// What `bindery export` writes, read by the programs that researchers use.
struct ExportTests {
  private static let release = "Exports/city-trees/1.0.0"

  private func sample() throws -> SampleDataset {
    let dataset = try SampleDataset()
    try dataset.folder.write(
      SampleDataset.record(
        """
        height: 3.10
        secret: SECUREDVALUE
        visits:
          - { date: 2020-01-01, note: "A \\"fine\\", tall tree" }
          - { date: 2021-01-01, note: "" }

        """, body: "Grown *well*,\nsays the office. 🌳\n"),
      to: "Records/trees/north/b.md")
    try dataset.folder.write(
      "---\nspecies: Withheld\npublished: false\nsecret: SECUREDVALUE\n---\n",
      to: "Records/trees/c.md")
    try dataset.commit()
    return dataset
  }

  @Test func writesRelease() async throws {
    let dataset = try sample()
    let run = await CommandRun.bindery("export", in: dataset.path)
    try Golden.expect(
      Normalised.summary(run.transcript(hiding: dataset.path)), equals: "export-first")
    #expect(
      dataset.folder.files(below: Self.release) == [
        "SHA256SUMS", "city-trees-1.0.0.tar.gz", "data/trees.csv.gz", "data/trees.digests",
        "data/trees.jsonl.gz", "data/trees.visits.csv.gz", "manifest.json",
      ])
    let folder = dataset.folder.url(Self.release).path
    try Golden.expect(
      try Shell.run("gzip", "-dc", "data/trees.jsonl.gz", in: folder), equals: "export-jsonl")
    try Golden.expect(
      try Shell.run("gzip", "-dc", "data/trees.csv.gz", in: folder), equals: "export-csv")
    try Golden.expect(
      try Shell.run("gzip", "-dc", "data/trees.visits.csv.gz", in: folder),
      equals: "export-csv-table")
    try Golden.expect(
      Normalised.listing(
        try Shell.run(
          "tar", "-tvzf", "city-trees-1.0.0.tar.gz", in: folder,
          environment: ["TZ": "UTC", "LC_ALL": "C"])),
      equals: "export-tar")
    let commit = try Shell.run("git", "rev-parse", "HEAD", in: dataset.path)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    try Golden.expect(
      Normalised.manifest(try dataset.folder.read(Self.release + "/manifest.json"))
        .replacing(commit, with: "COMMIT"),
      equals: "export-manifest")
  }

  @Test func checksumsHoldInFolderAndInUnpackedBundle() async throws {
    let dataset = try sample()
    #expect(await CommandRun.bindery("export", in: dataset.path).status == 0)
    let folder = dataset.folder.url(Self.release).path
    try Shell.run("sha256sum", "--strict", "-c", "SHA256SUMS", in: folder)
    try Shell.run(
      "gzip", "-t", "data/trees.jsonl.gz", "data/trees.csv.gz", "city-trees-1.0.0.tar.gz",
      in: folder)
    let unpacked = try TemporaryFolder()
    try Shell.run("tar", "-xzf", folder + "/city-trees-1.0.0.tar.gz", "-C", unpacked.path)
    let bundle = unpacked.path + "/city-trees-1.0.0"
    try Shell.run("sha256sum", "--strict", "-c", "SHA256SUMS", in: bundle)
    for target in [folder, bundle, folder + "/city-trees-1.0.0.tar.gz"] {
      let run = await CommandRun.bindery("verify", target, in: dataset.path)
      #expect(run.status == 0, "\(run.standardError)\(run.standardOutput)")
    }
    // Neither what is withheld nor what is omitted is anywhere in the unpacked bytes.
    for file in unpacked.files() {
      let text = String(decoding: try unpacked.bytes(file), as: UTF8.self)
      #expect(!text.contains("SECUREDVALUE"), "\(file)")
      #expect(!text.contains("Withheld"), "\(file)")
    }
  }

  @Test func secondExportSaysNothingChanged() async throws {
    let dataset = try sample()
    #expect(await CommandRun.bindery("export", in: dataset.path).status == 0)
    let before = try dataset.folder.read("Exports/catalog.json")
    let run = await CommandRun.bindery("export", in: dataset.path)
    try Golden.expect(run.transcript(hiding: dataset.path), equals: "export-unchanged")
    #expect(try dataset.folder.read("Exports/catalog.json") == before)
  }

  struct Change: Sendable, CustomTestStringConvertible {
    let name: String
    let arguments: [String]
    let apply: @Sendable (SampleDataset) throws -> Void
    var testDescription: String { name }

    init(
      _ name: String, _ arguments: [String] = [],
      _ apply: @escaping @Sendable (SampleDataset) throws -> Void
    ) {
      self.name = name
      self.arguments = arguments
      self.apply = apply
    }
  }

  static let changes: [Change] = [
    Change("changed") {
      try $0.folder.write(SampleDataset.record("height: 13\n"), to: "Records/trees/a.md")
    },
    Change("added") { try $0.folder.write(SampleDataset.record(), to: "Records/trees/d.md") },
    Change("removed") {
      try FileManager.default.removeItem(atPath: $0.path + "/Records/trees/a.md")
    },
    Change("withheld-only") {
      try $0.folder.write("---\nspecies: Other\npublished: false\n---\n", to: "Records/trees/c.md")
    },
    Change("field-added") {
      try $0.folder.write(
        SampleDataset.schema.replacing(
          "\"height\":", with: "\"girth\": { \"type\": \"number\" },\n    \"height\":"),
        to: "Schemas/tree.schema.json")
    },
    Change("title-changed") {
      try $0.folder.write(
        SampleDataset.configuration.replacing("Street trees", with: "All trees"), to: "bindery.yml")
    },
    Change("version-too-small", ["--version", "1.0.1"]) {
      try $0.folder.write(SampleDataset.record(), to: "Records/trees/d.md")
    },
    Change("bump-too-small", ["--bump", "minor"]) {
      try FileManager.default.removeItem(atPath: $0.path + "/Records/trees/a.md")
    },
    Change("bump-major", ["--bump", "major"]) {
      try $0.folder.write(SampleDataset.record(), to: "Records/trees/d.md")
    },
    Change("version-taken", ["--version", "1.0.0"]) {
      try $0.folder.write(SampleDataset.record(), to: "Records/trees/d.md")
    },
    Change("error", []) { try $0.folder.write("---\nheight: 1\n---\n", to: "Records/trees/d.md") },
  ]

  @Test(arguments: changes)
  func secondRelease(_ change: Change) async throws {
    let dataset = try sample()
    #expect(await CommandRun.bindery("export", "--quiet", in: dataset.path).status == 0)
    let before = try dataset.folder.read("Exports/catalog.json")
    try change.apply(dataset)
    let run = await CommandRun.bindery(["export"] + change.arguments, in: dataset.path)
    let words = Normalised.summary(run.transcript(hiding: dataset.path))
    try Golden.expect(words, equals: "export-second-\(change.name)")
    let after = try dataset.folder.read("Exports/catalog.json")
    #expect((run.status == 0 && change.name != "withheld-only") == (after != before))
    #expect(!dataset.folder.exists("Exports/.bindery-staging"))
  }

  /// The same bytes and modes wherever, whenever and by whomever a release is made.
  @Test func sameBytesEverywhere() async throws {
    let dataset = try sample()
    for number in 0..<500 {
      try dataset.folder.write(
        SampleDataset.record("height: \(number)\n"), to: "Records/trees/many/\(number).md")
    }
    try Shell.run("git", "add", "-A", in: dataset.path)
    try dataset.commitAgain()
    // A clone has another path, and its files were written in another order.
    let elsewhere = try TemporaryFolder()
    try Shell.run("git", "clone", "-q", dataset.path, elsewhere.path + "/a longer path")
    try Shell.run(
      "sh", "-c",
      "cp -a . ../copy && cd ../copy && rm -r Records && mkdir -p Records/trees/many"
        + " && git ls-files Records | sort -r | while read -r f; do mkdir -p \"$(dirname \"$f\")\"; git show \":$f\" > \"$f\"; done",
      in: elsewhere.path + "/a longer path")
    let conditions: [(folder: String, jobs: String, mask: String, environment: [String: String])] =
      [
        (dataset.path, "1", "022", ["TZ": "Asia/Kathmandu", "LC_ALL": "C"]),
        (dataset.path, "2", "077", ["TZ": "America/St_Johns", "LC_ALL": "C.UTF-8"]),
        (elsewhere.path + "/a longer path", "8", "022", ["TZ": "UTC", "LC_ALL": "tr_TR.UTF-8"]),
        (elsewhere.path + "/copy", "3", "000", ["TZ": "Pacific/Chatham", "LANG": "de_DE"]),
      ]
    let outputs = try TemporaryFolder()
    var listings: Set<String> = []
    for (number, condition) in conditions.enumerated() {
      let output = "\(outputs.path)/\(number)"
      try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
      try Shell.run(
        "sh", "-c", "umask $0; exec \"$@\"", condition.mask, Program.path, "export", "--quiet",
        "--output", output, "--jobs", condition.jobs, in: condition.folder,
        environment: condition.environment)
      try Shell.run("diff", "-r", outputs.path + "/0", output)
      listings.insert(
        try Shell.run("find", ".", "-mindepth", "1", "-printf", "%P %m %s\\n", in: output)
          .split(separator: "\n").sorted().joined(separator: "\n"))
    }
    #expect(listings.count == 1, "\(listings)")
  }

  @Test func checkReproducible() throws {
    let dataset = try sample()
    let run = try Program.run(["export", "--check-reproducible", "--quiet"], in: dataset.path)
    #expect(run.status == 0, "\(run)")
    #expect(dataset.folder.exists(Self.release + "/manifest.json"))
    #expect(!dataset.folder.exists("Exports/.bindery-staging"))
    let again = try Program.run(["export", "--check-reproducible", "--quiet"], in: dataset.path)
    #expect(again.standardOutput == "nothing changed since 1.0.0; nothing was written\n")
  }

  /// However a schema comes to say `x-export: omit` about a value, the value stays.
  @Test func omittedValuesNeverLeave() async throws {
    let dataset = try SampleDataset()
    try dataset.folder.write(
      """
      { "$defs": {
          "omitted": { "type": "string", "x-export": "omit" },
          "anchored": { "$dynamicAnchor": "anchor", "x-export": "omit" } },
        "properties": {
          "species": true, "published": true,
          "a": { "$ref": "#/$defs/omitted" },
          "b": { "allOf": [{ "$ref": "#/$defs/omitted" }] },
          "c": { "anyOf": [{ "type": "integer", "x-export": "omit" }, { "type": "string" }] },
          "d": { "patternProperties": { "^s": { "x-export": "omit" } }, "properties": { "sx": true } },
          "e": { "additionalProperties": { "x-export": "omit" } },
          "f": { "items": { "properties": { "s": { "x-export": "omit" } } } },
          "g": { "prefixItems": [true, { "x-export": "omit" }] },
          "h": { "if": { "type": "string" }, "then": { "x-export": "omit" } },
          "i": { "properties": { "s": true },
                 "dependentSchemas": { "q": { "properties": { "s": { "x-export": "omit" } } } } },
          "j": { "unevaluatedProperties": { "x-export": "omit" } },
          "k": { "$dynamicRef": "#anchor" },
          "l": { "items": { "x-export": "omit" } },
          "m": { "contains": { "x-export": "omit" } },
          "n": { "patternProperties": { "^s": true },
                 "allOf": [{ "patternProperties": { "x$": { "properties": { "t": { "x-export": "omit" } } } } }] },
          "o": { "patternProperties": { "^p": true }, "additionalProperties": { "x-export": "omit" } }
        } }
      """, to: "Schemas/tree.schema.json")
    try dataset.folder.write(
      """
      ---
      species: Acer
      published: true
      a: HIDDEN
      b: HIDDEN
      c: HIDDEN
      d: { sx: HIDDEN, sy: HIDDEN, x: shown }
      e: { z: HIDDEN }
      f: [{ s: HIDDEN, t: shown }]
      g: [shown, HIDDEN, shown]
      h: HIDDEN
      i: { s: HIDDEN, q: 1 }
      j: { s: HIDDEN }
      k: HIDDEN
      l: [HIDDEN, HIDDEN]
      m: [HIDDEN]
      n: { sx: { t: HIDDEN, u: shown } }
      o: { p: shown, q: HIDDEN }
      ---
      """, to: "Records/trees/a.md")
    try dataset.commit()
    let run = await CommandRun.bindery("export", "--quiet", in: dataset.path)
    #expect(run.status == 0, "\(run.standardError)")
    let folder = dataset.folder.url(Self.release).path
    try Golden.expect(
      try Shell.run("gzip", "-dc", "data/trees.jsonl.gz", in: folder),
      equals: "export-omitted-jsonl")
    let all = try Shell.run(
      "sh", "-c", "cat data/*.digests; gzip -dc data/*.gz; tar -xzOf *.tar.gz", in: folder)
    #expect(!all.contains("HIDDEN"))
  }

  /// Keys that differ in their bytes are two keys, even where they look the same.
  @Test func keysThatLookAlike() async throws {
    let dataset = try SampleDataset()
    for name in ["\u{E9}", "e\u{301}", "\u{301}"] {
      try dataset.folder.write(SampleDataset.record(), to: "Records/trees/\(name).md")
    }
    try dataset.commit()
    #expect(await CommandRun.bindery("export", "--quiet", in: dataset.path).status == 0)
    try dataset.folder.write(SampleDataset.record("height: 1\n"), to: "Records/trees/e\u{301}.md")
    let run = await CommandRun.bindery("export", in: dataset.path)
    #expect(run.standardOutput.hasPrefix("since 1.0.0:\n  trees: 1 changed\n"), "\(run)")
    #expect(run.standardOutput.contains("city-trees 1.0.1: 4 trees\n"))
  }

  @Test func sourceDateEpoch() async throws {
    let dataset = try SampleDataset()
    let without = await CommandRun.bindery("export", in: dataset.path)
    try Golden.expect(without.transcript(hiding: dataset.path), equals: "export-no-time")
    #expect(without.status == 2)
    let malformed = await CommandRun.bindery(
      "export", in: dataset.path, environment: ["SOURCE_DATE_EPOCH": "yesterday"])
    try Golden.expect(malformed.transcript(hiding: dataset.path), equals: "export-malformed-time")
    let good = await CommandRun.bindery(
      "export", "--quiet", in: dataset.path, environment: ["SOURCE_DATE_EPOCH": "1600000000"])
    #expect(good.status == 0)
    #expect(
      try dataset.folder.read(Self.release + "/manifest.json").contains(
        "\"created\": \"2020-09-13T12:26:40Z\""))
  }
}
