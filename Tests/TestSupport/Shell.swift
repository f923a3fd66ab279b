import Foundation

/// Runs other programs: the real readers of what is written.
package enum Shell {
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  package struct Output {
    package let status: Int32
    package let standardOutput: String
    package let standardError: String
  }

  /// Runs a program that must succeed; returns what it printed.
  @discardableResult
  package static func run(
    _ program: String, _ arguments: String..., in folder: String? = nil,
    environment: [String: String] = [:]
  ) throws -> String {
    let output = try result(program, arguments, in: folder, environment: environment)
    guard output.status == 0 else {
      throw Failure(
        description: "\(program) \(arguments.joined(separator: " ")): status \(output.status)\n"
          + output.standardError)
    }
    return output.standardOutput
  }

  package static func result(
    _ program: String, _ arguments: [String], in folder: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Output {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    if let folder { process.currentDirectoryURL = URL(filePath: folder) }
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let errorReader = Reader(error)
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let errorText = errorReader.text()
    process.waitUntilExit()
    return Output(
      status: process.terminationStatus, standardOutput: text, standardError: errorText)
  }

  package static func isInstalled(_ program: String) -> Bool {
    (try? result("sh", ["-c", "command -v \(program)"]).status) == 0
  }

  package static func hasPythonModule(_ module: String) -> Bool {
    (try? result("python3", ["-c", "import \(module)"]).status) == 0
  }

  /// Reads a pipe beside another one, so that neither fills up and stops the program.
  private final class Reader: @unchecked Sendable {
    // `data` is written by the thread before `done` is signalled, and read after.
    private var data = Data()
    private let done = DispatchSemaphore(value: 0)

    init(_ pipe: Pipe) {
      DispatchQueue.global().async { [self] in
        data = pipe.fileHandleForReading.readDataToEndOfFile()
        done.signal()
      }
    }

    func text() -> String {
      done.wait()
      return String(decoding: data, as: UTF8.self)
    }
  }
}
