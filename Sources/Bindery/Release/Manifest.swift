internal import Documents

/// What is in a release: `manifest.json`, described by `Schemas/manifest.schema.json`.
package struct Manifest: Sendable {
  package var name: String
  package var version: Version
  package var title: String
  package var description: String?
  package var license: String?
  package var homepage: String?
  /// RFC 3339, UTC.
  package var created: String
  package var commit: String?
  package var isClean: Bool?
  package var previous: Previous?
  package var collections: [CollectionEntry]
  package var files: [FileEntry]

  /// The release before this one.
  package struct Previous: Sendable, Hashable {
    package let version: Version
    /// SHA-256 of its `manifest.json`.
    package let manifest: String
  }

  package struct CollectionEntry: Sendable, Hashable {
    package let name: String
    package let recordCount: Int
    package let withheldCount: Int
    /// The schema's path in the bundle.
    package let schemaPath: String
    package let schemaSHA256: String
    /// SHA-256 over the canonical JSON of all records.
    package let digest: String
  }

  package struct FileEntry: Sendable, Hashable {
    package let path: String
    package let digest: FileDigest
    package let mediaType: String
    package let recordCount: Int?
    /// For a compressed file, what is inside; the bundle holds that instead.
    package let content: Content?

    package struct Content: Sendable, Hashable {
      package let path: String
      package let digest: FileDigest
    }
  }

  static let fileName = "manifest.json"

  package var recordCount: Int { collections.reduce(0) { $0 + $1.recordCount } }

  /// The members that make two releases the same: all but version, time, origin and files.
  package func hasSameContent(as other: Manifest) -> Bool {
    func described(_ manifest: Manifest) -> [String?] {
      [manifest.name, manifest.title, manifest.description, manifest.license, manifest.homepage]
    }
    // A withheld record is not in the release, so its coming and going changes nothing.
    func published(_ manifest: Manifest) -> [[String]] {
      manifest.collections.map {
        [$0.name, "\($0.recordCount)", $0.schemaPath, $0.schemaSHA256, $0.digest]
      }
    }
    return described(self) == described(other) && published(self) == published(other)
  }
}

// MARK: Writing

extension Manifest {
  var json: JSONTree {
    .members([
      ("format", .string("bindery.manifest/1")),
      ("name", .string(name)),
      ("version", .string(version.description)),
      ("title", .string(title)),
      ("description", .optional(description)),
      ("license", .optional(license)),
      ("homepage", .optional(homepage)),
      ("created", .string(created)),
      (
        "source",
        .members([
          ("commit", commit.map(JSONTree.string) ?? .null),
          ("clean", isClean.map(JSONTree.boolean) ?? .null),
        ])
      ),
      (
        "generator",
        .members([("name", .string("bindery")), ("version", .string(BinderyVersion.current))])
      ),
      (
        "previous",
        previous.map {
          .members([
            ("version", .string($0.version.description)), ("manifest", .string($0.manifest)),
          ])
        } ?? .null
      ),
      ("collections", .array(collections.map(\.json))),
      ("files", .array(files.map(\.json))),
    ])
  }
}

extension Manifest.CollectionEntry {
  fileprivate var json: JSONTree {
    .members([
      ("name", .string(name)),
      ("records", .integer(recordCount)),
      ("withheld", .integer(withheldCount)),
      (
        "schema",
        .members([("path", .string(schemaPath)), ("sha256", .string(schemaSHA256))])
      ),
      ("digest", .string(digest)),
    ])
  }
}

extension Manifest.FileEntry {
  fileprivate var json: JSONTree {
    .members([
      ("path", .string(path)),
      ("bytes", .integer(digest.byteCount)),
      ("sha256", .string(digest.sha256)),
      ("mediaType", .string(mediaType)),
      ("records", recordCount.map(JSONTree.integer)),
      (
        "content",
        content.map {
          .members([
            ("path", .string($0.path)), ("bytes", .integer($0.digest.byteCount)),
            ("sha256", .string($0.digest.sha256)),
          ])
        }
      ),
    ])
  }
}

// MARK: Reading

extension Manifest {
  /// Reads a manifest that may come from anywhere.
  package init(_ bytes: [UInt8], path: String) throws {
    let root = try ShippedSchema.manifest.validated(bytes, path: path)
    guard let version = Version(root["version"]?.string ?? "") else {
      throw BinderyError(.release, "'\(path)' holds no semantic version")
    }
    self.init(
      name: root["name"]?.string ?? "", version: version, title: root["title"]?.string ?? "",
      description: root["description"]?.string, license: root["license"]?.string,
      homepage: root["homepage"]?.string, created: root["created"]?.string ?? "",
      commit: root["source"]?["commit"]?.string, isClean: root["source"]?["clean"]?.boolean,
      previous: root["previous"].flatMap(Previous.init),
      collections: root["collections"]?.elements.map(CollectionEntry.init) ?? [],
      files: root["files"]?.elements.map(FileEntry.init) ?? [])
  }
}

extension Manifest.Previous {
  fileprivate init?(_ value: Value) {
    guard let version = Version(value["version"]?.string ?? "") else { return nil }
    self.init(version: version, manifest: value["manifest"]?.string ?? "")
  }
}

extension Manifest.CollectionEntry {
  fileprivate init(_ value: Value) {
    self.init(
      name: value["name"]?.string ?? "", recordCount: value["records"]?.integer ?? 0,
      withheldCount: value["withheld"]?.integer ?? 0,
      schemaPath: value["schema"]?["path"]?.string ?? "",
      schemaSHA256: value["schema"]?["sha256"]?.string ?? "",
      digest: value["digest"]?.string ?? "")
  }
}

extension Manifest.FileEntry {
  fileprivate init(_ value: Value) {
    self.init(
      path: value["path"]?.string ?? "", digest: FileDigest(value),
      mediaType: value["mediaType"]?.string ?? "", recordCount: value["records"]?.integer,
      content: value["content"].map {
        Content(path: $0["path"]?.string ?? "", digest: FileDigest($0))
      })
  }
}

extension FileDigest {
  /// From an object with the members `bytes` and `sha256`.
  init(_ value: Value) {
    self.init(byteCount: value["bytes"]?.integer ?? 0, sha256: value["sha256"]?.string ?? "")
  }
}
