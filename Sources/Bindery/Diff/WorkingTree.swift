/// The release that the working tree of a dataset would give.
package enum WorkingTree {
  /// Makes the release.
  ///
  /// - Parameters:
  ///   - dataset: The dataset.
  ///   - options: How its records are read.
  ///   - folder: An empty folder, which it is written to.
  /// - Returns: The release; its version means nothing.
  /// - Throws: `BinderyError` where the dataset has errors, since no release could be made of it.
  package static func release(
    of dataset: Dataset, options: RunOptions, in folder: String
  ) async throws -> ReleaseContents {
    var export = ExportOptions(run: options, output: folder)
    // The time goes into nothing that is compared.
    export.environment = ["SOURCE_DATE_EPOCH": "0"]
    switch try await ReleaseExport(dataset: dataset, options: export).run() {
    case .written(let release, _): return try ReleaseContents(release.folder)
    case .invalid(let report):
      let count = report.findings.errorCount
      throw BinderyError(
        .release,
        "the working tree has \(count) error\(count == 1 ? "" : "s"); 'bindery validate' shows them"
      )
    case .unchanged: preconditionFailure("an empty folder holds no release")
    }
  }
}
