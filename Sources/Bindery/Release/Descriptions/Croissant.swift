internal import Documents

/// `croissant.json`: Croissant 1.0, with a record set for each table.
///
/// Specification: <https://docs.mlcommons.org/croissant/docs/croissant-spec.html>
struct Croissant {
  static let fileName = "croissant.json"

  let release: ReleaseDescription

  var text: [UInt8] {
    let configuration = release.configuration
    let manifest = release.manifest
    let creators = configuration.creators.map { creator in
      JSONTree.members([
        ("@type", .string("sc:Organization")), ("name", .string(creator.name)),
        ("url", .optional(creator.url)),
      ])
    }
    return JSONTree.members([
      ("@context", Self.context),
      ("@type", .string("sc:Dataset")),
      ("conformsTo", .string("http://mlcommons.org/croissant/1.0")),
      ("name", .string(manifest.name)),
      ("alternateName", .string(manifest.title)),
      ("description", .string(manifest.description ?? manifest.title)),
      (
        "license",
        (release.licenseAddress ?? configuration.license).map(JSONTree.string)
          ?? .string("https://spdx.org/licenses/NOASSERTION.html")
      ),
      ("url", .string(manifest.homepage ?? "https://example.org/\(manifest.name)")),
      (
        "creator",
        creators.isEmpty
          ? .members([
            ("@type", .string("sc:Organization")), ("name", .string(manifest.title)),
          ]) : .array(creators)
      ),
      ("keywords", configuration.keywords.isEmpty ? nil : .strings(configuration.keywords)),
      ("datePublished", .string(String(manifest.created.prefix(10)))),
      ("version", .string(manifest.version.description)),
      ("citeAs", .string(CitationFile.sentence(release))),
      ("distribution", .array(distribution)),
      ("recordSet", .array(recordSets)),
    ]).text
  }

  // MARK: Files

  private var distribution: [JSONTree] {
    release.manifest.files.map { file in
      let path = file.content?.path ?? file.path
      let digest = file.content?.digest ?? file.digest
      return .members([
        ("@type", .string("cr:FileObject")), ("@id", .string(path)), ("name", .string(path)),
        ("contentUrl", .string(path)), ("contentSize", .string("\(digest.byteCount) B")),
        ("encodingFormat", .string(encodingFormat(file.mediaType))),
        ("sha256", .string(digest.sha256)),
      ])
    }
  }

  private func encodingFormat(_ mediaType: String) -> String {
    mediaType == DataFile.jsonLinesMediaType ? "application/jsonlines" : mediaType
  }

  // MARK: Records

  private var recordSets: [JSONTree] {
    guard release.hasTables else {
      return release.manifest.collections.filter { $0.recordCount > 0 }.map(lines)
    }
    // Readers fail where a file has no row.
    return release.tables.filter { $0.rowCount > 0 }.map(recordSet)
  }

  private func recordSet(_ table: DescribedTable) -> JSONTree {
    let key = (table.parent == nil ? ["_id"] : ["_parent", "_index"]).map { name in
      JSONTree.members([("@id", .string(id(name, table)))])
    }
    var fields = table.fixedNames.map { name in
      field(name, table, name == "_index" ? "sc:Integer" : "sc:Text", nil)
    }
    fields += table.columns.map { column in
      field(column.name, table, type(column), column.description ?? column.title)
    }
    return .members([
      ("@type", .string("cr:RecordSet")), ("@id", .string(table.name)),
      ("name", .string(table.name)), ("key", key.count == 1 ? key[0] : .array(key)),
      ("field", .array(fields)),
    ])
  }

  /// The identifier of a field: the name of its column, as far as identifiers may be spelled so.
  private func id(_ name: String, _ table: DescribedTable) -> String {
    func plain(_ name: String) -> String {
      String(
        name.map { character in
          character.isASCII
            && (character.isLetter || character.isNumber || "._-".contains(character))
            ? character : "_"
        })
    }
    let names = table.fixedNames + table.columns.map(\.name)
    let alike = names.prefix { $0 != name }.count { plain($0) == plain(name) }
    return "\(table.name)/\(plain(name))" + (alike > 0 ? "~\(alike + 1)" : "")
  }

  private func field(
    _ name: String, _ table: DescribedTable, _ type: String, _ description: String?
  ) -> JSONTree {
    let main = release.table(of: table.collection)
    // Readers join by the types that they guess: keys must not be taken for numbers.
    let isKey = name == "_parent" && table.parent == main?.name
    let references =
      isKey && release.collectionsWithWordKeys.contains(table.collection) ? main : nil
    return .members([
      ("@type", .string("cr:Field")), ("@id", .string(id(name, table))),
      ("name", .string("\(table.name)/\(name)")), ("description", .optional(description)),
      ("dataType", .string(type)),
      (
        "source",
        .members([
          ("fileObject", .members([("@id", .string(table.path))])),
          ("extract", .members([("column", .string(name))])),
        ])
      ),
      (
        "references",
        references.map { .members([("field", .members([("@id", .string(id("_id", $0)))]))]) }
      ),
    ])
  }

  private func type(_ column: DescribedTable.Column) -> String {
    switch column.type {
    case .integer where !column.facts.kinds.contains(.longInteger): "sc:Integer"
    case .number where !column.facts.kinds.contains(.longInteger): "sc:Float"
    case .boolean: "sc:Boolean"
    case .date where isWithinReach(column.facts): "sc:Date"
    case .time where isWithinReach(column.facts): "sc:DateTime"
    default: "sc:Text"
    }
  }

  /// Whether all times fit 64 bits of nanoseconds, which is what readers hold them in.
  private func isWithinReach(_ facts: ColumnFacts) -> Bool {
    facts.days.map { $0.lowerBound >= "1678-01-01" && $0.upperBound < "2262-01-01" } ?? true
  }

  /// Without tables, each line as it is.
  private func lines(_ collection: Manifest.CollectionEntry) -> JSONTree {
    let path = "data/\(collection.name).jsonl"
    return .members([
      ("@type", .string("cr:RecordSet")), ("@id", .string(collection.name)),
      ("name", .string(collection.name)),
      (
        "field",
        .array([
          .members([
            ("@type", .string("cr:Field")), ("@id", .string("\(collection.name)/record")),
            ("name", .string("\(collection.name)/record")),
            ("description", .string("The record as JSON.")), ("dataType", .string("sc:Text")),
            (
              "source",
              .members([
                ("fileObject", .members([("@id", .string(path))])),
                ("extract", .members([("fileProperty", .string("lines"))])),
              ])
            ),
          ])
        ])
      ),
    ])
  }

  /// The context of the specification, as it stands there.
  private static let context: JSONTree = {
    func id(_ name: String, _ type: String) -> JSONTree {
      .members([("@id", .string(name)), ("@type", .string(type))])
    }
    func terms(_ names: String...) -> [(String, JSONTree?)] {
      names.map { ($0, .string("cr:\($0)")) }
    }
    return .members(
      [("@language", .string("en")), ("@vocab", .string("https://schema.org/"))]
        + terms("citeAs", "column")
        + [
          ("conformsTo", .string("dct:conformsTo")),
          ("cr", .string("http://mlcommons.org/croissant/")),
          ("rai", .string("http://mlcommons.org/croissant/RAI/")),
          ("data", id("cr:data", "@json")), ("dataType", id("cr:dataType", "@vocab")),
          ("dct", .string("http://purl.org/dc/terms/")),
          ("equivalentProperty", .string("cr:equivalentProperty")),
          ("examples", id("cr:examples", "@json")),
        ]
        + terms(
          "extract", "field", "fileProperty", "fileObject", "fileSet", "format", "includes",
          "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet",
          "references", "regex", "repeated", "replace", "samplingRate")
        + [("sc", .string("https://schema.org/"))]
        + terms("separator", "source", "subField", "transform"))
  }()
}
