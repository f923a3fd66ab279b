internal import ArgumentParser
internal import Bindery

/// `bindery verify`.
struct VerifyCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compares a release with its manifest and checksums.",
    discussion:
      "TARGET is a release's folder, an unpacked bundle, a .tar.gz, or a folder of releases with its catalog.json."
  )

  @Argument(help: ArgumentHelp("What to verify.", valueName: "target"))
  var target: String

  @Option(help: "Use colour: auto, always or never; auto means on a terminal.")
  var color = ColourMode.auto

  @Flag(help: "Print nothing but findings.")
  var quiet = false

  func run(in context: CommandContext) async throws -> ExitStatus {
    var path = context.absolutePath(target)
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    if CatalogVerification.isCatalogFolder(path) { return try verifyAll(path, in: context) }
    let outcome = try ReleaseVerification.verify(path)
    write(outcome.findings, in: context)
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

  private func verifyAll(_ folder: String, in context: CommandContext) throws -> ExitStatus {
    let outcome = try CatalogVerification.verify(folder)
    write(outcome.findings, in: context)
    let errorCount = outcome.findings.count { $0.severity == .error }
    guard errorCount == 0 else {
      context.standardError.write(
        "\(Summary.counted(errorCount, "error")); these are not the releases as they were published\n"
      )
      return .findings
    }
    if !quiet {
      context.standardOutput.write(
        "\(Summary.counted(outcome.releaseCount, "release")) verified, \(Summary.counted(outcome.fileCount, "file")), \(Summary.counted(outcome.recordCount, "record"))\n"
      )
    }
    return .success
  }

  private func write(_ findings: [Finding], in context: CommandContext) {
    let style = TextStyle(
      for: context.standardOutput, environment: context.environment, mode: color)
    for finding in findings {
      context.standardOutput.write(HumanReporter.text(finding, style: style) + "\n")
    }
  }
}
