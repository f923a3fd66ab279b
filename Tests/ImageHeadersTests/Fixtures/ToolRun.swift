internal import Foundation

/// Programs that tests run, where they are installed.
enum ToolRun {
  /// The standard output and error of a program; `nil` when it cannot be run or fails.
  static func output(_ program: String, _ arguments: String...) -> (output: String, error: String)?
  {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let error = FileManager.default.temporaryDirectory
      .appending(path: "image-headers-\(UUID().uuidString).log")
    _ = FileManager.default.createFile(atPath: error.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: error) }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = try? FileHandle(forWritingTo: error)
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    let errorText = (try? String(contentsOf: error, encoding: .utf8)) ?? ""
    return (String(decoding: data, as: UTF8.self), errorText)
  }

  static func isInstalled(_ program: String) -> Bool {
    output("sh", "-c", "command -v \(program)") != nil
  }

  /// The path of a file in the folder `Encoders`.
  static func script(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Encoders/\(name)").path
  }

  /// Calls `body` with a folder that is removed afterwards.
  static func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "image-headers-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  static func bytes(_ name: String, in folder: URL) -> [UInt8]? {
    (try? Data(contentsOf: folder.appending(path: name))).map(Array.init)
  }
}
