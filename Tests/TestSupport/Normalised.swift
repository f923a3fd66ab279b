/// Texts without what depends on the version of zlib: the lengths and digests of compressed files,
/// and what is derived from them.
package enum Normalised {
  /// What an export prints.
  package static func summary(_ text: String) -> String {
    text.replacing(#/ [0-9.]+ [kMG]?B\n/#, with: " SIZE\n")
      .replacing(/sha256:[0-9a-f]{64}/, with: "sha256:DIGEST")
  }

  /// The text of a manifest.
  package static func manifest(_ text: String) -> String {
    text.replacing(
      /(?<path>"path": "[^"]+\.gz",\n +"bytes": )[0-9]+(?<sum>,\n +"sha256": ")[0-9a-f]{64}/
    ) { match in "\(match.output.path)BYTES\(match.output.sum)DIGEST" }
  }
}
