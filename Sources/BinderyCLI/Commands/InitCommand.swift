internal import ArgumentParser
internal import Bindery

/// `bindery init`.
struct InitCommand: ContextCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Makes a folder a dataset: configuration, schemas, workflows.",
    discussion: """
      Where the folder holds records already, the schemas are written from them. A file that is there \
      is never changed.
      """)

  @Argument(help: ArgumentHelp("The folder; default: here.", valueName: "dir"))
  var folder: String?

  func run(in context: CommandContext) async throws -> ExitStatus {
    let path = context.absolutePath(folder ?? ".")
    guard let root = RealPath.resolve(path) else {
      throw BinderyError(.unreadable, "there is no folder '\(VisibleText.escape(folder ?? "."))'")
    }
    let setup = try await DatasetSetup.propose(root: root, jobs: context.processorCount)
    let (written, kept) = try setup.write(to: root)
    let output = context.standardOutput
    for line in found(setup) { output.write(line + "\n") }
    for file in written { output.write("  wrote \(VisibleText.escape(file))\n") }
    for file in kept { output.write("  kept  \(VisibleText.escape(file)), which was there\n") }
    output.write("\n" + advice(setup, written: written).map { $0 + "\n" }.joined())
    output.write("next:\n")
    for command in nextCommands(setup) { output.write("  \(command)\n") }
    return .success
  }

  private func found(_ setup: DatasetSetup) -> [String] {
    if setup.isDataset { return ["this is a dataset already: bindery.yml stays as it is"] }
    let leftOut = setup.leftOut.map { files in
      "left out: \(VisibleText.escape(files.path))"
        + (files.recordCount > 1 ? " and \(files.recordCount - 1) like it" : "")
    }
    if setup.isExample {
      return leftOut + ["no collection of records here yet: an example of two trees is written"]
    }
    var lines = setup.found.map { collection in
      var line =
        "\(collection.name): \(Summary.counted(collection.recordCount, "record")) in "
        + collection.include.map { VisibleText.escape($0) }.joined(separator: ", ")
      if collection.brokenCount > 0 {
        line +=
          "; \(Summary.counted(collection.brokenCount, "file")) with mistakes, which 'bindery validate' shows"
      }
      return line
    }
    lines += leftOut
    if setup.ignoredPatternCount > 0 {
      lines.append(
        "\(Summary.counted(setup.ignoredPatternCount, "pattern")) under 'ignore' for files among them that are no records"
      )
    }
    return lines
  }

  /// What only the owner can do.
  private func advice(_ setup: DatasetSetup, written: [String]) -> [String] {
    var lines: [String] = []
    if !setup.found.isEmpty {
      lines.append("The schemas say what the records have in common: read them, and correct them.")
    }
    if written.contains(where: { $0.contains(".github/") }) {
      lines.append(
        "Set BINDERY_SOURCE in .github/workflows to the address of bindery's git repository.")
      if !setup.isFoundByGitHub {
        lines.append(
          "GitHub reads .github at the top of the repository only: move it there, and write 'working-directory: records/\(VisibleText.escape(setup.repository.path))'."
        )
      }
    }
    if written.contains(where: { $0.contains(".githooks/") }) {
      lines.append(
        setup.repository.hasHook
          ? "This clone has a pre-commit hook of its own: call .githooks/pre-commit from it."
          : "'git config core.hooksPath .githooks' validates before each commit in this clone.")
    }
    if setup.repository.lacksIgnoring {
      lines.append("Add /.bindery/ and /Exports/ to .gitignore.")
    }
    return lines.isEmpty ? [] : lines + [""]
  }

  /// An export takes its time from a commit.
  private func nextCommands(_ setup: DatasetSetup) -> [String] {
    let place = folder.map { " --dataset \(Self.quoted($0))" } ?? ""
    let git = folder.map { "git -C \(Self.quoted($0))" } ?? "git"
    guard setup.repository.hasCommit else {
      let start = setup.repository.exists ? "" : "\(git) init && "
      return [
        "bindery validate\(place)", "\(start)\(git) add -A && \(git) commit -m \"Records\"",
        "bindery export\(place)",
      ]
    }
    return [
      "bindery validate\(place)", "bindery export\(place)",
      "\(git) add -A && \(git) commit -m \"Validate records with bindery\"",
    ]
  }

  /// A path as a shell takes it.
  private static func quoted(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "-")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
    }
    return isPlain && !path.isEmpty
      ? path : "'" + VisibleText.escape(path).replacing("'", with: "'\\''") + "'"
  }
}
