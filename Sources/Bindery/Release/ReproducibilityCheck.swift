internal import Subprocess

#if canImport(System)
internal import System
#else
internal import SystemPackage
#endif

/// Makes a release in a process of its own: with another number of threads, in another time zone and
/// in another locale.
package struct ReproducibilityCheck: Sendable {
  private let program: String
  private let arguments: [String]
  private let environment: [String: String]

  /// Prepares the other process.
  ///
  /// - Parameters:
  ///   - program: The path of this program.
  ///   - arguments: The command line for the same release, all but `--output`.
  ///   - environment: That of this process.
  package init(program: String, arguments: [String], environment: [String: String]) {
    self.program = program
    self.arguments = arguments
    let locale = environment["LC_ALL"] == "C" ? "C.UTF-8" : "C"
    let zone = environment["TZ"] == "Pacific/Chatham" ? "America/St_Johns" : "Pacific/Chatham"
    self.environment = environment.merging(["LC_ALL": locale, "TZ": zone]) { _, new in new }
  }

  /// Exports to a folder, and returns it.
  ///
  /// Findings stop the other process as they will stop this one; they are reported here.
  func export(to output: String) async throws -> String {
    let failure: String
    do {
      let variables = environment.map {
        (Environment.Key(stringLiteral: $0.key), $0.value)
      }
      let result = try await Subprocess.run(
        .path(FilePath(program)), arguments: Arguments(arguments + ["--output", output]),
        environment: .custom(Dictionary(uniqueKeysWithValues: variables)), output: .discarded,
        error: .string(limit: 1_048_576))
      switch result.terminationStatus {
      case .exited(0), .exited(1): return output
      default: failure = VisibleText.shortened(result.standardError, maximumScalarCount: 500)
      }
    } catch {
      failure = "\(error)"
    }
    throw BinderyError(.release, "the second export, to compare with, failed: \(failure)")
  }
}
