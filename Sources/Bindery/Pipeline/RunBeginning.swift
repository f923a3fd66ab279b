/// What a run begins with, made while something else is waited for.
package struct RunBeginning: Sendable {
  /// What earlier runs found, where the run may use it.
  let cache: CacheDatabase?
  /// What folders held in earlier runs.
  let memory: FolderMemory?
  private(set) var walk: PrefetchedWalk

  private init(_ dataset: Dataset, _ options: RunOptions) async {
    // What is remembered of a file is less than the network is asked about, and than `--fix` needs.
    if let trust = options.cacheTrust, options.online == nil, !options.collectsEdits {
      cache = await CacheDatabase.open(in: dataset.root, trust: trust, warn: options.warn)
    } else {
      cache = nil
    }
    memory = cache.map(FolderMemory.init)
    walk = PrefetchedWalk(dataset.walk(ignoring: options.outputFolders, memory: memory))
  }

  /// Begins a run at once.
  static func make(_ dataset: Dataset, _ options: RunOptions) async -> RunBeginning {
    await RunBeginning(dataset, options)
  }

  /// Begins a run, and goes on with its walk until the task is cancelled.
  package static func start(
    _ dataset: Dataset, _ options: RunOptions
  ) -> Task<RunBeginning, Never> {
    Task {
      // A task of its own: a cancelled one would stop the git that it waits for.
      var beginning = await Task { await RunBeginning(dataset, options) }.value
      beginning.walk.prefetch()
      return beginning
    }
  }
}
