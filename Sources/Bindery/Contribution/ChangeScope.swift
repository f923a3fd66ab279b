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
          || contribution.deleted.keys.contains(where: { folders.contains(Folder.parent(of: $0)) })
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

  /// Whether findings about a file of a walk are wanted.
  ///
  /// - Parameters:
  ///   - file: The file; links are always looked at, since what they lead to may have changed.
  ///   - isContributed: Whether a contribution adds or changes it.
  /// - Returns: Whether the file is to be looked at.
  func contains(_ file: RecordFile, isContributed: Bool) -> Bool {
    guard isSelected(file.path) else { return false }
    return contribution == nil || isEverything || isContributed || file.isLink
      || governed.contains(file.collection)
  }

  /// Whether a contribution adds or changes a file.
  mutating func isContributed(_ path: String) -> Bool { contribution?.touches(path) ?? false }

  /// Whether a file that a record names is not as the base has it.
  func touches(_ lookups: [CheckContext.Lookup]) -> Bool {
    guard changesMounts, var contribution else { return false }
    return lookups.contains {
      contribution.concerns($0.path) || $0.isFound && contribution.touches($0.path)
    }
  }

  /// Whether findings about a path are wanted.
  mutating func contains(_ path: String) -> Bool {
    isSelected(path) && (isEverything || contribution?.touches(path) ?? true)
  }

  private func isSelected(_ path: String) -> Bool { selection?.contains(path) ?? true }
}
