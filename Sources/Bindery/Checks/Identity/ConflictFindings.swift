internal import Documents

extension Finding {
  /// Findings for values that break a rule across records, each naming the place it collides with.
  static func conflicts(
    at places: [RecordProcessor.ConflictPlace], dataset: Dataset
  ) -> [(place: RecordProcessor.ConflictPlace, finding: Finding)] {
    var first: [RecordProcessor.Occurrence: RecordProcessor.ConflictPlace] = [:]
    let sorted = places.sorted { left, right in
      if left.location.path != right.location.path {
        return left.location.path.utf8.lexicographicallyPrecedes(right.location.path.utf8)
      }
      return (left.location.start.line, left.location.start.column)
        < (right.location.start.line, right.location.start.column)
    }
    return sorted.compactMap { place in
      let text = VisibleText.shortened(place.text)
      guard case .unique(_, let scope) = place.occurrence else {
        return (place, missingReference(text, place, dataset))
      }
      guard let original = first[place.occurrence] else {
        first[place.occurrence] = place
        return nil
      }
      let there = "\(original.location.path):\(original.location.start.line)"
      let collection = dataset.collections[scope.collection].name
      let finding =
        scope.use == nil
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
      return (place, finding)
    }
  }

  private static func missingReference(
    _ text: String, _ place: RecordProcessor.ConflictPlace, _ dataset: Dataset
  ) -> Finding {
    guard case .reference(_, let target) = place.occurrence else {
      preconditionFailure("only references can be missing")
    }
    let collection = dataset.collections[target].name
    return Finding(
      rule: "reference/missing", location: place.location,
      message: "'\(collection)' has no record with the key '\(text)'",
      help: "correct the value, or add the record to '\(collection)'")
  }
}
