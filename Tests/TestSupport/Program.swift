package import Foundation

/// The built program as a process of its own, for what a run inside the test cannot show: signals,
/// other users, the real streams.
package enum Program {
  /// The program beside the test bundle.
  package static let path: String = {
    var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    if let bundle = Bundle.allBundles.first(where: { $0.bundlePath.hasSuffix(".xctest") }) {
      folder = bundle.bundleURL.deletingLastPathComponent()
    }
    let beside = folder.appending(path: "bindery").path
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    return URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: ".build/debug/bindery").path
  }()

  package static func run(
    _ arguments: [String], in folder: String, environment: [String: String] = [:],
    asNobody: Bool = false
  ) throws -> CommandRun {
    var command = [path] + arguments
    if asNobody, getuid() == 0 {
      command =
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] + command
    }
    let output = try Shell.result(
      command[0], Array(command.dropFirst()), in: folder, environment: environment)
    return CommandRun(
      standardOutput: output.standardOutput, standardError: output.standardError,
      status: output.status)
  }

  /// Starts the program and leaves it running.
  package static func start(
    _ arguments: [String], in folder: String, environment: [String: String] = [:]
  ) throws -> Process {
    let process = Process()
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.standardOutput = Pipe()
    process.standardError = Pipe()
    try process.run()
    return process
  }
}
