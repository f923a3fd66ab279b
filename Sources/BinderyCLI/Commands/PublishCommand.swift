internal import ArgumentParser
internal import Bindery

/// `bindery publish`.
struct PublishCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Copies new releases to a folder that a web server serves.",
    discussion: """
      DIR gets the files of each version that it does not have yet, an index.html, and last the \
      catalog.json that 'bindery pull' reads. What is published already is never changed.
      """)

  @Argument(help: ArgumentHelp("The folder that is served.", valueName: "dir"))
  var folder: String

  @Option(
    help: ArgumentHelp(
      "The folder of all releases; default: Exports beside the nearest bindery.yml.",
      valueName: "dir"))
  var from: String?

  @Option(
    help: ArgumentHelp(
      "The address that the folder will have, for the commands in index.html.",
      valueName: "address"))
  var url: String?

  @Option(
    name: .customLong("asset-url"),
    help: ArgumentHelp(
      "For hosts without folders, such as GitHub Releases: the address of a release's files, with {name} and {version}.",
      valueName: "address"))
  var assetAddress: String?

  @Flag(help: "Print nothing.")
  var quiet = false

  func validate() throws {
    if let url, !Self.isAddress(url) {
      throw ValidationError("--url must be an address such as https://data.example.org/trees")
    }
    if let assetAddress, AssetAddress(assetAddress) == nil {
      throw ValidationError(
        "--asset-url must be an address such as https://github.com/OWNER/REPOSITORY/releases/download/{name}-{version}/"
      )
    }
  }

  private static func isAddress(_ text: String) -> Bool {
    (text.hasPrefix("https://") || text.hasPrefix("http://"))
      && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }

  func run(in context: CommandContext) async throws -> ExitStatus {
    let source =
      try from.map(context.absolutePath)
      ?? DatasetOptions.root(nil, in: context) + "/Exports"
    var options = PublishOptions(source: source, destination: context.absolutePath(folder))
    options.address = url
    options.assets = assetAddress.flatMap(AssetAddress.init)
    options.isInterrupted = context.isInterrupted
    let publication = try await ReleasePublication(options: options).run()
    if !quiet { context.standardOutput.write(text(publication)) }
    return .success
  }

  private func text(_ publication: Publication) -> String {
    var text = ""
    for release in publication.added {
      text += """
        \(release.name) \(release.version): \(ByteCount.text(release.byteCount)) in \(VisibleText.escape(folder))/\(release.path)/
        manifest sha256:\(release.manifest)

        """
    }
    if publication.added.isEmpty { text += "nothing new; " }
    return text + "\(Summary.counted(publication.versionCount, "version")) published\n"
  }
}
