internal import ArgumentParser
internal import Bindery

/// When progress is shown.
enum ProgressMode: String, ExpressibleByArgument, CaseIterable {
  case auto
  case always
  case never
}

/// Options of the commands that read a dataset.
struct DatasetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder that holds bindery.yml; default: here or the nearest folder above.",
      valueName: "dir"))
  var dataset: String?

  @Option(help: ArgumentHelp("How many batches of files are worked on at once.", valueName: "n"))
  var jobs: Int?

  @Flag(help: "Print nothing but results.")
  var quiet = false

  @Option(help: "Show progress: auto, always or never; auto means on a terminal.")
  var progress = ProgressMode.auto

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs must be a number from 1 to 1024")
    }
  }

  /// The folder of the nearest `bindery.yml`, absolute.
  func root(in context: CommandContext) throws -> String { try Self.root(dataset, in: context) }

  /// The folder that is named, or the nearest that holds a `bindery.yml`.
  static func root(_ dataset: String?, in context: CommandContext) throws -> String {
    if let dataset {
      let folder = context.absolutePath(dataset)
      guard RealPath.resolve(folder + "/bindery.yml") != nil else {
        throw BinderyError(
          .noDataset, "there is no bindery.yml in '\(dataset)'; name the folder that holds it")
      }
      return folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    }
    var folder = context.workingFolder
    while true {
      if RealPath.resolve(folder + "/bindery.yml") != nil { return folder }
      guard let slash = folder.lastIndex(of: "/"), folder != "/" else {
        throw BinderyError(
          .noDataset,
          "there is no bindery.yml here or in a folder above; write one, or name its folder with --dataset"
        )
      }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
  }

  func runOptions(in context: CommandContext) -> RunOptions {
    var options = RunOptions(jobs: jobs ?? context.processorCount)
    options.isInterrupted = context.isInterrupted
    return options
  }

  func progressLine(in context: CommandContext) -> ProgressLine {
    let isShown =
      switch progress {
      case .auto: context.standardError.isTerminal && !quiet
      case .always: true
      case .never: false
      }
    return ProgressLine(on: context.standardError, isShown: isShown)
  }
}
