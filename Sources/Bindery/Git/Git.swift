internal import Subprocess

/// Asks the `git` command.
enum Git {
  struct Answer: Sendable {
    let isSuccess: Bool
    let output: String
    /// The first line of what git had to say against it.
    let complaint: String
  }

  private static func options(in folder: String) -> [String] {
    [
      "-C", folder,
      // A repository may name a program to run on each status; a stranger's must not.
      "-c", "core.fsmonitor=false",
      // Files of a contribution may look like a repository with a configuration of its own.
      "-c", "safe.bareRepository=explicit",
    ]
  }

  private static let environment: [Environment.Key: String] = [
    "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0",
    // A repository may name a server that has the objects that it lacks.
    "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0",
  ]

  /// The command by its path, which is looked up first: to try one folder of `PATH` after the other
  /// takes a process each.
  private static func executable() async -> Executable {
    let git = Executable.name("git")
    return (try? await git.resolveExecutablePath(in: .inherit)).map { .path($0) } ?? git
  }

  static func run(_ arguments: [String], in folder: String) async -> Answer {
    do {
      let result = try await Subprocess.run(
        await executable(), arguments: Arguments(options(in: folder) + arguments),
        environment: .inherit.updating(environment),
        output: .string(limit: 16_777_216), error: .string(limit: 65_536))
      let complaint = result.standardError.split(separator: "\n").first.map(String.init)
      return Answer(
        isSuccess: result.terminationStatus.isSuccess, output: result.standardOutput,
        complaint: VisibleText.shortened(complaint ?? "nothing", maximumScalarCount: 200))
    } catch {
      return Answer(isSuccess: false, output: "", complaint: "it cannot be run: \(error)")
    }
  }

  /// Asks for something that is not text: names and contents come as their bytes.
  ///
  /// - Parameters:
  ///   - arguments: Of git.
  ///   - folder: Where it runs.
  ///   - input: What it is given.
  /// - Returns: The output.
  /// - Throws: `BinderyError` with what git had to say.
  static func bytes(
    _ arguments: [String], in folder: String, input: [UInt8] = []
  ) async throws -> [UInt8] {
    let answer: (isSuccess: Bool, output: [UInt8], words: String)
    do {
      let result = try await Subprocess.run(
        await executable(), arguments: Arguments(options(in: folder) + arguments),
        environment: .inherit.updating(environment),
        input: .array(input), output: .bytes(limit: maximumOutputByteCount),
        error: .string(limit: 65_536))
      answer = (result.terminationStatus.isSuccess, result.standardOutput, result.standardError)
    } catch {
      throw BinderyError(.git, "git \(arguments[0]) cannot be run: \(error)")
    }
    guard answer.isSuccess else {
      let complaint = answer.words.split(separator: "\n").first ?? "it says nothing"
      let shown = VisibleText.shortened(String(complaint), maximumScalarCount: 200)
      throw BinderyError(.git, "git \(arguments[0]) failed: \(shown)")
    }
    return answer.output
  }

  /// The names of some ten million files.
  private static let maximumOutputByteCount = 1_073_741_824

  /// Whether git has files of a folder in its index; `nil` where it cannot tell, with the reason.
  static func tracks(_ folder: String, in root: String) async -> (Bool?, complaint: String) {
    let location = try? await GitIndex.Location(in: root)
    if let location, let isTracked = try? GitIndex.holds(folder, location) {
      return (isTracked, "")
    }
    // No repository, or an index that git has to read.
    let answer = await run(["ls-files", "-z", "--", folder], in: root)
    if answer.isSuccess { return (!answer.output.isEmpty, "") }
    // Not so where something names a repository that is not there.
    let isOutside = answer.complaint.contains("not a git repository (or any")
    return (isOutside ? false : nil, answer.complaint)
  }
}
