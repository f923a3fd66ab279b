/// How much is read of what comes from outside.
package enum Limits {
  /// One record: a Markdown, YAML or JSON file, or one line of a JSONL file.
  package static let maximumRecordByteCount = 1_048_576
  /// A JSONL file, which holds many records.
  package static let maximumJSONLinesByteCount = 1_073_741_824
  /// The configuration, and each schema.
  package static let maximumSchemaByteCount = 8_388_608
  /// `catalog.json` and `manifest.json`.
  package static let maximumCatalogByteCount = 67_108_864
  /// One data file of a release, decompressed.
  package static let maximumDataFileByteCount = 1_099_511_627_776
  /// A bundle, decompressed.
  package static let maximumBundleByteCount = 4_398_046_511_104
  package static let maximumBundleEntryCount = 1_000_000
  /// What a bundle holds besides the data files that its manifest names: texts and schemas.
  package static let maximumBundleTextByteCount = 268_435_456
  package static let maximumBundleTextCount = 1000
  /// One line of a data file of a release: a record whose every character may be escaped.
  package static let maximumReleasedLineByteCount = 16_777_216
  /// The records that differ between two releases.
  package static let maximumDiffByteCount = 17_179_869_184
  /// Findings of one record; a hostile one could cause any number.
  package static let maximumFindingCountPerRecord = 200
}
