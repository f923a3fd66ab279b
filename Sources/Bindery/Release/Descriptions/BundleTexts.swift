/// The files of a bundle that are not data: for people, and for other tools.
struct BundleTexts {
  /// By their path in the bundle.
  let files: [String: [UInt8]]

  init(
    schemas: BundledSchemas, release: ReleaseDescription, manifestBytes: [UInt8],
    changelog: [UInt8]
  ) {
    var files = [
      Manifest.fileName: manifestBytes,
      Changelog.fileName: changelog,
      CitationFile.fileName: CitationFile.text(release),
      Croissant.fileName: Croissant(release: release).text,
      DataPackage.fileName: DataPackage(release: release).text,
      "README.md": Array(DatasetCard(release: release).text.utf8),
    ]
    for file in schemas.files { files[schemas.path(of: file)] = file.bytes }
    self.files = files
  }
}
