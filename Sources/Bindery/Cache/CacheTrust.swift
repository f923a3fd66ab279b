/// Whether a dataset's cache may be used, which is asked before it is needed.
package struct CacheTrust: Sendable {
  private let distrust: Task<String?, Never>

  /// Starts to ask.
  ///
  /// - Parameter root: The dataset's folder.
  /// - Returns: What the answer can be taken from.
  package static func ask(in root: String) -> CacheTrust {
    CacheTrust(
      distrust: Task { await LocalDatabase.reasonToDistrust(CacheDatabase.fileName, root: root) })
  }

  /// Asks no more.
  package func cancel() { distrust.cancel() }

  /// Why the cache may hold what a stranger wrote; `nil` where it is this machine's own.
  var reasonToDistrust: String? { get async { await distrust.value } }
}
