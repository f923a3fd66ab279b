internal import Documents

/// `datapackage.json`: Data Package 2.0, with a Table Schema for each table.
///
/// Specification: <https://datapackage.org/standard/data-package/> and
/// <https://datapackage.org/standard/table-schema/>
struct DataPackage {
  static let fileName = "datapackage.json"

  private let release: ReleaseDescription
  /// The names of the resources, by the names of the files without extension.
  private let names: [String: String]

  init(release: ReleaseDescription) {
    self.release = release
    var names: [String: String] = [:]
    var taken: Set<String> = []
    for table in release.tables {
      let name = Self.resourceName(table.name)
      var unique = name
      while !taken.insert(unique).inserted { unique += "_" }
      names[table.name] = unique
    }
    self.names = names
  }

  var text: [UInt8] {
    let configuration = release.configuration
    let manifest = release.manifest
    return JSONTree.members([
      ("$schema", .string("https://datapackage.org/profiles/2.0/datapackage.json")),
      ("name", .string(manifest.name)),
      ("title", .string(manifest.title)),
      ("description", .optional(manifest.description)),
      ("homepage", .optional(manifest.homepage)),
      ("version", .string(manifest.version.description)),
      ("created", .string(manifest.created)),
      ("keywords", configuration.keywords.isEmpty ? nil : .strings(configuration.keywords)),
      (
        "contributors",
        configuration.creators.isEmpty
          ? nil
          : .array(
            configuration.creators.map {
              .members([
                ("title", .string($0.name)), ("path", .optional($0.url)),
                ("roles", .strings(["creator"])),
              ])
            })
      ),
      (
        "licenses",
        configuration.license.map {
          .array([
            .members([("name", .string($0)), ("path", .optional(release.licenseAddress))])
          ])
        }
      ),
      ("resources", .array(resources)),
    ]).text
  }

  private var resources: [JSONTree] {
    var resources: [JSONTree] = []
    for collection in release.manifest.collections {
      if release.hasTables {
        for table in release.tables where table.collection == collection.name {
          resources.append(resource(table))
        }
        if release.exceptionCounts[collection.name, default: 0] > 0 {
          resources.append(exceptions(collection.name))
        }
      }
      if release.hasLines {
        // A format of its own: readers of tables make nothing of nested values.
        resources.append(
          resource(
            "\(collection.name).jsonl", path: "data/\(collection.name).jsonl",
            format: "jsonlines", mediaType: DataFile.jsonLinesMediaType))
      }
      resources.append(
        resource(
          "\(collection.name).digests", path: "data/\(collection.name).digests", format: "txt",
          mediaType: DataFile.digestsMediaType))
    }
    return resources
  }

  private func resource(
    _ name: String, path: String, format: String, mediaType: String,
    _ more: [(String, JSONTree?)] = []
  ) -> JSONTree {
    let digest = release.digest(path)
    let name = names[name] ?? Self.resourceName(name)
    let type: (String, JSONTree?) = ("type", format == "csv" ? .string("table") : nil)
    return .members(
      [
        ("name", .string(name)), type, ("path", .string(path)), ("format", .string(format)),
        ("mediatype", .string(mediaType)), ("encoding", .string("utf-8")),
        ("bytes", .integer(digest.byteCount)), ("hash", .string("sha256:\(digest.sha256)")),
      ] + more)
  }

  /// Names of resources are of lower-case letters, digits, `.`, `_` and `-`.
  private static func resourceName(_ name: String) -> String {
    String(
      name.lowercased().map { character in
        character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
          ? character : character == "%" ? "-" : "_"
      })
  }

  private func resource(_ table: DescribedTable) -> JSONTree {
    var fields = table.fixedNames.map { name in
      field(name, name == "_index" ? "integer" : "string", isRequired: true)
    }
    fields += table.columns.map { column in
      JSONTree.members([
        ("name", .string(column.name)), ("type", .string(type(column.type))),
        ("title", .optional(column.title)), ("description", .optional(column.description)),
      ])
    }
    let key = table.parent == nil ? ["_id"] : ["_parent", "_index"]
    let foreignKeys = foreignKeys(of: table)
    return resource(
      table.name, path: table.path, format: "csv", mediaType: DataFile.csvMediaType,
      [
        (
          "schema",
          .members([
            ("fields", .array(fields)), ("primaryKey", .strings(key)),
            ("foreignKeys", foreignKeys.isEmpty ? nil : .array(foreignKeys)),
          ])
        ),
        (
          "rowsOf",
          table.parent.map {
            .members([
              ("resource", .string(names[$0] ?? $0)), ("members", .strings(table.members)),
            ])
          }
        ),
      ])
  }

  private func exceptions(_ collection: String) -> JSONTree {
    let name = collection + "." + CellException.fileSuffix
    return resource(
      name, path: "data/\(name).csv", format: "csv", mediaType: DataFile.csvMediaType,
      [
        (
          "schema",
          .members([
            (
              "fields",
              .array(CellException.columnNames.map { field($0, "string", isRequired: true) })
            ),
            ("primaryKey", .strings(["_id", "pointer"])),
            ("foreignKeys", .array([foreignKey("_id", to: collection)])),
          ])
        )
      ])
  }

  private func field(_ name: String, _ type: String, isRequired: Bool) -> JSONTree {
    .members([
      ("name", .string(name)), ("type", .string(type)),
      ("constraints", .members([("required", .boolean(isRequired))])),
    ])
  }

  private func type(_ type: DescribedTable.ColumnType) -> String {
    switch type {
    case .text: "string"
    case .integer: "integer"
    case .number: "number"
    case .boolean: "boolean"
    case .date: "date"
    case .time: "datetime"
    case .list: "array"
    case .mixed: "any"
    }
  }

  /// Rows of a table within a table name their parent by two of its columns in one, which is no
  /// foreign key.
  private func foreignKeys(of table: DescribedTable) -> [JSONTree] {
    var keys: [JSONTree] = []
    if let parent = table.parent, parent == release.table(of: table.collection)?.name {
      keys.append(foreignKey("_parent", to: parent))
    }
    for column in table.columns {
      guard let target = column.reference, column.type == .text,
        let collection = release.manifest.collection(target),
        // What is withheld may be referred to, and is not in the release.
        collection.withheldCount == 0
      else { continue }
      keys.append(foreignKey(column.name, to: target))
    }
    return keys
  }

  private func foreignKey(_ field: String, to resource: String) -> JSONTree {
    .members([
      ("fields", .strings([field])),
      (
        "reference",
        .members([("resource", .string(resource)), ("fields", .strings(["_id"]))])
      ),
    ])
  }
}

extension JSONTree {
  static func strings(_ texts: [String]) -> JSONTree { .array(texts.map(JSONTree.string)) }
}
