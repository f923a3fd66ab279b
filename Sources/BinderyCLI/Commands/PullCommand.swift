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

  @Flag(
    name: .customLong("no-cache"),
    help: "Keep no download for later; without this, they are kept in the user's cache folder.")
  var usesNoCache = false

  @Flag(
    name: .customLong("insecure-http"),
    help: "Allow an address that is http and not of this machine.")
  var allowsInsecureHTTP = false

  @Flag(
    name: .customLong("allow-private-addresses"),
    help: "Allow hosts in private networks.")
  var allowsPrivateAddresses = false

  @Flag(
    name: .customLong("use-proxy"),
    help: "Use the proxy that the environment names, such as in https_proxy.")
  var usesProxy = false

  @Option(
    name: .customLong("stall-timeout"),
    help: ArgumentHelp(
      "How many seconds a download may stand still before it is tried again; default: 30.",
      valueName: "seconds"))
  var stallTimeout = 30

  @Option(help: "Show progress: auto, always or never; auto means on a terminal.")
  var progress = ProgressMode.auto

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
    guard (1...86_400).contains(stallTimeout) else {
      throw ValidationError("--stall-timeout must be a number of seconds from 1 to 86400")
    }
    if list, to != nil || !only.isEmpty || expectedManifest != nil {
      throw ValidationError("--list only lists; leave --to, --only and --expect out")
    }
  }

  func run(in context: CommandContext) async throws -> ExitStatus {
    let line = DownloadLine(
      on: context.standardError,
      isShown: progress == .always || (progress == .auto && context.standardError.isTerminal))
    defer { line.clear() }
    let choice = release.flatMap(ReleaseChoice.init) ?? .latest
    var options = PullOptions(in: context)
    let place = try PullSource(
      source, workingFolder: context.workingFolder,
      options: webOptions(in: context, line: line, check: options.checkInterruption))
    if list {
      let catalog = try choice.selection(
        from: try await InterruptionWatch.run(options.checkInterruption) {
          try await place.catalog()
        }, of: source)
      switch format {
      case .human: context.standardOutput.write(CatalogReporter.text(catalog))
      case .json: context.standardOutput.write(CatalogReporter.json(catalog))
      }
      return .success
    }
    options.choice = choice
    options.destination = to.map(context.absolutePath)
    options.only = only
    options.expectedManifest = expectedManifest.flatMap(Self.digits)
    let pull = ReleasePull(place, options: options)
    let pulled = try await InterruptionWatch.run(options.checkInterruption) {
      try await pull.run()
    }
    line.clear()
    switch format {
    case .human: context.standardOutput.write(PullReporter.text(pulled, in: context.workingFolder))
    case .json: context.standardOutput.write(PullReporter.json(pulled))
    }
    return .success
  }

  private func webOptions(
    in context: CommandContext, line: DownloadLine, check: @escaping @Sendable () throws -> Void
  ) -> WebStoreOptions {
    var options = WebStoreOptions()
    options.allowsInsecureHTTP = allowsInsecureHTTP
    options.allowsPrivateAddresses = allowsPrivateAddresses
    options.usesProxy = usesProxy
    options.cacheEnvironment = usesNoCache ? nil : context.environment
    options.warn = {
      line.clear()
      context.warn($0)
    }
    options.download.stallTimeout = .seconds(stallTimeout)
    options.download.progress = { line.update($0) }
    options.download.checkInterruption = check
    return options
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

extension PullOptions {
  init(in context: CommandContext) {
    self.init(workingFolder: context.workingFolder)
    isInterrupted = context.isInterrupted
  }
}
