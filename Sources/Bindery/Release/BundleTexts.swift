internal import Documents

/// The files of a bundle that are not data: for people, and for other tools.
struct BundleTexts {
  /// By their path in the bundle.
  let files: [String: [UInt8]]

  init(dataset: Dataset, manifest: Manifest, manifestBytes: [UInt8]) {
    var files = [
      Manifest.fileName: manifestBytes,
      "README.md": Array(DatasetCard(dataset: dataset, manifest: manifest).text.utf8),
    ]
    let schemas = BundledSchemas(dataset)
    for file in schemas.files { files[schemas.path(of: file)] = file.bytes }
    self.files = files
  }
}
