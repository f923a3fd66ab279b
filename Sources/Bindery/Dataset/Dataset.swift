package import JSONSchema

/// A dataset that is ready to be read: its configuration, and its schemas compiled.
package final class Dataset: Sendable {
  /// The absolute path of the folder that holds `bindery.yml`.
  package let root: String
  package let configuration: Configuration
  package let collections: [Collection]
  /// What the configuration should be warned about.
  package let warnings: [Finding]
  package let mounts: MountTable
  /// What `bindery.yml` holds.
  let configurationBytes: [UInt8]
  /// The time that `x-not-after` compares with, in seconds since 1970.
  let now: Int64

  private init(
    root: String, configurationBytes: [UInt8], now: Int64, configuration: Configuration,
    collections: [Collection], warnings: [Finding]
  ) {
    self.root = root
    self.configurationBytes = configurationBytes
    self.now = now
    self.configuration = configuration
    self.collections = collections
    self.warnings = warnings
    mounts = MountTable(root: root, mounts: configuration.mounts)
  }

  /// One collection with all that is compiled for it.
  package final class Collection: Sendable {
    package let configuration: CollectionConfiguration
    package let schema: Schema
    package let schemaFiles: [SchemaFile]
    package let publish: Schema?
    package let checks: CheckTable
    /// Whether keys taken from paths differ because the paths do.
    package let hasKeysByPath: Bool
    /// Whether the schema warns about values that it accepts.
    package let canWarn: Bool

    package var name: String { configuration.name }

    init(
      configuration: CollectionConfiguration, schema: Schema, schemaFiles: [SchemaFile],
      publish: Schema?, checks: CheckTable
    ) {
      self.configuration = configuration
      self.schema = schema
      self.schemaFiles = schemaFiles
      self.publish = publish
      self.checks = checks
      hasKeysByPath = Dataset.hasKeysByPath(configuration)
      canWarn = schema.canWarn
    }
  }

  /// Reads a dataset's configuration and compiles its schemas.
  ///
  /// - Parameters:
  ///   - root: The folder that holds `bindery.yml`.
  ///   - now: The time that `x-not-after` compares with, in seconds since 1970.
  /// - Returns: The dataset; no record has been looked at.
  /// - Throws: `ConfigurationError` for what is wrong in the files, `BinderyError` where there is
  ///   no configuration.
  package static func load(root: String, now: Int64) throws -> Dataset {
    let bytes: [UInt8]
    do {
      bytes = try FileReader.read(
        root + "/" + ConfigurationReader.fileName, maximumByteCount: Limits.maximumSchemaByteCount)
    } catch {
      throw BinderyError.unreadable(ConfigurationReader.fileName, error)
    }
    let (configuration, warnings) = try ConfigurationReader.read(bytes, now: now)
    var findings: [Finding] = []
    var collections: [Collection] = []
    let names = configuration.collections.map(\.name)
    var loader = SchemaLoader(root: root, now: now)
    for collection in configuration.collections {
      do {
        let loaded = try loader.load(collection.schemaPath)
        let publish = try collection.publish.map {
          try loader.compile($0, location: ConfigurationReader.fileName)
        }
        let checks = try CheckTable(loaded.schema, collectionNames: names)
        findings += checks.warnings
        collections.append(
          Collection(
            configuration: collection, schema: loaded.schema, schemaFiles: loaded.files,
            publish: publish, checks: checks))
      } catch let error as ConfigurationError {
        findings += error.findings
      }
    }
    guard !findings.contains(where: { $0.severity == .error }) else {
      throw ConfigurationError(findings: Array(Set(warnings + findings)).sorted())
    }
    return Dataset(
      root: root, configurationBytes: bytes, now: now, configuration: configuration,
      collections: collections,
      warnings: Array(Set(warnings + findings)).sorted())
  }

  /// One pattern with one extension: two paths then never give one key.
  fileprivate static func hasKeysByPath(_ collection: CollectionConfiguration) -> Bool {
    guard collection.key == nil, collection.include.count == 1,
      let name = collection.include[0].content.text.split(separator: "/").last,
      let dot = name.lastIndex(of: ".")
    else { return false }
    return name[dot...].utf8.allSatisfy { !"*?[{".utf8.contains($0) }
      && RecordFormat(path: String(name)) != .jsonLines
  }

  /// The name that git gives to the content of `bindery.yml`, as long as another name.
  func configurationObject(like other: String) -> String {
    GitObject.name(ofBlob: configurationBytes, like: other)
  }

  /// A walk over the files of all collections.
  ///
  /// - Parameters:
  ///   - outputFolders: Folders that releases are written to, which hold no records.
  ///   - memory: What folders held in earlier runs.
  /// - Returns: The walk, at its start.
  func walk(ignoring outputFolders: Set<String>, memory: FolderMemory? = nil) -> DatasetWalk {
    // Paths that are no records although they may lie among them.
    var ownPaths: Set<String> = [ConfigurationReader.fileName, ".bindery"]
    ownPaths.formUnion(outputFolders)
    for collection in collections { ownPaths.formUnion(collection.schemaFiles.map(\.path)) }
    return DatasetWalk(root: root, configuration: configuration, ownPaths: ownPaths, memory: memory)
  }
}
