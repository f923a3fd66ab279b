/// Patterns for everything in the collections' folders that is no record.
struct IgnoreProposal {
  private let records: Set<String>
  private var patterns: [String] = []

  /// Beyond this, files that are alike by extension get one pattern.
  private static let maximumFileCount = 5

  static func patterns(
    _ survey: RecordSurvey, _ collections: [CollectionProposal]
  ) -> [String] {
    var proposal = IgnoreProposal(
      records: collections.reduce(into: []) { $0.formUnion($1.recordPaths) })
    let starts = collections.reduce(into: Set<String>()) { $0.formUnion($1.folders) }
    proposal.visit(survey.tree, starts: starts, isInside: false)
    return proposal.patterns
  }

  private init(records: Set<String>) { self.records = records }

  private mutating func visit(
    _ folder: RecordSurvey.Folder, starts: Set<String>, isInside: Bool
  ) {
    let isInside = isInside || starts.contains(folder.path)
    if isInside {
      if folder.path.isEmpty {
        // Settings of tools, those that are still to come among them.
        patterns += [".*", ".*/**"]
      } else if !holdsRecords(folder) {
        if holdsFiles(folder) { patterns.append(Glob.literal(folder.path) + "/**") }
        return
      }
      ignoreFiles(of: folder)
    }
    for child in folder.folders where !(folder.path.isEmpty && child.path.hasPrefix(".")) {
      visit(child, starts: starts, isInside: isInside)
    }
  }

  private mutating func ignoreFiles(of folder: RecordSurvey.Folder) {
    let others = folder.files.filter { path in
      !records.contains(path) && !(folder.path.isEmpty && path.hasPrefix("."))
        && path != ConfigurationReader.fileName
    }
    let recordExtensions = Set(
      folder.files.filter(records.contains).compactMap(PathName.fileExtension))
    var perExtension: [Substring: [String]] = [:]
    for path in others {
      perExtension[PathName.fileExtension(of: path) ?? "", default: []].append(path)
    }
    for (name, paths) in perExtension.sorted(by: { $0.key < $1.key }) {
      if paths.count > Self.maximumFileCount, !name.isEmpty, !recordExtensions.contains(name) {
        let prefix = folder.path.isEmpty ? "" : Glob.literal(folder.path) + "/"
        patterns.append("\(prefix)*.\(Glob.literal(String(name)))")
      } else {
        patterns += paths.map(Glob.literal)
      }
    }
  }

  private func holdsRecords(_ folder: RecordSurvey.Folder) -> Bool {
    folder.files.contains(where: records.contains) || folder.folders.contains(where: holdsRecords)
  }

  private func holdsFiles(_ folder: RecordSurvey.Folder) -> Bool {
    folder.isSkipped || !folder.files.isEmpty || folder.folders.contains(where: holdsFiles)
  }
}
