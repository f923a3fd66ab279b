internal import Documents
internal import JSONSchema

/// What became of the schema of a collection since the last release.
package struct SchemaChange: Sendable, Hashable {
  package enum Verdict: Sendable, Hashable {
    /// All that it accepted is accepted.
    case acceptsAll
    /// Something is not accepted any more.
    case acceptsLess
    /// It cannot be told.
    case undecided
  }

  package let collection: String
  package let verdict: Verdict
  /// A line for each reason.
  package let evidence: [String]

  private static let maximumEvidenceCount = 5

  /// The lines to print.
  ///
  /// What cannot be told counts as less: a number that is too high breaks no promise, one that is
  /// too low does. Whoever knows better may say so with `--bump` or `--version`.
  var lines: [String] {
    let shown = evidence.prefix(Self.maximumEvidenceCount).map { "  \($0)" }
    let rest = evidence.count - shown.count
    let more = rest > 0 ? ["  and \(rest) more"] : []
    switch verdict {
    case .acceptsAll: return ["schema of '\(collection)' changed; it accepts all that it accepted"]
    case .acceptsLess:
      return ["schema of '\(collection)' accepts less than it accepted:"] + shown + more
    case .undecided:
      return ["schema of '\(collection)' may accept less; --bump minor or patch overrules this:"]
        + shown + more
    }
  }
}

extension SchemaChange {
  /// Compares the schema of a collection with that of the last release.
  ///
  /// - Parameters:
  ///   - collection: The collection as it is now.
  ///   - entry: The collection in the last release.
  ///   - schemas: The schemas of the last release by path, or `nil` where its bundle is not there.
  ///   - fields: The fields that the records of the last release had.
  ///   - version: The version of the last release.
  init(
    _ collection: Dataset.Collection, since entry: Manifest.CollectionEntry,
    schemas: [String: [UInt8]]?, fields: ReleasedFields, version: Version
  ) {
    self.collection = entry.name
    guard let schemas else {
      verdict = .undecided
      evidence = ["the bundle of \(version) is not there to compare with"]
      return
    }
    let earlier: Schema
    do {
      earlier = try Schema.compile(bundled: entry.schemaPath, in: schemas)
    } catch {
      verdict = .undecided
      evidence = ["the schema of \(version) cannot be read"]
      return
    }
    let differences = collection.schema.compared(with: earlier).differences.filter {
      // A member that the schema left open and no record held is a new field.
      !($0.isNewMember && fields.lack($0.pointer, in: entry.name))
    }
    verdict =
      switch SchemaComparison.verdict(differences) {
      case .acceptsAll: .acceptsAll
      case .acceptsLess: .acceptsLess
      case .undecided: .undecided
      }
    evidence = differences.map { difference in
      let rejected = difference.rejected.map { value in
        "; \(VisibleText.shortened(value, maximumScalarCount: 60)) is no longer accepted"
      }
      let place = difference.pointer.isEmpty ? "" : "\(difference.pointer): "
      return VisibleText.escape(place + difference.message) + (rejected ?? "")
    }
  }
}

extension Schema {
  /// Compiles a schema of a bundle, whose files lie to one another as they did in the dataset.
  fileprivate static func compile(
    bundled path: String, in files: [String: [UInt8]]
  ) throws -> Schema {
    func document(_ path: String) -> Document? {
      guard let bytes = files[path], bytes.count <= Limits.maximumSchemaByteCount else {
        return nil
      }
      let isYAML = path.hasSuffix(".yml") || path.hasSuffix(".yaml")
      let parsed = DocumentReader.read(bytes, as: isYAML ? .yaml : .json)
      return parsed.hasValues ? parsed.document : nil
    }
    guard let root = document(path)?.root else {
      throw BinderyError(.release, "the bundle holds no schema '\(path)'")
    }
    return try SchemaLoader.compile(root, location: path, now: 0) { reference in
      switch reference {
      case .file(let path): document(path).map { LoadedSchema(root: $0.root, location: path) }
      case .id(let id):
        files.keys.sorted().lazy.compactMap { path in
          document(path).map { LoadedSchema(root: $0.root, location: path) }
        }.first { $0.root["$id"]?.string == id }
          ?? besideIdentifier(id, of: root, at: path).flatMap { path in
            document(path).map { LoadedSchema(root: $0.root, location: path) }
          }
      }
    }
  }

  /// The file that lies to the schema as the identifier lies to the schema's own `$id`.
  private static func besideIdentifier(_ id: String, of root: Value, at path: String) -> String? {
    guard let own = root["$id"]?.string, let base = own.lastIndex(of: "/").map({ own[...$0] }),
      id.hasPrefix(base)
    else { return nil }
    return (path.lastIndex(of: "/").map { String(path[...$0]) } ?? "") + id.dropFirst(base.count)
  }
}
