internal import Crypto
internal import Documents
internal import JSONSchema

/// A schema file as it goes into a release.
package struct SchemaFile: Sendable, Hashable {
  /// Relative to the dataset's folder.
  package let path: String
  package let bytes: [UInt8]
  package let sha256: String
}

/// Reads and compiles the schemas that a configuration names, each once.
struct SchemaLoader {
  private let root: String
  private let now: Int64
  private var loaded: [String: (schema: Schema, files: [SchemaFile])] = [:]

  init(root: String, now: Int64) {
    self.root = root
    self.now = now
  }

  /// Compiles the schema at a path of the configuration, with the files that it refers to.
  ///
  /// - Throws: `ConfigurationError` with findings in the schema files.
  mutating func load(
    _ path: Placed<String>
  ) throws -> (schema: Schema, files: [SchemaFile]) {
    if let known = loaded[path.content] { return known }
    var files = SchemaFiles(root: root)
    let document = try files.read(path)
    let schema = try Self.compile(document.root, location: path.content, now: now) { reference in
      files.find(reference, from: path.content)
    }
    if !files.findings.isEmpty { throw ConfigurationError(findings: files.findings) }
    let result = (schema, files.inOrder(first: path.content))
    loaded[path.content] = result
    return result
  }

  /// Compiles a schema that stands within another file.
  func compile(_ value: Value, location: String) throws -> Schema {
    try Self.compile(value, location: location, now: now) { _ in nil }
  }

  static func compile(
    _ value: Value, location: String, now: Int64, load: (SchemaReference) -> LoadedSchema?
  ) throws -> Schema {
    var options = SchemaOptions()
    options.extensions = ExtensionKeywords.checks
    options.now = Int(now)
    do {
      return try Schema.compile(value, location: location, options: options, load: load)
    } catch let error as SchemaError {
      throw ConfigurationError(findings: error.issues.map(Finding.init))
    }
  }
}

/// The schema files that were read for one schema.
private struct SchemaFiles {
  private let root: String
  private var files: [String: (file: SchemaFile, document: Document)] = [:]
  private(set) var findings: [Finding] = []

  init(root: String) { self.root = root }

  func inOrder(first: String) -> [SchemaFile] {
    files.values.map(\.file).sorted {
      ($0.path == first ? 0 : 1, $0.path) < ($1.path == first ? 0 : 1, $1.path)
    }
  }

  /// Reads the file that the configuration names.
  mutating func read(_ path: Placed<String>) throws -> Document {
    do {
      let document = try read(path.content)
      guard findings.isEmpty, let document else { throw ConfigurationError(findings: findings) }
      return document
    } catch let failure as FileReader.Failure {
      throw ConfigurationError(findings: [.schemaMissing(path, failure)])
    }
  }

  /// Finds the file that a reference names; `nil` makes it one that leads nowhere.
  mutating func find(_ reference: SchemaReference, from location: String) -> LoadedSchema? {
    switch reference {
    case .file(let path):
      guard let document = try? read(path) else { return nil }
      return LoadedSchema(root: document.root, location: path)
    case .id(let id):
      for path in siblings(of: location) {
        // A file that is not the one stays out of the release.
        guard let (_, parsed) = try? parse(path), parsed.hasValues,
          parsed.document.root["$id"]?.string == id, let document = try? read(path)
        else { continue }
        return LoadedSchema(root: document.root, location: path)
      }
      return besideIdentifier(id, of: location)
    }
  }

  /// The file that lies to the schema as the identifier lies to the schema's own `$id`.
  private mutating func besideIdentifier(_ id: String, of location: String) -> LoadedSchema? {
    guard let own = files[location]?.document.root["$id"]?.string,
      let base = own.lastIndex(of: "/").map({ own[...$0] }), id.hasPrefix(base)
    else { return nil }
    let folder = location.lastIndex(of: "/").map { String(location[...$0]) } ?? ""
    let path = folder + id.dropFirst(base.count)
    guard let document = try? read(path) else { return nil }
    return LoadedSchema(root: document.root, location: path)
  }

  /// The JSON files in a schema's folder.
  private func siblings(of location: String) -> [String] {
    let folder = Folder.parent(of: root + "/" + location)
    let prefix = location.lastIndex(of: "/").map { String(location[...$0]) } ?? ""
    return ((try? DirectoryListing.names(of: folder)) ?? [])
      .filter { $0.kind == .file }
      .map { prefix + $0.name }
      .filter { $0.hasSuffix(".json") }
  }

  private mutating func read(_ path: String) throws -> Document? {
    if let known = files[path] { return known.document }
    let (bytes, parsed) = try parse(path)
    findings += parsed.issues.map { Finding($0, in: parsed.document, path: path) }
      .filter { $0.severity == .error }
    guard parsed.hasValues else { return nil }
    let file = SchemaFile(path: path, bytes: bytes, sha256: SHA256Sum.of(bytes))
    files[path] = (file, parsed.document)
    return parsed.document
  }

  private func parse(_ path: String) throws -> (bytes: [UInt8], parsed: ParsedDocument) {
    let full = root + "/" + path
    guard let real = RealPath.resolve(full), let realRoot = RealPath.resolve(root) else {
      throw FileReader.Failure.system(.notFound)
    }
    guard RealPath.isInside(real, realRoot), !path.split(separator: "/").contains("..") else {
      throw FileReader.Failure.notAFile
    }
    let bytes = try FileReader.read(full, maximumByteCount: Limits.maximumSchemaByteCount)
    let isYAML = path.hasSuffix(".yml") || path.hasSuffix(".yaml")
    return (bytes, DocumentReader.read(bytes, as: isYAML ? .yaml : .json))
  }
}

extension Finding {
  /// What is wrong in a schema file.
  fileprivate init(_ issue: SchemaIssue) {
    let range = issue.value.range
    let isCollection = issue.value.kind == .object || issue.value.kind == .array
    self.init(
      rule: "configuration/schema",
      location: Location(
        path: issue.file, document: issue.value.document,
        range: isCollection ? range.lowerBound..<range.lowerBound : range,
        pointer: issue.value.pointer),
      message: issue.message, help: issue.help)
  }

  fileprivate static func schemaMissing(
    _ path: Placed<String>, _ failure: FileReader.Failure
  ) -> Finding {
    let reason =
      switch failure {
      case .system(let error) where error.isNotFound: "there is no such file"
      case .system(let error): error.message
      case .notAFile: "it is not a file inside the dataset's folder"
      case .tooLarge: "it is larger than \(Limits.maximumSchemaByteCount / 1_048_576) MiB"
      }
    return Finding(
      rule: "configuration/schema-missing",
      location: Location(path: ConfigurationReader.fileName, value: path.value),
      message: "the schema '\(VisibleText.escape(path.content))' cannot be read: \(reason)",
      help: "give the path of a JSON Schema, relative to bindery.yml")
  }
}
