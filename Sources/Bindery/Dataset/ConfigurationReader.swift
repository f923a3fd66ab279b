internal import Documents
internal import JSONSchema

/// Reads `bindery.yml` with the same machinery as records.
struct ConfigurationReader {
  private let path: String
  private var findings: [Finding] = []

  /// The name of the file that makes a folder a dataset.
  static let fileName = "bindery.yml"

  private init(path: String) { self.path = path }

  /// Reads a configuration, and returns with it what should be warned about.
  static func read(
    _ bytes: [UInt8], now: Int64
  ) throws -> (configuration: Configuration, warnings: [Finding]) {
    var reader = ConfigurationReader(path: fileName)
    let configuration = try reader.read(bytes, now: now)
    return (configuration, reader.findings)
  }

  private mutating func read(_ bytes: [UInt8], now: Int64) throws -> Configuration {
    let parsed = DocumentReader.read(bytes, as: .yaml)
    findings += parsed.issues.map { Finding($0, in: parsed.document, path: path) }
    guard parsed.hasValues, !hasErrors else { throw ConfigurationError(findings: findings) }
    let schema = try ShippedSchema.configuration.compiled(now: now)
    findings += schema.failures(of: parsed.document.root).map { Finding($0, path: path) }
    guard !hasErrors else { throw ConfigurationError(findings: findings) }
    let configuration = configuration(parsed.document.root)
    guard !hasErrors else { throw ConfigurationError(findings: findings) }
    return configuration
  }

  private var hasErrors: Bool { findings.contains { $0.severity == .error } }

  private mutating func report(_ rule: String, _ value: Value, _ message: String, help: String) {
    findings.append(
      Finding(
        rule: rule, location: Location(path: path, value: value), message: message, help: help))
  }

  private mutating func configuration(_ root: Value) -> Configuration {
    let export = root["export"]
    let formats = (export?["formats"]?.strings ?? ["jsonl", "csv"])
      .compactMap(Configuration.ExportFormat.init)
    return Configuration(
      name: root["name"]?.string ?? "", title: root["title"]?.string ?? root["name"]?.string ?? "",
      description: root["description"]?.string, license: root["license"]?.string,
      homepage: root["homepage"]?.string,
      creators: (root["creators"]?.elements).map { creators in
        creators.map { .init(name: $0["name"]?.string ?? "", url: $0["url"]?.string) }
      } ?? [],
      keywords: root["keywords"]?.strings ?? [], collections: collections(root["collections"]),
      ignore: globs(root["ignore"]).map(\.content), mounts: mounts(root["mounts"]),
      links: LinkConfiguration(root["links"]),
      images: images(root["images"]), policy: ContributionPolicy(root["policy"]),
      formats: Set(formats), compressionLevel: export?["level"]?.integer ?? 6)
  }

  private mutating func collections(_ list: Value?) -> [CollectionConfiguration] {
    var collections: [CollectionConfiguration] = []
    for value in list.map({ Array($0.elements) }) ?? [] {
      guard let name = value["name"], let schema = value["schema"] else { continue }
      collections.append(
        CollectionConfiguration(
          name: name.string ?? "", include: globs(value["include"]),
          exclude: globs(value["exclude"]),
          schemaPath: Placed(content: schema.string ?? "", value: schema),
          key: value["key"]?.string.flatMap(JSONPointer.tokens(of:)),
          publish: value["publish"]))
    }
    return collections
  }

  /// A glob or a list of globs.
  private mutating func globs(_ value: Value?) -> [PlacedGlob] {
    guard let value else { return [] }
    let values = value.kind == .array ? Array(value.elements) : [value]
    var globs: [PlacedGlob] = []
    for value in values {
      do {
        globs.append(PlacedGlob(content: try Glob(value.string ?? ""), value: value))
      } catch {
        report(
          "configuration/glob", value, error.message,
          help: "for example Records/**/*.md: '*' within a name, '**' for any folders")
      }
    }
    return globs
  }

  private func images(_ value: Value?) -> ImageConfiguration {
    ImageConfiguration(
      maximumPixelCount: value?["maximumPixels"]?.integer,
      maximumByteCount: value?["maximumBytes"]?.integer,
      reportsUnused: value?["unused"]?.boolean ?? false)
  }

  private func mounts(_ value: Value?) -> [Mount] {
    guard let value else { return [] }
    // The longest prefix is the most specific one, so it is tried first.
    return value.members
      .map { member in
        var folder = member.value.string ?? ""
        while folder.hasSuffix("/") { folder.removeLast() }
        while folder.hasPrefix("./") { folder.removeFirst(2) }
        return Mount(prefix: member.key.string ?? "", folder: folder == "." ? "" : folder)
      }
      .sorted { ($0.prefix.utf8.count, $1.prefix) > ($1.prefix.utf8.count, $0.prefix) }
  }
}

extension Value {
  /// The strings of an array.
  fileprivate var strings: [String] { elements.compactMap(\.string) }
}
