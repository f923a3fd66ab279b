/// Texts without what depends on the version of zlib: the lengths and digests of compressed files,
/// and what is derived from them.
package enum Normalised {
  /// What an export prints.
  package static func summary(_ text: String) -> String {
    text.replacing(#/ [0-9.]+ [kMG]?B\n/#, with: " SIZE\n")
      .replacing(#/\ [0-9.]+ [kMG]?B  sha256/#, with: " SIZE  sha256")
      .replacing(/sha256:[0-9a-f]{64}/, with: "sha256:DIGEST")
  }

  /// What `tar -tv` prints: a manifest is as long as the numbers in it.
  package static func listing(_ text: String) -> String {
    text.replacing(#/ +[0-9]+(?<rest> [^\n]+\/manifest\.json\n)/#) { " BYTES\($0.output.rest)" }
  }

  /// What is said of files whose compressed bytes depend on the version of zlib.
  package static func digests(_ text: String) -> String {
    text.replacing(/[0-9a-f]{64}/, with: "DIGEST").replacing(/[0-9]+ bytes/, with: "BYTES bytes")
  }

  /// The text of a manifest.
  package static func manifest(_ text: String) -> String {
    text.replacing(
      /(?<path>"path": "[^"]+\.gz",\n +"bytes": )[0-9]+(?<sum>,\n +"sha256": ")[0-9a-f]{64}/
    ) { match in "\(match.output.path)BYTES\(match.output.sum)DIGEST" }
  }
}
