internal import Archives
package import ArgumentParser
internal import Bindery

/// A command that runs with what it is given, and ends in a status.
protocol ContextCommand: ParsableCommand {
  func run(in context: CommandContext) async throws -> ExitStatus
}

/// `bindery`.
package struct BinderyCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "bindery",
    abstract: "Validates records, and binds them into dataset releases.",
    version: BinderyVersion.current,
    subcommands: [
      ValidateCommand.self, ExportCommand.self, VerifyCommand.self, DiffCommand.self,
      PublishCommand.self, PullCommand.self, InitCommand.self, ExplainCommand.self,
    ])

  package init() {}

  /// Runs a whole command line, without the program's name.
  package static func run(
    _ arguments: [String], in context: CommandContext
  ) async -> ExitStatus {
    let status = await outcome(of: arguments, in: context)
    guard let failure = context.standardOutput.failure else { return status }
    context.standardError.write("bindery: cannot write to standard output: \(failure)\n")
    return .failure
  }

  private static func outcome(
    of arguments: [String], in context: CommandContext
  ) async -> ExitStatus {
    let command: any ParsableCommand
    do {
      command = try parseAsRoot(arguments)
    } catch {
      return report(parsingError: shown(error, arguments), in: context)
    }
    guard let command = command as? any ContextCommand else {
      // Without a subcommand, or with `help`: the library has the text.
      do {
        var command = command
        try command.run()
      } catch {
        return report(parsingError: error, in: context)
      }
      return .success
    }
    do {
      return try await command.run(in: context)
    } catch let error as ConfigurationError {
      let style = TextStyle(for: context.standardError, environment: context.environment)
      for finding in error.findings {
        context.standardError.write(HumanReporter.text(finding, style: style) + "\n")
      }
      context.standardError.write("bindery: the configuration cannot be used\n")
      return .failure
    } catch let error as ValidationError {
      context.standardError.write("bindery: \(VisibleText.escape(error.message))\n")
      return .usage
    } catch {
      context.standardError.write("bindery: \(VisibleText.escape("\(error)"))\n")
      return .failure
    }
  }

  /// The same error about arguments as they may be shown: a script may pass on the name of a
  /// stranger's file.
  private static func shown(_ error: any Error, _ arguments: [String]) -> any Error {
    let visible = arguments.map { VisibleText.escape($0) }
    guard visible != arguments else { return error }
    do {
      _ = try parseAsRoot(visible)
    } catch {
      return error
    }
    return ValidationError("an argument holds characters that cannot be shown")
  }

  /// Help and the version go to standard output, wrong usage to standard error.
  private static func report(
    parsingError error: any Error, in context: CommandContext
  ) -> ExitStatus {
    let text = fullMessage(for: error) + "\n"
    guard exitCode(for: error).isSuccess else {
      context.standardError.write(text)
      return .usage
    }
    context.standardOutput.write(text)
    return .success
  }
}
