import Foundation

/// What a program that is not ours made of some input.
struct CommandResult {
  let status: Int32
  let output: [UInt8]

  var text: String { String(decoding: output, as: UTF8.self) }
}

/// A folder that lasts as long as `body` runs.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

/// Runs a program of the system with `input` as its standard input.
func run(
  _ words: String..., input: [UInt8] = [], folder: URL? = nil
) throws -> CommandResult {
  try withTemporaryFolder { temporary in
    let inputFile = temporary.appending(path: "in")
    let outputFile = temporary.appending(path: "out")
    try Data(input).write(to: inputFile)
    try Data().write(to: outputFile)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["LC_ALL": "C.UTF-8", "TZ": "UTC"]) { $1 }
    process.currentDirectoryURL = folder ?? temporary
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return CommandResult(
      status: process.terminationStatus, output: Array(try Data(contentsOf: outputFile)))
  }
}
