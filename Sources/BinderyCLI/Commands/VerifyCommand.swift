internal import ArgumentParser
internal import Bindery

/// `bindery verify`.
struct VerifyCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compares a release with its manifest and checksums.",
    discussion: "TARGET is a release's folder, an unpacked bundle, or a .tar.gz.")

  @Argument(help: ArgumentHelp("What to verify.", valueName: "target"))
  var target: String

  @Option(help: "Use colour: auto, always or never; auto means on a terminal.")
  var color = ColourMode.auto

  @Flag(help: "Print nothing but findings.")
  var quiet = false

  func run(in context: CommandContext) async throws -> ExitStatus {
    var path = context.absolutePath(target)
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    let outcome = try ReleaseVerification.verify(path)
    let style = TextStyle(
      for: context.standardOutput, environment: context.environment, mode: color)
    for finding in outcome.findings {
      context.standardOutput.write(HumanReporter.text(finding, style: style) + "\n")
    }
    guard outcome.findings.isEmpty, let manifest = outcome.manifest else {
      context.standardError.write(
        "\(Summary.counted(outcome.findings.count, "error")); this is not the release as it was published\n"
      )
      return .findings
    }
    if !quiet {
      context.standardOutput.write(
        "\(manifest.name) \(manifest.version): \(outcome.form.rawValue) verified, \(Summary.counted(outcome.fileCount, "file")), \(Summary.counted(manifest.recordCount, "record"))\n"
      )
      context.standardOutput.write("manifest sha256:\(outcome.manifestSHA256 ?? "")\n")
    }
    return .success
  }
}
