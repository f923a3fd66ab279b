internal import Documents

extension Finding {
  /// Findings for values that break a rule across records, each naming the place it collides with.
  static func conflicts(
    at places: [RecordProcessor.ConflictPlace], dataset: Dataset
  ) -> [Finding] {
    var first: [ScopedIdentity: RecordProcessor.ConflictPlace] = [:]
    let sorted = places.sorted { left, right in
      if left.location.path != right.location.path {
        return left.location.path.utf8.lexicographicallyPrecedes(right.location.path.utf8)
      }
      return (left.location.start.line, left.location.start.column)
        < (right.location.start.line, right.location.start.column)
    }
    return sorted.compactMap { place in
      let text = VisibleText.shortened(place.text)
      if let target = place.target {
        return missingReference(text, place, collection: dataset.collections[target].name)
      }
      guard let scope = place.scope else { return nil }
      let name = ScopedIdentity(scope: scope, identity: place.identity)
      guard let original = first[name] else {
        first[name] = place
        return nil
      }
      let there = "\(original.location.path):\(original.location.start.line)"
      let collection = dataset.collections[scope.collection].name
      return scope.use == nil
        ? Finding(
          rule: "key/duplicate", location: place.location,
          message:
            "the key '\(text)' is already that of another record of '\(collection)': \(there)",
          help: "give each record a key of its own, or remove one of the two")
        : Finding(
          rule: "unique/duplicate", location: place.location,
          message:
            "'\(text)' must occur in one record of '\(collection)' only; it is also in \(there)",
          help: "remove one of the two records, or correct the value")
    }
  }

  private struct ScopedIdentity: Hashable {
    let scope: Identity.Scope
    let identity: Identity
  }

  private static func missingReference(
    _ text: String, _ place: RecordProcessor.ConflictPlace, collection: String
  ) -> Finding {
    Finding(
      rule: "reference/missing", location: place.location,
      message: "'\(collection)' has no record with the key '\(text)'",
      help: "correct the value, or add the record to '\(collection)'")
  }
}
