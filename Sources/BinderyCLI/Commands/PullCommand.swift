internal import ArgumentParser
internal import Bindery

/// `bindery pull`.
struct PullCommand: ContextCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case human
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Downloads, verifies and unpacks a release.",
    discussion: """
      SOURCE is the folder or the address where catalog.json lies. NAME is needed where the catalog \
      holds several datasets. RANGE is a version or a range of versions, such as 1, ^1.2, ~1.2.3 or \
      '>=1 <3'; the newest version in it is taken, and without it the newest of all.
      """)

  @Argument(
    help: ArgumentHelp("The folder or address where catalog.json lies.", valueName: "source"))
  var source: String

  @Argument(help: ArgumentHelp("The dataset and its version.", valueName: "name@range"))
  var release: String?

  @Option(
    help: ArgumentHelp(
      "The folder to put the release into; default: <name>-<version> here.", valueName: "dir"))
  var to: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Files of the release to get as they are, instead of the unpacked bundle.",
      valueName: "file"))
  var only: [String] = []

  @Flag(help: "List the versions that can be pulled.")
  var list = false

  @Option(
    name: .customLong("expect"),
    help: ArgumentHelp("The digest that the manifest must have.", valueName: "sha256:…"))
  var expectedManifest: String?

  @Option(help: "How the outcome is printed: human or json.")
  var format = Format.human

  func validate() throws {
    if let release, ReleaseChoice(release) == nil {
      throw ValidationError(
        "'\(VisibleText.shortened(release))' is not NAME@RANGE; a range is such as 1, ^1.2, ~1.2.3, '>=1 <3' or latest"
      )
    }
    if let expectedManifest, Self.digits(expectedManifest) == nil {
      throw ValidationError("--expect takes sha256: and 64 hexadecimal digits")
    }
    if list, to != nil || !only.isEmpty || expectedManifest != nil {
      throw ValidationError("--list only lists; leave --to, --only and --expect out")
    }
  }

  func run(in context: CommandContext) async throws -> ExitStatus {
    let place = try PullSource(source, workingFolder: context.workingFolder)
    let choice = release.flatMap(ReleaseChoice.init) ?? .latest
    if list {
      let catalog = try choice.selection(from: try await place.catalog(), of: source)
      switch format {
      case .human: context.standardOutput.write(CatalogReporter.text(catalog))
      case .json: context.standardOutput.write(CatalogReporter.json(catalog))
      }
      return .success
    }
    var options = PullOptions(workingFolder: context.workingFolder)
    options.choice = choice
    options.destination = to.map(context.absolutePath)
    options.only = only
    options.expectedManifest = expectedManifest.flatMap(Self.digits)
    options.isInterrupted = context.isInterrupted
    let pulled = try await ReleasePull(place, options: options).run()
    switch format {
    case .human: context.standardOutput.write(PullReporter.text(pulled, in: context.workingFolder))
    case .json: context.standardOutput.write(PullReporter.json(pulled))
    }
    return .success
  }

  /// The digits behind `sha256:`, in lower case.
  private static func digits(_ text: String) -> String? {
    let digits = text.hasPrefix("sha256:") ? text.dropFirst(7) : text[...]
    guard digits.utf8.count == 64, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
      return nil
    }
    return digits.lowercased()
  }
}
