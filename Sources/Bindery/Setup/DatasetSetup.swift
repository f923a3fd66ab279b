internal import Documents

/// Makes a folder a dataset: proposes what `bindery.yml` and the schemas should say, from the records
/// that are there, or else with an example.
package struct DatasetSetup: Sendable {
  /// A file to be written.
  package struct File: Sendable {
    package let path: String
    let bytes: [UInt8]
    var isExecutable = false
  }

  /// What was seen of a collection, for the words at the end.
  package struct Found: Sendable {
    package let name: String
    package let include: [String]
    package let recordCount: Int
    /// Files with mistakes in their text, which a run will point at.
    package let brokenCount: Int
  }

  package let files: [File]
  package let found: [Found]
  package let leftOut: [CollectionProposal.LeftOut]
  package let ignoredPatternCount: Int
  /// Whether the folder had no records, so that an example is written.
  package let isExample: Bool
  /// Whether the folder is a dataset already, so that only what stands around it is added.
  package let isDataset: Bool
  package let repository: Repository

  /// What git knows of the folder.
  package struct Repository: Sendable {
    /// Whether there is a commit, which an export takes its time from.
    package let hasCommit: Bool
    /// Whether there is a repository.
    package let exists: Bool
    /// The folder's path in the repository; empty at its top, or where there is none.
    package let path: String
    /// The branch, where its name needs no quotes.
    let branch: String?
    /// Whether the clone has a hook of its own, which git would no longer run with another folder of
    /// hooks.
    package let hasHook: Bool
    /// Whether there is a `.gitignore` that leaves what bindery writes to git.
    package let lacksIgnoring: Bool
  }

  /// Whether GitHub and git find the files that are written for them.
  package var isFoundByGitHub: Bool { repository.path.isEmpty || repository.usesTop }

  package static func propose(root: String, jobs: Int) async throws -> DatasetSetup {
    let repository = await repository(root: root)
    let around =
      repository.files + [File(path: ".gitignore", bytes: Array(WorkflowTexts.gitIgnore.utf8))]
    if FileKind.isFile(root + "/" + ConfigurationReader.fileName) {
      return DatasetSetup(
        files: around, found: [], leftOut: [], ignoredPatternCount: 0, isExample: false,
        isDataset: true,
        repository: repository)
    }
    let survey = try await RecordSurvey.of(root: root, jobs: jobs)
    let name = Slug.of(root.split(separator: "/").last.map(String.init) ?? "")
    let (collections, leftOut) = CollectionProposal.of(survey, datasetName: name)
    guard !collections.isEmpty else {
      return example(name: name, around: around, leftOut: leftOut, repository: repository)
    }
    let ignore = IgnoreProposal.patterns(survey, collections)
    let configuration = ConfigurationText(
      name: name, title: title(root: root) ?? title(from: name),
      homepage: await homepage(root: root),
      collections: collections.map { collection in
        .init(
          name: collection.name, include: collection.include, schema: schemaPath(collection.name),
          key: SchemaProposal.key(of: collection.profile).map { "/" + $0 },
          publish: publish(collection.profile))
      }, ignore: ignore)
    let schemas = collections.map { collection in
      File(
        path: schemaPath(collection.name),
        bytes: SchemaProposal.text(
          collection.profile, title: title(from: collection.name),
          key: SchemaProposal.key(of: collection.profile)))
    }
    return DatasetSetup(
      files: [File(path: ConfigurationReader.fileName, bytes: Array(configuration.text.utf8))]
        + schemas + around,
      found: collections.map {
        Found(
          name: $0.name, include: $0.include, recordCount: $0.profile.objectCount,
          brokenCount: $0.brokenCount)
      }, leftOut: leftOut, ignoredPatternCount: ignore.count, isExample: false, isDataset: false,
      repository: repository)
  }

  private static func example(
    name: String, around: [File], leftOut: [CollectionProposal.LeftOut], repository: Repository
  ) -> DatasetSetup {
    let configuration = ConfigurationText(
      name: name, title: title(from: name), homepage: nil,
      collections: [
        .init(
          name: ExampleDataset.collection, include: ["Records/trees/**/*.md"],
          schema: schemaPath(ExampleDataset.collection), key: nil,
          publish: "{ properties: { published: { const: true } } }")
      ], ignore: [])
    let files =
      [(ConfigurationReader.fileName, configuration.text)]
      + ExampleDataset.files.map { ($0.path, $0.text) }
    return DatasetSetup(
      files: files.map { File(path: $0.0, bytes: Array($0.1.utf8)) } + around, found: [],
      leftOut: leftOut,
      ignoredPatternCount: 0, isExample: true, isDataset: false, repository: repository)
  }

  private static func repository(root: String) async -> Repository {
    let ignored = try? FileReader.read(root + "/.gitignore", maximumByteCount: 1_048_576)
    let path = await Git.run(["rev-parse", "--show-prefix"], in: root)
    let branch = await line(["symbolic-ref", "--quiet", "--short", "HEAD"], in: root)
    let hook = await line(["rev-parse", "--git-path", "hooks/pre-commit"], in: root)
    return Repository(
      hasCommit: await Git.run(["rev-parse", "--verify", "--quiet", "HEAD"], in: root).isSuccess,
      exists: path.isSuccess,
      path: path.isSuccess ? String(path.output.prefix { $0 != "\n" }.dropLast()) : "",
      branch: branch.flatMap { isPlain($0) ? $0 : nil },
      hasHook: hook.map { FileKind.exists($0.hasPrefix("/") ? $0 : root + "/" + $0) } ?? false,
      lacksIgnoring: ignored.map { !String(decoding: $0, as: UTF8.self).contains(".bindery") }
        ?? false)
  }

  /// The first line that git prints, where it has an answer.
  private static func line(_ arguments: [String], in root: String) async -> String? {
    let answer = await Git.run(arguments, in: root)
    let line = answer.output.prefix { $0 != "\n" }
    return answer.isSuccess && !line.isEmpty ? String(line) : nil
  }

  /// Whether a name needs no quotes, in YAML or for a shell.
  fileprivate static func isPlain(_ name: String) -> Bool {
    name.wholeMatch(of: /[A-Za-z0-9_][A-Za-z0-9._\/\-]*/) != nil
  }

  private static func schemaPath(_ collection: String) -> String {
    "Schemas/\(collection).schema.json"
  }

  /// Writes the files that are not there yet; returns those that were written and those that were
  /// left as they are.
  package func write(to root: String) throws -> (written: [String], kept: [String]) {
    var written: [String] = []
    var kept: [String] = []
    for file in files {
      let path = root + "/" + file.path
      try Folder.create(Folder.parent(of: path))
      let isNew = try NewFile.write(file.bytes, to: path, isExecutable: file.isExecutable)
      if isNew { written.append(file.path) } else { kept.append(file.path) }
    }
    return (written, kept)
  }
}

// MARK: What the folder says about itself

extension DatasetSetup {
  /// The first heading of the README.
  private static func title(root: String) -> String? {
    for name in ["README.md", "Readme.md", "readme.md"] {
      guard let bytes = try? FileReader.read(root + "/" + name, maximumByteCount: 1_048_576) else {
        continue
      }
      let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      guard let heading = lines.first(where: { $0.hasPrefix("# ") }) else { return nil }
      let title = String(heading.dropFirst(2).drop(while: \.isWhitespace))
      let isPlain = title.unicodeScalars.allSatisfy {
        !VisibleText.isInvisible($0) && $0 != "\u{FFFD}" && !"[]<>`*".unicodeScalars.contains($0)
      }
      let trimmed = String(title.reversed().drop(while: \.isWhitespace).reversed())
      return isPlain && !trimmed.isEmpty && trimmed.count <= 200 ? trimmed : nil
    }
    return nil
  }

  /// The name as words: `city-trees` is "City trees".
  private static func title(from name: String) -> String {
    let words = name.replacing("-", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// The page of the repository, where git knows its address.
  private static func homepage(root: String) async -> String? {
    let answer = await Git.run(["config", "--get", "remote.origin.url"], in: root)
    guard answer.isSuccess else { return nil }
    var address = answer.output.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
    if let match = address.wholeMatch(of: /git@([A-Za-z0-9.\-]+):([A-Za-z0-9._\/\-]+)/) {
      address = "https://\(match.output.1)/\(match.output.2)"
    }
    if address.hasSuffix(".git") { address.removeLast(4) }
    let isPlain = address.wholeMatch(of: /https:\/\/[A-Za-z0-9.\-]+\/[A-Za-z0-9._~\/\-]+/) != nil
    return isPlain ? address : nil
  }

  /// Which records are published, where a member says so.
  private static func publish(_ profile: ValueProfile) -> String? {
    func isTruthValue(_ name: String) -> Bool {
      profile[name].map { $0.booleanCount == $0.count } ?? false
    }
    if isTruthValue("published") { return "{ properties: { published: { const: true } } }" }
    if isTruthValue("draft") {
      return "{ properties: { draft: { const: false } } }"
    }
    return nil
  }
}

extension DatasetSetup.Repository {
  /// Whether files for GitHub and git are written at the top of the repository, and name the folder.
  fileprivate var usesTop: Bool { path.isEmpty || DatasetSetup.isPlain(path) }

  /// What is written for GitHub and git: they look for it at the top of the repository.
  fileprivate var files: [DatasetSetup.File] {
    let up = path.split(separator: "/").map { _ in "../" }.joined()
    return WorkflowTexts.files(folder: usesTop ? path : "", branch: branch).map { path, text in
      DatasetSetup.File(
        path: (usesTop ? up : "") + path, bytes: Array(text.utf8),
        isExecutable: path == WorkflowTexts.hookPath)
    }
  }
}
