internal import Documents
internal import JSONSchema

/// A schema that is part of the tool; the same file stands in the project's `Schemas`.
enum ShippedSchema: String {
  case configuration = "bindery.schema.json"
  case manifest = "manifest.schema.json"
  case catalog = "catalog.schema.json"

  private var bytes: [UInt8] {
    switch self {
    case .configuration: PackageResources.bindery_schema_json
    case .manifest: PackageResources.manifest_schema_json
    case .catalog: PackageResources.catalog_schema_json
    }
  }

  func compiled(now: Int64) throws -> Schema {
    let parsed = DocumentReader.read(bytes, as: .json)
    return try SchemaLoader.compile(
      parsed.document.root, location: "Schemas/" + rawValue, now: now
    ) { _ in nil }
  }

  /// Reads JSON that comes from outside, and checks it; the error says what is wrong first.
  func validated(_ bytes: [UInt8], path: String) throws -> Value {
    let parsed = DocumentReader.read(bytes, as: .json)
    var findings = parsed.issues.map { Finding($0, in: parsed.document, path: path) }
    if parsed.hasValues {
      let schema = try compiled(now: 0)
      findings += schema.failures(of: parsed.document.root).map { Finding($0, path: path) }
    }
    if let first = findings.filter({ $0.severity == .error }).min() {
      let place = first.location.start
      throw BinderyError(
        .release,
        "'\(path)' is damaged: line \(place.line), column \(place.column): \(first.message)")
    }
    return parsed.document.root
  }
}
