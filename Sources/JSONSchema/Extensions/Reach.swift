/// What can be met on the way through a subschema, so that a walk skips what holds nothing.
struct Reach: OptionSet, Sendable {
  let rawValue: UInt8

  /// Extension keywords of the caller.
  static let uses = Self(rawValue: 1)
  /// `deprecated: true`.
  static let deprecated = Self(rawValue: 2)
}

extension ProgramTables {
  /// Finds for each subschema what it and the schemas it leads to hold.
  mutating func findReach() {
    var sources: [[Int32]] = Array(repeating: [], count: subschemas.count)
    for id in subschemas.indices {
      for target in inPlaceTargets(of: id) + childTargets(of: id) + dynamicTargets(of: id) {
        sources[Int(target)].append(Int32(id))
      }
    }
    reach = subschemas.map { subschema in
      let own = annotations[Int(subschema.origin)]
      var reach: Reach = []
      if own.hasUses { reach.insert(.uses) }
      if own.isDeprecated { reach.insert(.deprecated) }
      return reach
    }
    var pending = subschemas.indices.filter { !reach[$0].isEmpty }
    while let id = pending.popLast() {
      for source in sources[id] where !reach[Int(source)].isSuperset(of: reach[id]) {
        reach[Int(source)].formUnion(reach[id])
        pending.append(Int(source))
      }
    }
    visitsTwice = subschemas.indices.contains { id in
      guard !reach[id].isEmpty else { return false }
      let hasPatterns =
        subschemas[id].objects >= 0
        && objects[Int(subschemas[id].objects)].patternStart
          < objects[Int(subschemas[id].objects)].patternEnd
      return hasPatterns
        || (inPlaceTargets(of: id) + dynamicTargets(of: id)).contains {
          !reach[Int($0)].isEmpty
        }
    }
  }

  private func dynamicTargets(of id: Int) -> [Int32] {
    checks[Int(subschemas[id].checkStart)..<Int(subschemas[id].checkEnd)]
      .filter { $0.operation == .dynamicReference }
      .flatMap { dynamicReferences[Int($0.first)].targets.values }
  }
}
