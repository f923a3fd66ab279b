internal import ArgumentParser
internal import Bindery

/// `bindery diff`.
struct DiffCommand: ContextCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case human
    case json
    case markdown
  }

  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Shows what differs between two releases, or a release and the working tree.",
    discussion: """
      OLD and NEW are a release's folder, an unpacked bundle, a .tar.gz, or a folder that holds \
      bindery.yml, such as '.', for the release that its working tree would give. The status is 1 \
      where they differ. What is compared is what the releases say of themselves: 'bindery verify' \
      tells whether that is true.
      """)

  @Argument(help: ArgumentHelp("The earlier release.", valueName: "old"))
  var old: String

  @Argument(help: ArgumentHelp("The later release.", valueName: "new"))
  var new: String

  @Option(help: "How differences are printed: human, json or markdown.")
  var format = Format.human

  @Option(help: "Use colour: auto, always or never; auto means on a terminal.")
  var color = ColourMode.auto

  @Option(help: ArgumentHelp("How many batches of files are worked on at once.", valueName: "n"))
  var jobs: Int?

  @Flag(help: "Print nothing; the status tells.")
  var quiet = false

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs must be a number from 1 to 1024")
    }
  }

  func run(in context: CommandContext) async throws -> ExitStatus {
    let temporary = try ScratchFolder(in: context.environment["TMPDIR"] ?? "/tmp")
    defer { withExtendedLifetime(temporary) {} }
    let before = try await open(old, in: context, temporary.path + "/old-tree")
    let after = try await open(new, in: context, temporary.path + "/new-tree")
    let sides = DiffSides(old: before.name, new: after.name)
    var reporter: any DiffReporter =
      switch format {
      case .human:
        HumanDiffReporter(
          sides,
          style: TextStyle(
            for: context.standardOutput, environment: context.environment, mode: color))
      case .json: JSONDiffReporter(sides)
      case .markdown: MarkdownDiffReporter(sides)
      }
    func write(_ text: String) { if !quiet { context.standardOutput.write(text) } }
    let diff = ReleaseDiff(
      before.contents, after.contents, temporaryFolder: temporary.path)
    let overview = try diff.run(
      begin: { write(reporter.begin($0)) },
      record: { change in
        if context.isInterrupted() { throw BinderyError(.interrupted, "interrupted") }
        write(reporter.record(change))
      })
    write(reporter.end())
    return overview.isEmpty ? .success : .findings
  }

  private func open(
    _ argument: String, in context: CommandContext, _ folder: String
  ) async throws -> (contents: ReleaseContents, name: String) {
    var path = context.absolutePath(argument)
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    if ReleaseContents.isRelease(path) {
      let contents = try ReleaseContents(path)
      return (contents, "\(contents.manifest.name) \(contents.manifest.version)")
    }
    guard RealPath.resolve(path + "/bindery.yml") != nil else {
      throw BinderyError(
        .release,
        "'\(argument)' is no release and holds no bindery.yml; name a release's folder, an unpacked bundle, a .tar.gz, or the folder of a dataset"
      )
    }
    let dataset = try Dataset.load(root: path, now: context.now)
    var options = RunOptions(jobs: jobs ?? context.processorCount)
    options.isInterrupted = context.isInterrupted
    let contents = try await WorkingTree.release(of: dataset, options: options, in: folder)
    return (contents, JSONDiffReporter.workingTree)
  }
}
