package import Documents

/// All releases of a folder: `catalog.json`, described by `Schemas/catalog.schema.json`.
package struct Catalog: Sendable {
  package var datasets: [Dataset] = []

  package struct Dataset: Sendable {
    package let name: String
    package var title: String
    /// The newest first.
    package var releases: [Release]
  }

  package struct Release: Sendable {
    package let version: Version
    package let created: String
    package let recordCount: Int
    /// SHA-256 of `manifest.json`.
    package let manifest: String
    /// The release's folder, relative to the catalog.
    package let path: String
    package let files: [File]

    package struct File: Sendable {
      package let path: String
      package let digest: FileDigest
      /// Where the file can be fetched, if not at its path below the catalog's address.
      package var url: String?
    }
  }

  static let fileName = "catalog.json"

  /// The newest release of a dataset.
  package func latest(of name: String) -> Release? {
    datasets.first { $0.name == name }?.releases.max { $0.version < $1.version }
  }

  package func release(_ version: Version, of name: String) -> Release? {
    datasets.first { $0.name == name }?.releases.first { $0.version == version }
  }

  package mutating func insert(_ release: Release, name: String, title: String) {
    let position: Int
    if let known = datasets.firstIndex(where: { $0.name == name }) {
      position = known
    } else {
      datasets.append(Dataset(name: name, title: title, releases: []))
      datasets.sort { $0.name < $1.name }
      position = datasets.firstIndex { $0.name == name } ?? 0
    }
    datasets[position].title = title
    datasets[position].releases.append(release)
    datasets[position].releases.sort { $0.version > $1.version }
  }

  package var json: JSONTree {
    .members([
      ("format", .string("bindery.catalog/1")),
      (
        "datasets",
        .array(
          datasets.map { dataset in
            .members([
              ("name", .string(dataset.name)), ("title", .string(dataset.title)),
              ("versions", .array(dataset.releases.map(\.json))),
            ])
          })
      ),
    ])
  }
}

extension Catalog.Release {
  fileprivate var json: JSONTree {
    .members([
      ("version", .string(version.description)),
      ("created", .string(created)),
      ("records", .integer(recordCount)),
      ("manifest", .string(manifest)),
      ("path", .string(path)),
      (
        "files",
        .array(
          files.map {
            .members([
              ("path", .string($0.path)), ("bytes", .integer($0.digest.byteCount)),
              ("sha256", .string($0.digest.sha256)), ("url", .optional($0.url)),
            ])
          })
      ),
    ])
  }
}

extension Catalog {
  /// Reads the catalog of a folder; an empty one where there is none.
  package static func read(folder: String) throws -> Catalog {
    let path = folder + "/" + fileName
    let bytes: [UInt8]
    do {
      bytes = try FileReader.read(path, maximumByteCount: Limits.maximumCatalogByteCount)
    } catch FileReader.Failure.system(let error) where error.isNotFound {
      return Catalog()
    } catch {
      throw BinderyError.unreadable(path, error)
    }
    return try Catalog(bytes, path: path)
  }

  /// Reads a catalog that may come from anywhere.
  package init(_ bytes: [UInt8], path: String) throws {
    let root = try ShippedSchema.catalog.validated(bytes, path: path)
    for value in root["datasets"].map({ Array($0.elements) }) ?? [] {
      for version in value["versions"].map({ Array($0.elements) }) ?? [] {
        insert(
          try Release(version, catalog: path), name: value["name"]?.string ?? "",
          title: value["title"]?.string ?? "")
      }
    }
  }
}

extension Catalog.Release {
  fileprivate init(_ value: Value, catalog: String) throws {
    guard let version = Version(value["version"]?.string ?? "") else {
      throw BinderyError(.release, "'\(catalog)' holds a version that is not semantic")
    }
    self.init(
      version: version, created: value["created"]?.string ?? "",
      recordCount: value["records"]?.integer ?? 0, manifest: value["manifest"]?.string ?? "",
      path: value["path"]?.string ?? "",
      files: value["files"]?.elements.map {
        File(
          path: $0["path"]?.string ?? "", digest: FileDigest($0), url: $0["url"]?.string)
      } ?? [])
  }
}
