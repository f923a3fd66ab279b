import Foundation
import TestSupport
import Testing

/// An export that cannot end leaves the old state, and says why.
struct ExportFailureTests {
  private func large() throws -> SampleDataset {
    let dataset = try SampleDataset()
    for number in 0..<3000 {
      let text = String(repeating: "\(number) ", count: 400)
      try dataset.folder.write(
        SampleDataset.record("height: \(number)\n", body: text), to: "Records/trees/\(number).md")
    }
    return dataset
  }

  @Test func outputThatCannotBeWritten() async throws {
    let dataset = try SampleDataset()
    try dataset.commit()
    try dataset.folder.write("a file, not a folder", to: "taken")
    let run = await CommandRun.bindery("export", "--output", "taken/releases", in: dataset.path)
    #expect(run.status == 2)
    try Golden.expect(run.transcript(hiding: dataset.path), equals: "export-output-not-writable")
  }

  @Test func readOnlyOutput() throws {
    let dataset = try SampleDataset()
    try dataset.commit()
    let output = try TemporaryFolder()
    try Shell.run("chmod", "555", output.path)
    try Shell.run("chmod", "-R", "a+rX", dataset.path)
    let run = try Program.run(
      ["export", "--output", output.path], in: dataset.path,
      environment: ["SOURCE_DATE_EPOCH": "1600000000"], asNobody: true)
    #expect(run.status == 2)
    try Golden.expect(
      run.transcript(hiding: output.path), equals: "export-output-read-only")
  }

  /// Only root may mount; elsewhere the case is covered by any disk that really is full.
  @Test(.enabled(if: FullDisk.canMount, "needs the right to mount a tmpfs"))
  func fullDisk() async throws {
    let dataset = try large()
    try dataset.commit()
    for kibibytes in [64, 1024, 4096] {
      let disk = try FullDisk(kibibytes: kibibytes)
      let run = await CommandRun.bindery("export", "--output", disk.path, in: dataset.path)
      #expect(run.status == 2)
      #expect(
        run.standardError.contains("No space left on device"), "\(run.standardError)")
      #expect(run.standardOutput.isEmpty)
      #expect(disk.entries.isEmpty, "left behind: \(disk.entries)")
    }
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func signal(_ number: Int32) async throws {
    let dataset = try large()
    try dataset.commit()
    let process = try Program.start(["export"], in: dataset.path)
    while !dataset.folder.exists("Exports/.bindery-staging/scratch"),
      process.isRunning
    {
      usleep(200)
    }
    kill(process.processIdentifier, number)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 2)
    let error = (process.standardError as? Pipe)?.fileHandleForReading.readDataToEndOfFile()
    #expect(
      String(decoding: error ?? Data(), as: UTF8.self)
        == "bindery: interrupted; nothing was written\n")
    #expect(dataset.folder.files(below: "Exports") == [])
    let again = await CommandRun.bindery("export", "--quiet", in: dataset.path)
    #expect(again.status == 0)
  }

  @Test func killedExportLeavesNothingHalf() async throws {
    let dataset = try large()
    try dataset.commit()
    let process = try Program.start(["export"], in: dataset.path)
    while !dataset.folder.exists("Exports/.bindery-staging/scratch"),
      process.isRunning
    {
      usleep(200)
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(!dataset.folder.exists("Exports/catalog.json"))
    #expect(!dataset.folder.exists("Exports/city-trees"))
    let again = await CommandRun.bindery("export", "--quiet", in: dataset.path)
    #expect(again.status == 0)
    #expect(!dataset.folder.exists("Exports/.bindery-staging"))
  }

  @Test func twoExportsAtOnce() async throws {
    let dataset = try SampleDataset()
    try dataset.commit()
    // Another program holds the lock in the way that an export does.
    try dataset.folder.write("", to: "Exports/.bindery-lock")
    let holder = Process()
    holder.executableURL = URL(filePath: "/usr/bin/env")
    holder.arguments = [
      "flock", "--no-fork", dataset.path + "/Exports/.bindery-lock", "sleep", "600",
    ]
    holder.standardOutput = FileHandle.nullDevice
    holder.standardError = FileHandle.nullDevice
    try holder.run()
    // Not `terminate`: other tests have this process ignore SIGTERM, and its children inherit that.
    defer { kill(holder.processIdentifier, SIGKILL) }
    while (try? Shell.run("flock", "-n", dataset.path + "/Exports/.bindery-lock", "true")) != nil {
      usleep(1000)
    }
    let second = await CommandRun.bindery("export", in: dataset.path)
    #expect(second.status == 2)
    try Golden.expect(second.transcript(hiding: dataset.path), equals: "export-locked")
  }
}

/// A small file system in memory, unmounted when let go of.
final class FullDisk {
  let folder: TemporaryFolder
  var path: String { folder.path }

  static var canMount: Bool { getuid() == 0 && (try? FullDisk(kibibytes: 64)) != nil }

  init(kibibytes: Int) throws {
    folder = try TemporaryFolder()
    try Shell.run("mount", "-t", "tmpfs", "-o", "size=\(kibibytes)k", "tmpfs", folder.path)
  }

  var entries: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? ["?"]
  }

  deinit { _ = try? Shell.run("umount", path) }
}
