/// Tells which conflicts between records a contribution causes.
///
/// A reference in a record that nobody touched is broken by a contribution that removes what it
/// refers to; a value that was unique is so no longer by a record that is added before it.
struct ConflictCauses {
  typealias ConflictFinding = (place: RecordProcessor.ConflictPlace, finding: Finding)

  let dataset: Dataset
  let processor: RecordProcessor
  let contribution: Contribution

  /// Of findings in files that the contribution leaves alone, those that the base does not have.
  ///
  /// - Parameters:
  ///   - found: The findings.
  ///   - places: The places of all values that are in conflict now.
  ///   - conflicts: The conflicts.
  /// - Returns: What the contribution causes.
  /// - Throws: `BinderyError` where git cannot tell what the base holds.
  func findings(
    _ found: [ConflictFinding], places: [RecordProcessor.ConflictPlace],
    conflicts: IdentityConflicts
  ) async throws -> [Finding] {
    let former = try await placesInBase(of: conflicts)
    var contribution = contribution
    let unchanged = places.filter { !contribution.touches($0.file.path) }
    let known = Set(
      Finding.conflicts(at: unchanged + former, dataset: dataset).map(\.finding))
    let formerValues = Set(former.map(\.occurrence))
    return found.filter { place, finding in
      guard case .reference(let identity, let target) = place.occurrence else {
        return !known.contains(finding)
      }
      // Missing now; the contribution is the cause where a file that it changes had the key.
      let key = Identity.Scope(collection: target, use: nil)
      return formerValues.contains(.unique(identity, key))
    }
    .map(\.finding)
  }

  /// Where conflicting values stood in the files that the contribution changes or removes.
  private func placesInBase(
    of conflicts: IdentityConflicts
  ) async throws -> [RecordProcessor.ConflictPlace] {
    var objects: [(key: RecordFile, object: String)] = []
    var claims = ClaimSearch(dataset.configuration)
    for file in contribution.changed + contribution.deleted {
      guard let object = file.object, let collection = claims.collection(claiming: file.path) else {
        continue
      }
      objects.append((RecordFile(path: file.path, collection: collection), object))
    }
    objects.sort { $1.key.path.hasBytes(after: $0.key.path) }
    var places: [RecordProcessor.ConflictPlace] = []
    try await BaseContents.read(objects, in: dataset.root) { file, bytes in
      places += processor.places(of: conflicts, in: bytes, of: file)
    }
    return places
  }
}
