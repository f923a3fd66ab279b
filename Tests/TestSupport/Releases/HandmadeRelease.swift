/// A published release made by hand, so that a test can spoil any part of it.
package struct HandmadeRelease {
  package static let archive = "trees-1.0.0.tar.gz"
  package static let lines = "{\"_id\":\"a\"}\n"

  /// `manifest.json`, naming `data/trees.jsonl` with ``lines``.
  package var manifest: String
  /// The entries of the bundle's `SHA256SUMS`, besides the manifest and the data.
  package var bundle: [UInt8] = []
  package var title = "Trees"

  package init() throws {
    manifest = try Self.manifest()
  }

  package static func manifest(
    path: String = "data/trees.jsonl", byteCount: Int = lines.utf8.count, sha256: String? = nil
  ) throws -> String {
    let digest = try sha256 ?? SHA256Text.of(Array(lines.utf8))
    let zeros = String(repeating: "0", count: 64)
    return """
      {
        "format": "bindery.manifest/1", "name": "trees", "version": "1.0.0", "title": "Trees",
        "created": "2024-05-06T07:08:09Z", "source": { "commit": null, "clean": null },
        "generator": { "name": "bindery", "version": "1" }, "previous": null,
        "collections": [
          { "name": "trees", "records": 1, "withheld": 0, "digest": "\(zeros)",
            "schema": { "path": "schemas/tree.schema.json", "sha256": "\(zeros)" } }
        ],
        "files": [
          { "path": "\(path)", "bytes": \(byteCount), "sha256": "\(digest)",
            "mediaType": "application/jsonl", "records": 1 }
        ]
      }

      """
  }

  /// An archive with what the manifest names and `SHA256SUMS`, and what `change` adds in between.
  package func archive(adding change: (inout TarBytes) -> Void) throws -> [UInt8] {
    var tar = TarBytes()
    tar.add("trees-1.0.0/", kind: .folder)
    tar.add(
      "trees-1.0.0/SHA256SUMS",
      """
      \(try SHA256Text.of(Array(Self.lines.utf8)))  data/trees.jsonl
      \(try SHA256Text.of(Array(manifest.utf8)))  manifest.json

      """)
    tar.add("trees-1.0.0/data/", kind: .folder)
    tar.add("trees-1.0.0/data/trees.jsonl", Self.lines)
    change(&tar)
    tar.add("trees-1.0.0/manifest.json", manifest)
    tar.finish()
    return tar.bytes
  }

  /// Writes the release and its catalog into a folder.
  package func write(to folder: TemporaryFolder) throws {
    let files = [("manifest.json", Array(manifest.utf8)), (Self.archive, bundle)]
    for (name, bytes) in files { try folder.write(bytes, to: "trees/1.0.0/\(name)") }
    let entries = try files.map { name, bytes in
      "{ \"path\": \"\(name)\", \"bytes\": \(bytes.count), \"sha256\": \"\(try SHA256Text.of(bytes))\" }"
    }
    try folder.write(
      """
      {
        "format": "bindery.catalog/1",
        "datasets": [
          { "name": "trees", "title": "\(title)", "versions": [
            { "version": "1.0.0", "created": "2024-05-06T07:08:09Z", "records": 1,
              "manifest": "\(try SHA256Text.of(Array(manifest.utf8)))", "path": "trees/1.0.0",
              "files": [\(entries.joined(separator: ", "))] }
          ] }
        ]
      }

      """, to: "catalog.json")
  }
}

/// SHA-256 as another program computes it.
package enum SHA256Text {
  package static func of(_ bytes: [UInt8]) throws -> String {
    let folder = try TemporaryFolder()
    try folder.write(bytes, to: "file")
    return String(try Shell.run("sha256sum", "file", in: folder.path).prefix(64))
  }
}
