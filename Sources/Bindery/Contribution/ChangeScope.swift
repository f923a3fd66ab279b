/// Which files a run is about: all, some that were named, or what a contribution changes.
struct ChangeScope: Sendable {
  private let selection: Selection?
  private var contribution: Contribution?
  /// Collections all of whose records are looked at, because the contribution changes their schema.
  private let governed: Set<Int>
  /// Whether all is looked at, because the contribution changes the configuration.
  let isEverything: Bool
  /// Whether files changed that records may name.
  let changesMounts: Bool

  init(_ options: RunOptions, dataset: Dataset) {
    selection = options.selection.map(Selection.init)
    contribution = options.contribution
    var governed: Set<Int> = []
    var isEverything = selection == nil && contribution == nil
    var changesMounts = false
    if var contribution {
      isEverything = contribution.touches(ConfigurationReader.fileName)
      for (position, collection) in dataset.collections.enumerated() {
        let paths = collection.schemaFiles.map(\.path)
        // A schema that was removed may have been found by its address.
        let folders = Set(paths.map { Folder.parent(of: $0) })
        if paths.contains(where: { contribution.touches($0) })
          || contribution.deleted.contains(where: { folders.contains(Folder.parent(of: $0.path)) })
        {
          governed.insert(position)
        }
      }
      changesMounts = !dataset.configuration.mounts.isEmpty
    }
    self.governed = governed
    self.isEverything = isEverything
    self.changesMounts = changesMounts
  }

  /// Tells of files of a walk whether findings about them are wanted, and marks them so.
  func select(in files: inout FileList) -> SelectedFiles {
    var selected = SelectedFiles()
    guard selection != nil || contribution != nil else {
      selected.selectedCount = files.count
      return selected
    }
    var contribution = contribution
    for index in 0..<files.count {
      let isContributed =
        contribution?.touches(files.bytes.span.extracting(files.entries[index].path)) ?? false
      if isContributed { selected.contributed.append(files[index]) }
      let isSelected = contains(files, index, isContributed: isContributed)
      files.select(index, isSelected)
      if isSelected { selected.selectedCount += 1 } else { selected.unselectedCount += 1 }
    }
    return selected
  }

  /// Links are always looked at, since what they lead to may have changed.
  private func contains(_ files: FileList, _ index: Int, isContributed: Bool) -> Bool {
    if let selection, !selection.contains(files[index].path) { return false }
    let entry = files.entries[index]
    return contribution == nil || isEverything || isContributed || entry.isLink
      || governed.contains(entry.collection)
  }

  /// Whether a file that a record names is not as the base has it.
  func touches(_ lookups: [CheckContext.Lookup]) -> Bool {
    guard changesMounts, var contribution else { return false }
    return lookups.contains {
      contribution.concerns($0.path) || $0.isFound && contribution.touches($0.path)
    }
  }

  /// Whether findings about a path are wanted.
  mutating func contains(_ path: String) -> Bool {
    (selection?.contains(path) ?? true) && (isEverything || contribution?.touches(path) ?? true)
  }
}

/// Which files of a walk findings are wanted about.
struct SelectedFiles: Sendable {
  var selectedCount = 0
  /// Files of records that others may be compared with.
  var unselectedCount = 0
  /// Files of records that a contribution adds or changes.
  var contributed: [RecordFile] = []

  mutating func add(_ other: SelectedFiles) {
    selectedCount += other.selectedCount
    unselectedCount += other.unselectedCount
    contributed += other.contributed
  }
}
