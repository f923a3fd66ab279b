/// What a user wants of the next version.
package enum VersionRequest: Sendable, Hashable {
  /// As large a step as the changes ask for.
  case auto
  /// At least this step.
  case bump(Version.Bump)
  case exact(Version)
}

/// What changed since the last release, and the step that it asks for.
package struct ReleaseChanges: Sendable, Hashable {
  /// Counts of one collection's records.
  package struct Counts: Sendable, Hashable {
    package var added = 0
    package var removed = 0
    package var changed = 0
  }

  /// By the collection's name, for the collections that changed.
  package var records: [String: Counts] = [:]
  /// Those that the changelog names.
  var samples: [RecordGroup] = []
  package var addedCollections: [String] = []
  package var removedCollections: [String] = []
  package var schemas: [SchemaChange] = []
  /// Columns or tables that the last release did not have.
  package var addedFields: [String] = []
  /// Whether the title, license or another part of the description changed.
  package var isDescriptionChanged = false

  /// The step that the changes ask for: major when records are removed or a schema may accept less,
  /// minor when records or fields are added, patch otherwise.
  package var bump: Version.Bump {
    schemas.contains { $0.verdict == .undecided } ? .major : leastBump
  }

  /// The step that is asked for by what is certain; less than this is refused.
  package var leastBump: Version.Bump {
    if !removedCollections.isEmpty || records.values.contains(where: { $0.removed > 0 })
      || schemas.contains(where: { $0.verdict == .acceptsLess })
    {
      return .major
    }
    if !addedCollections.isEmpty || !addedFields.isEmpty
      || records.values.contains(where: { $0.added > 0 })
    {
      return .minor
    }
    return .patch
  }

  /// The evidence, a line for each thing that changed.
  package var lines: [String] {
    var lines: [String] = []
    lines += removedCollections.map { "collection '\($0)' removed" }
    lines += addedCollections.map { "collection '\($0)' added" }
    for (name, counts) in records.sorted(by: { $0.key < $1.key }) {
      let parts = [
        counts.removed > 0 ? "\(counts.removed) removed" : nil,
        counts.added > 0 ? "\(counts.added) added" : nil,
        counts.changed > 0 ? "\(counts.changed) changed" : nil,
      ].compactMap { $0 }
      if !parts.isEmpty { lines.append("\(name): \(parts.joined(separator: ", "))") }
    }
    lines += addedFields.map { "field '\($0)' added" }
    lines += schemas.flatMap(\.lines)
    if isDescriptionChanged { lines.append("title, description, license or homepage changed") }
    return lines
  }
}

extension VersionRequest {
  /// The version to give, after the last release and what changed since then.
  ///
  /// - Parameters:
  ///   - previous: The last release's version, or `nil` for the first.
  ///   - changes: What changed, or `nil` where it is not known.
  /// - Returns: A version above `previous`.
  /// - Throws: `BinderyError` where an explicit version or step is too small.
  package func version(after previous: Version?, changes: ReleaseChanges?) throws -> Version {
    guard let previous else {
      if case .exact(let version) = self { return version }
      return Version(1, 0, 0)
    }
    let needed = changes?.leastBump
    switch self {
    case .auto: return previous.bumped(changes?.bump ?? .patch)
    case .bump(let bump):
      if let needed, bump < needed {
        throw tooSmall("--bump \(bump.rawValue)", previous, needed, changes)
      }
      return previous.bumped(bump)
    case .exact(let version):
      guard version > previous else {
        throw BinderyError(
          .version,
          "version \(version) is not above the last release \(previous); a released version never changes"
        )
      }
      if let needed, version < previous.bumped(needed) {
        throw tooSmall("--version \(version)", previous, needed, changes)
      }
      return version
    }
  }

  private func tooSmall(
    _ option: String, _ previous: Version, _ needed: Version.Bump, _ changes: ReleaseChanges?
  ) -> BinderyError {
    let evidence = (changes?.lines ?? []).reduce("") { text, line in
      text + (text.isEmpty || text.hasSuffix(":") ? " " : "; ") + line.drop { $0 == " " }
    }
    return BinderyError(
      .version,
      "\(option) is too small: since \(previous),\(evidence); the next version is at least \(previous.bumped(needed))"
    )
  }
}
